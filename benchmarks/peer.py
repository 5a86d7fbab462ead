"""NEURON on the same workloads, in a process of its own (`neuron` may live in another environment).

Reads a workload's name from each line of standard input, runs it and writes the seconds of the run proper; a second
word on the line is a file for v (or the clamp's current) of every sweep. A name may end in the parts of a step: w1/4.
"""

import sys
import time

import numpy as np
from neuron import h

SIDE = 17.841241161527712


def patch(g_na=120.0, g_k=36.0):
    """One squid membrane of 1000 µm²."""
    section = h.Section()
    section.L = section.diam = SIDE
    section.insert("hh")
    h.usetable_hh = 0
    section.ena, section.ek = 50.0, -77.0
    section(0.5).hh.gnabar, section(0.5).hh.gkbar = g_na * 1e-3, g_k * 1e-3
    section(0.5).hh.gl, section(0.5).hh.el = 0.3e-3, -54.387
    return section


def inject(section, density, on, off):
    """A current step of `density` µA/cm²."""
    clamp = h.IClamp(section(0.5))
    clamp.delay, clamp.dur, clamp.amp = on, off - on, density * 0.01
    return clamp


def current_clamp(densities, cells, on, off):
    """Sections, their electrodes and the vectors of v."""
    sections = [patch(*cell) for cell in cells]
    clamps = [inject(s, i, on, off) for s, i in zip(sections, densities, strict=True)]
    return sections, clamps, [h.Vector().record(s(0.5)._ref_v) for s in sections]


def voltage_clamp():
    """As above, with ideal clamps of 1 kΩ."""
    sections, clamps = [], []
    for level in np.arange(-100.0, 61.0, 10.0):
        section = patch()
        clamp = h.SEClamp(section(0.5))
        clamp.rs, clamp.dur1, clamp.amp1, clamp.dur2, clamp.amp2, clamp.dur3, clamp.amp3 = (
            1e-3,
            5,
            -70,
            20,
            level,
            5,
            -70,
        )
        sections.append(section)
        clamps.append(clamp)
    return sections, clamps, [h.Vector().record(c._ref_i) for c in clamps]


def axon():
    """1000 compartments, 10 mm × 1 µm, with a current into the first."""
    section = h.Section()
    section.L, section.diam, section.nseg, section.Ra = 10_000, 1, 1000, 100
    section.insert("hh")
    h.usetable_hh = 0
    section.ena, section.ek = 50.0, -77.0
    for segment in section:
        segment.hh.el = -54.387
    clamp = h.IClamp(section(0.0005))
    clamp.delay, clamp.dur, clamp.amp = 1.0, 2.0, 0.2
    return [section], [clamp], [h.Vector().record(section((k + 0.5) / 1000)._ref_v) for k in (100, 500, 900)]


def build(name):
    """The model of a workload, with its duration, step and start."""
    if name == "w1":
        return current_clamp([10.0], [()], 100, 900), 1000.0, 0.025, -65.0
    if name == "w2":
        return current_clamp(np.arange(32.0), [()] * 32, 100, 900), 1000.0, 0.025, -65.0
    if name == "w5":
        return axon(), 50.0, 0.025, -65.0
    if name == "w3":
        return voltage_clamp(), 30.0, 0.01, -70.0
    grid = np.meshgrid(np.linspace(80, 160, 40), np.linspace(20, 52, 25), indexing="ij")
    cells = list(zip(*(g.ravel() for g in grid), strict=True))
    return current_clamp([10.0] * 1000, cells, 20, 180), 200.0, 0.025, -65.0


def main():
    """Serve one workload a line; models of different workloads do not run together."""
    h.load_file("stdrun.hoc")
    h.celsius = 6.3
    h.secondorder = 2
    context = h.ParallelContext()
    context.set_maxstep(10)
    name, model = "", None
    for line in sys.stdin:
        wanted, *file = line.split()
        if wanted != name:
            model = None
            name, model = wanted, build(wanted.partition("/")[0])
        (_, _, vectors), duration, step, start = model
        h.dt = step / int(wanted.partition("/")[2] or 1)
        h.steps_per_ms = 1 / h.dt
        h.finitialize(start)
        begin = time.perf_counter()
        context.psolve(duration)
        seconds = time.perf_counter() - begin
        if file:
            np.save(file[0], np.array([vector.as_numpy() for vector in vectors]))
        print(seconds, flush=True)


main()
