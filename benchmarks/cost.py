"""That cost grows with the work alone: time against sweeps, steps, channels and segments.

``python -m benchmarks.cost [--repeats 5]`` writes ``docs/cost.svg`` and prints the numbers; the last column is the
largest power of n that the time grows with between two neighbors.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from patch_sim.cells import Cell, Section
from patch_sim.engine.march import march
from patch_sim.engine.tables import Membrane, membrane
from patch_sim.engine.tree import march_tree, setting
from patch_sim.engine.tree_rest import tree_start

from .axon import AXON, START
from .neuron13 import CHANNELS, NEURON, channel
from .plot import corner, page, panel
from .workloads import DT, SQUID, V_START

STEPS = (2_000, 8_000, 32_000, 128_000)
SWEEPS = (16, 64, 256, 1024)
MEMBRANES = (3, 5, 8, 13)
"""Channels, the first of the neuron of 13: with fewer than sodium, potassium and leak v would run out of the tables."""
SEGMENTS = (16, 64, 256, 1024)
METHODS = ("fast", "accurate")
TARGET = Path(__file__).parents[1] / "docs" / "cost.svg"


def least(run: Callable[[], object], repeats: int) -> float:
    """Least time of a run, ms."""
    best = np.inf
    for _ in range(repeats):
        begin = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begin)
    return best * 1e3


def alone(arrays: Membrane, sweeps: int, steps: int, method: str) -> None:
    """Sweeps of one membrane, without recording gates and currents."""
    x = np.repeat(arrays.steady(V_START)[None], sweeps, axis=0)
    march(arrays, np.full((sweeps, steps), 100.0), DT, 1, method, np.full(sweeps, V_START), x, record=False)


def cable(segments: int, method: str) -> Callable[[], object]:
    """200 steps of an axon."""
    (section,) = AXON.sections
    cell = replace(AXON, sections=(replace(section, n=segments, length=10.0 * segments),))
    there = setting(cell, START, "cc")
    rest = tree_start(cell, START, "cc", 0.0)
    command = np.full((1, 200), 200.0)
    parts = there.parts(DT, 1, method)

    def run() -> None:
        v, x, z = (part[None].copy() for part in rest)
        march_tree(there, command, DT, parts, method, v, x, z, [(0, 0)], record=False)

    return run


def some(n: int) -> Membrane:
    """The first `n` channels of the neuron of 13, without its pool."""
    chosen = tuple(map(channel, list(CHANNELS)[:n]))
    (soma,) = NEURON.sections
    return membrane(Cell("n", "N", (Section("soma", soma.diameter, soma.length, chosen),), NEURON.ions))


def measured(repeats: int) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """(n, ms) of every kind of growth and method."""
    squid, dry = membrane(SQUID), {n: some(n) for n in MEMBRANES}
    kinds: dict[str, dict[int, Callable[[str], Callable[[], object]]]] = {
        "sweeps of 2000 steps": {n: lambda m, n=n: lambda: alone(squid, n, 2_000, m) for n in SWEEPS},
        "steps of one sweep": {n: lambda m, n=n: lambda: alone(squid, 1, n, m) for n in STEPS},
        "channels, 8000 steps": {n: lambda m, a=a: lambda: alone(a, 1, 8_000, m) for n, a in dry.items()},
        "segments, 200 steps": {n: lambda m, n=n: cable(n, m) for n in SEGMENTS},
    }
    return {
        kind: {method: [(n, least(run(method), repeats)) for n, run in row.items()] for method in METHODS}
        for kind, row in kinds.items()
    }


def steepest(line: list[tuple[float, float]]) -> float:
    """The largest power of n between neighbors."""
    n, ms = np.log(np.array(line)).T
    return float((np.diff(ms) / np.diff(n)).max())


def report(repeats: int) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Print a row for each kind of growth."""
    found = measured(repeats)
    for kind, lines in found.items():
        for method, line in lines.items():
            figures = "".join(f"{n:9d}: {ms:8.2f} ms" for n, ms in line)
            print(f"cost  {kind:22s}{method:10s}{figures}   n^{steepest(line):.2f}", flush=True)
    return found


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(prog="cost", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    found = report(parser.parse_args().repeats)
    panels = [panel(lines, kind, "ms", *corner(k, 2)) for k, (kind, lines) in enumerate(found.items())]
    TARGET.write_text(page(panels, 2), encoding="utf-8")


if __name__ == "__main__":
    main()
