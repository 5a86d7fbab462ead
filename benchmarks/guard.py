"""What the accurate method does when its step is too long, and what steps of their own length save.

Stiff: 200 ms of the squid membrane with all conductances 30 times theirs, and the current too. Quiet: 10 s with five
spikes, fixed steps of 25 µs and adaptive ones at a tolerance that errs no more.
"""

from dataclasses import replace
from functools import partial

import numpy as np

from patch_sim.cells import Cell
from patch_sim.engine.march import Lanes, Traces, alike, march
from patch_sim.engine.problems import problems
from patch_sim.engine.tables import Membrane, membrane
from patch_sim.experiment import Experiment, Solver

from . import neuron13, reference
from .ledger import Ledger
from .peers import timed
from .workloads import DT, SQUID, V_START, Array

FACTOR = 30
TOLERANCES = (0.03, 0.01, 0.003, 0.001, 3e-4, 1e-4)
"""mV."""


def pulses(duration: float, starts: tuple[float, ...], length: float, level: float) -> Array:
    """(1, samples) pA."""
    t = np.arange(round(duration / DT) + 1) * DT
    return level * sum((t > on - DT / 2) & (t < on + length - DT / 2) for on in starts)[None].astype(float)


def solve(
    arrays: Membrane, command: Array, start: Array, v: float, method: str, parts: int = 1,
    values: Lanes | None = None, tolerance: float = 0.01,
) -> Traces:  # fmt: skip
    """One sweep, v alone kept."""
    return march(
        arrays, command, DT, parts, method, np.full(1, v), start[None].copy(), values, False, tolerance=tolerance
    )


def stiff(repeats: int, ledger: Ledger) -> None:
    """Print what is left of every method when all is 30 times as fast."""
    arrays = membrane(SQUID)
    values = alike(arrays, 1)._replace(g=FACTOR * arrays.g[:, None])
    start = arrays.steady(V_START)
    command = pulses(200.0, (20.0,), 160.0, 100.0)
    run = partial(solve, arrays, FACTOR * command, start, V_START, values=values)
    plain = timed({"accurate": partial(solve, arrays, command, start, V_START, "accurate")}, {}, "", repeats)
    truth = run("accurate", 256).v[0]
    count = reference.spike_times(truth).size
    for method in ("accurate", "fast", "neuron", "adaptive"):
        best = timed({method: partial(run, method)}, {}, "", repeats)[method]
        traces = run(method)
        spikes = reference.spike_times(traces.v[0]).size
        times = best / plain["accurate"]
        print(f"×30 {method:24s}{best * 1e3:10.2f} ms {times:9.2f}  {spikes} of {count} spikes", flush=True)
        ledger.most(f"×30 {method}, spikes too many or few", abs(spikes - count), 0)
        ledger.most(f"×30 {method}, times the time of accurate at ×1", times, 25)


def takes(cell: Cell) -> bool:
    """Whether the adaptive method solves it."""
    experiment = replace(Experiment.of("squid_axon", "action_potential"), cell=cell)
    return not problems(replace(experiment, solver=Solver("adaptive")))


def quiet(repeats: int, ledger: Ledger) -> None:
    """Print how much cheaper the adaptive method is where little happens."""
    arrays, start = neuron13.prepared()
    starts = tuple(1000.0 + 2000.0 * k for k in range(5))
    squid = membrane(SQUID)
    alone = partial(solve, squid, pulses(10_000.0, starts, 1.0, 150.0), squid.steady(V_START), V_START)
    many = partial(solve, arrays, pulses(10_000.0, starts, 1.0, 200.0), start, neuron13.V_START)
    for name, cell, run, limit in (("HH", SQUID, alone, 20), ("13 channels", neuron13.NEURON, many, 8)):
        truth = run("accurate", 8).v[0]
        fixed = timed({"fixed": lambda run=run: run("accurate")}, {}, "", repeats)["fixed"]
        error = float(np.abs(run("accurate").v[0] - truth).max())
        spikes = reference.spike_times(truth).size
        print(f"10s {name + ', fixed':24s}{fixed * 1e3:10.2f} ms {1:9.2f}  {error:10.4f} mV, {spikes} spikes")
        times = None
        for tolerance in TOLERANCES if takes(cell) else ():
            chosen = partial(run, "adaptive", tolerance=tolerance)
            found = float(np.abs(chosen().v[0] - truth).max())
            if found <= error:
                best = timed({"adaptive": chosen}, {}, "", repeats)["adaptive"]
                times = fixed / best
                label = f"{name}, {tolerance:g} mV"
                print(f"10s {label:24s}{best * 1e3:10.2f} ms {1 / times:9.2f}  {found:10.4f} mV", flush=True)
                break
        ledger.least(f"10 s with 5 spikes, {name}: adaptive cheaper than fixed", times, limit)
