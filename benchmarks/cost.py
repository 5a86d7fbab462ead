"""That cost grows with the work alone: nanoseconds a step as sweeps, steps and channels become more."""

import time

import numpy as np

from patch_sim.engine.march import march
from patch_sim.engine.tables import Membrane, membrane

from .neuron13 import CHANNELS, NEURON, channel
from .workloads import DT, SQUID, V_START

STEPS = (2_000, 20_000, 200_000)
SWEEPS = (16, 64, 256, 1024)
MEMBRANES = (1, 4, 8, 13)
"""Channels, the first of the neuron of 13."""


def nanoseconds(arrays: Membrane, sweeps: int, steps: int, method: str, repeats: int) -> float:
    """Least time of a sweep's step, without recording gates and currents."""
    command = np.full((sweeps, steps), 100.0)
    best = np.inf
    for _ in range(repeats):
        x = np.repeat(arrays.steady(V_START)[None], sweeps, axis=0)
        begin = time.perf_counter()
        march(arrays, command, DT, 1, method, np.full(sweeps, V_START), x, record=False)
        best = min(best, time.perf_counter() - begin)
    return best / (sweeps * steps) * 1e9


def report(repeats: int) -> None:
    """Print a row for each kind of growth."""
    squid = membrane(SQUID)
    (soma,) = NEURON.sections
    dry = [
        membrane(type(NEURON)("n", "N", (type(soma)("soma", soma.diameter, soma.length, chosen),), NEURON.ions))
        for n in MEMBRANES
        for chosen in [tuple(map(channel, list(CHANNELS)[:n]))]
    ]
    for method in ("fast", "accurate"):
        rows = {
            "steps": [(n, nanoseconds(squid, 1, n, method, repeats)) for n in STEPS],
            "sweeps": [(n, nanoseconds(squid, n, 2_000, method, repeats)) for n in SWEEPS],
            "channels": [(n, nanoseconds(a, 1, 8_000, method, repeats)) for n, a in zip(MEMBRANES, dry, strict=True)],
        }
        for kind, row in rows.items():
            figures = "".join(f"{n:10d}: {ns:6.1f} ns" for n, ns in row)
            print(f"cost  {method:10s}{kind:10s}{figures}", flush=True)
