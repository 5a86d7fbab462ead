"""What precision costs on W1: an SVG of error against time, ours and NEURON's, at several steps.

``python -m benchmarks.work_precision [--peer PYTHON] [--repeats 5]`` writes ``docs/work_precision.svg`` and prints the
numbers. The error is that of the last of 55 spikes, against DOP853.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np

from . import reference, workloads
from .peers import PEERS, Peer, timed
from .plot import page, panel
from .squid import current_clamp
from .workloads import Array

PARTS = (1, 2, 4, 8)
TARGET = Path(__file__).parents[1] / "docs" / "work_precision.svg"
Point = tuple[float, float, float]
"""ms, largest error in mV, error of the last spike in µs."""


def point(seconds: float, v: Array, truth: Array) -> Point:
    """One run as it stands in the picture."""
    spikes = reference.spike_times(v)[-1] - reference.spike_times(truth)[-1]
    return seconds * 1e3, float(np.abs(v - truth).max()), abs(spikes) * 1e3


def measured(python: str, repeats: int) -> dict[str, list[Point]]:
    """The points of every method, from the coarsest step on."""
    truth = reference.current_clamp("w1", workloads.W1)[0]
    found: dict[str, list[Point]] = {}
    for method in ("accurate", "fast", "neuron"):
        for parts in PARTS:
            run = current_clamp(workloads.W1, method, False, parts)
            best = timed({method: run}, {}, "w1", repeats)[method]
            found.setdefault(method, []).append(point(best, run().v[0], truth))
    peer = Peer(python, PEERS["NEURON"])
    with tempfile.TemporaryDirectory() as folder:
        for parts in PARTS if peer.works else ():
            file = f"{folder}/{parts}.npy"
            times = [peer.run(f"w1/{parts}", file) for _ in range(repeats)]
            v = np.load(file)[0, ::parts][: truth.size]
            found.setdefault("NEURON", []).append(point(min(t for t in times if t is not None), v, truth))
    return found


def svg(found: dict[str, list[Point]]) -> str:
    """Error of the last spike against time."""
    lines = {name: [(ms, us) for ms, _, us in row] for name, row in found.items()}
    return page([panel(lines, "time of 1 s of one membrane, ms", "error of the last of 55 spikes, µs")])


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(prog="work_precision", description=__doc__)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    found = measured(options.peer, options.repeats)
    for name, row in found.items():
        for parts, (ms, mv, us) in zip(PARTS, row, strict=True):
            print(f"{name:10s} {25 / parts:7.3f} µs {ms:9.2f} ms {mv:10.5f} mV {us:10.4f} µs")
    TARGET.write_text(svg(found), encoding="utf-8")


if __name__ == "__main__":
    main()
