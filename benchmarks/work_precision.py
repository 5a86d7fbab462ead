"""What precision costs on W1: an SVG of error against time, ours and NEURON's, at several steps.

``python -m benchmarks.work_precision [--peer PYTHON] [--repeats 5]`` writes ``docs/work_precision.svg`` and prints the
numbers. The error is that of the last of 55 spikes, against DOP853.
"""

import argparse
import sys
import tempfile
from math import log10
from pathlib import Path

import numpy as np

from . import reference, workloads
from .__main__ import PEERS, Peer, current_clamp, timed
from .workloads import Array

PARTS = (1, 2, 4, 8)
TARGET = Path(__file__).parents[1] / "docs" / "work_precision.svg"
COLORS = {"accurate": "#0072b2", "fast": "#009e73", "neuron": "#e69f00", "NEURON 9": "#d55e00"}
WIDTH, HEIGHT, EDGE = 640, 420, 60
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
    peer = Peer(python, PEERS["NEURON 9"])
    with tempfile.TemporaryDirectory() as folder:
        for parts in PARTS if peer.works else ():
            file = f"{folder}/{parts}.npy"
            times = [peer.run(f"w1/{parts}", file) for _ in range(repeats)]
            v = np.load(file)[0, ::parts][: truth.size]
            found.setdefault("NEURON 9", []).append(point(min(t for t in times if t is not None), v, truth))
    return found


def svg(found: dict[str, list[Point]]) -> str:
    """A plot on two logarithmic axes."""
    points = [p for row in found.values() for p in row]
    left, right = (f(log10(p[0]) for p in points) for f in (min, max))
    low, high = (f(log10(max(p[2], 1e-6)) for p in points) for f in (min, max))
    left, right, low, high = np.floor(left), np.ceil(right), np.floor(low), np.ceil(high)

    def place(p: Point) -> tuple[float, float]:
        x = EDGE + (log10(p[0]) - left) / (right - left) * (WIDTH - 2 * EDGE)
        y = HEIGHT - EDGE - (log10(max(p[2], 1e-6)) - low) / (high - low) * (HEIGHT - 2 * EDGE)
        return round(x, 1), round(y, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for k in range(int(left), int(right) + 1):
        x, _ = place((10.0**k, 0, 10.0**low))
        parts.append(f'<path d="M{x} {EDGE}V{HEIGHT - EDGE}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{10.0**k:g}</text>')
    for k in range(int(low), int(high) + 1):
        _, y = place((10.0**left, 0, 10.0**k))
        parts.append(f'<path d="M{EDGE} {y}H{WIDTH - EDGE}" stroke="#ddd"/>')
        parts.append(f'<text x="{EDGE - 6}" y="{y + 4}" text-anchor="end">{10.0**k:g}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">time of 1 s of one membrane, ms</text>')
    parts.append(f'<text x="{EDGE}" y="{EDGE - 34}">error of the last of 55 spikes, µs</text>')
    for k, (name, row) in enumerate(found.items()):
        places = [place(p) for p in row]
        line = " ".join(f"{x},{y}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{COLORS[name]}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{COLORS[name]}"/>' for x, y in places]
        x = EDGE + 120 * k
        parts.append(f'<text x="{x}" y="{EDGE - 12}" fill="{COLORS[name]}">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


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
