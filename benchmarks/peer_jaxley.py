"""Jaxley on the same workloads, in a process of its own: Crank-Nicolson at 64 bits, compiled, and mapped over sweeps.

Reads and answers lines as `peer.py` does; an empty line for a workload that it has not.
"""

import sys
import time

import jax
import jax.numpy as jnp
import jaxley as jx
import numpy as np
from jaxley.channels import HH

SIDE = 17.841241161527712
DT = 0.025


def squid():
    """One squid membrane of 1000 µm², starting at rest at −65 mV."""
    cell = jx.Cell(jx.Branch(jx.Compartment(), ncomp=1), parents=[-1])
    cell.insert(HH())
    for name, value in {"radius": SIDE / 2, "length": SIDE, "HH_eLeak": -54.387, "v": -65.0}.items():
        cell.set(name, value)
    cell.init_states()
    cell.branch(0).comp(0).record("v", verbose=False)
    return cell


def axon():
    """A compiled function of W5: 1000 compartments, 10 mm × 1 µm, 50 ms."""
    cell = jx.Cell(jx.Branch(jx.Compartment(), ncomp=1000), parents=[-1])
    cell.insert(HH())
    values = {"radius": 0.5, "length": 10.0, "axial_resistivity": 100.0, "HH_eLeak": -54.387, "v": -65.0}
    for name, value in values.items():
        cell.set(name, value)
    cell.init_states()
    for k in (100, 500, 900):
        cell.branch(0).comp(k).record("v", verbose=False)
    t = np.arange(2001) * DT
    current = jnp.asarray(0.2 * ((t > 1 - DT / 2) & (t < 3 - DT / 2)))
    site = cell.branch(0).comp(0)

    def run(current):
        return jx.integrate(cell, data_stimuli=site.data_stimulate(current, None), delta_t=DT, solver="crank_nicolson")

    compiled = jax.jit(run)
    return lambda: compiled(current)


def build(name):
    """A compiled function of the workload."""
    if name == "w5":
        return axon()
    cell = squid()
    site = cell.branch(0).comp(0)
    densities, duration, on, off = {
        "w1": ([10.0], 1000.0, 100, 900),
        "w2": (np.arange(32.0), 1000.0, 100, 900),
        "w4": ([10.0] * 1000, 200.0, 20, 180),
    }[name]
    t = np.arange(round(duration / DT) + 1) * DT
    inside = (t > on - DT / 2) & (t < off - DT / 2)
    currents = jnp.asarray(np.asarray(densities)[:, None] * inside * 0.01)
    grid = np.meshgrid(np.linspace(80, 160, 40), np.linspace(20, 52, 25), indexing="ij")
    cells = jnp.asarray(np.stack([g.ravel() for g in grid], axis=1) * 1e-3) if name == "w4" else None

    def one(current, conductances=None):
        values = None
        if conductances is not None:
            values = cell.data_set("HH_gNa", conductances[0], None)
            values = cell.data_set("HH_gK", conductances[1], values)
        stimulus = site.data_stimulate(current, None)
        return jx.integrate(cell, param_state=values, data_stimuli=stimulus, delta_t=DT, solver="crank_nicolson")[0]

    if name == "w1":
        single = jax.jit(one)
        return lambda: single(currents[0])[None]
    mapped = jax.jit(jax.vmap(one))
    return lambda: mapped(currents, cells) if cells is not None else mapped(currents)


def main():
    """Serve one workload a line."""
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_platform_name", "cpu")
    name, model = "", None
    for line in sys.stdin:
        wanted, *file = line.split()
        if wanted not in ("w1", "w2", "w4", "w5"):
            print(flush=True)
            continue
        if wanted != name:
            name, model = wanted, build(wanted)
            model().block_until_ready()
        begin = time.perf_counter()
        v = model().block_until_ready()
        seconds = time.perf_counter() - begin
        if file:
            np.save(file[0], np.asarray(v))
        print(seconds, flush=True)


main()
