"""What the adaptive method saves: 10 s with five spikes, beside fixed steps that err as much.

Each spike follows 1 ms of 20 µA/cm², sampled at 25 µs; seconds are of the processor, the least of all repeats.
"""

import time
from functools import cache, partial

import numpy as np

from patch_sim.engine.march import Traces, march
from patch_sim.engine.rest import start
from patch_sim.engine.tables import membrane

from .neuron13 import NEURON
from .workloads import DT, SQUID, Array

DURATION, LEVEL, SPIKES = 10_000.0, 200.0, 5  # ms, pA
CELLS = {"HH": SQUID, "13 channels": NEURON}
FINE = 16
TOLERANCES = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)


@cache
def command() -> Array:
    """(1, samples) pA."""
    t = np.arange(round(DURATION / DT) + 1) * DT
    begins = np.arange(0.1, 1.0, 1 / SPIKES) * DURATION
    return LEVEL * ((t[:, None] >= begins) & (t[:, None] < begins + 1.0)).any(axis=1)[None].astype(float)


def run(name: str, method: str, parts: int = 1, tolerance: float = 0.01, record: bool = False) -> Traces:
    """One of the cells from its rest."""
    v, x = start(CELLS[name], 0.0, "accurate", DT)
    return march(
        membrane(CELLS[name]), command(), DT, parts, method, np.array([v]), x[None].copy(), record=record,
        tolerance=tolerance,
    )  # fmt: skip


def report(repeats: int) -> None:
    """Print errors and times of both methods, and what fixed steps cost where they err as little."""
    for name in CELLS:
        truth = run(name, "accurate", FINE).v
        spikes = np.count_nonzero((truth[0, 1:] > -20) & (truth[0, :-1] <= -20))
        for record in (False, True):
            ways = {("accurate", DT / parts): {"parts": parts} for parts in (1, 2, 4)}
            ways |= {("adaptive", tolerance): {"tolerance": tolerance} for tolerance in TOLERANCES}
            fixed: list[tuple[float, float]] = []
            for (method, fineness), more in ways.items():
                once = partial(run, name, method, record=record, **more)
                error, best = float(np.abs(once().v - truth).max()), np.inf
                for _ in range(repeats):
                    begin = time.process_time()
                    once()
                    best = min(best, time.process_time() - begin)
                if method == "accurate":
                    fixed.append((error, best))
                # Fourth order: time goes with the error to the power of −1/4, here between the steps that were run.
                errors, times = np.log(np.array(fixed[::-1])).T
                inside = errors[0] <= np.log(error) <= errors[-1]
                ratio = f"{np.exp(np.interp(np.log(error), errors, times)) / best:6.1f} times" if inside else ""
                what = f"{name}{', all signals' if record else ''}"
                row = f"sparse  {what:26s}{method:9s}{fineness:9.5f}{best * 1e3:9.2f} ms {error:11.6f} mV"
                print(row, f"{spikes} spikes", ratio if method == "adaptive" else "", flush=True)
