"""The small steady-state curves of a channel card, as the path of an SVG."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from patch_sim.cells import Cell
from patch_sim.channels import At, Channel, Gate

WIDTH, HEIGHT = 46.0, 20.0
FROM, TO, POINTS = -110.0, 50.0, 47


@dataclass(frozen=True)
class Curve:
    """One gate's steady state over −110…50 mV; dashed where it falls with depolarization."""

    d: str
    dash: str


@lru_cache(512)
def curve(gate: Gate, at: At) -> Curve:
    """How open a gate is in the end, at each voltage."""
    v = np.linspace(FROM, TO, POINTS)
    with np.errstate(all="ignore"):
        inf, _ = gate.curves(v, at)
    x = (v - FROM) / (TO - FROM) * WIDTH
    y = HEIGHT - 2 - np.nan_to_num(inf) * (HEIGHT - 4)
    return Curve(
        "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True)), "2.5 2" if inf[-1] < inf[0] else ""
    )


def curves(channel: Channel, cell: Cell) -> tuple[Curve, ...]:
    """The curves of all gates; a channel without gates has a flat line."""
    if not channel.gates:
        return (Curve(f"M0 {HEIGHT / 2:.1f}L{WIDTH:.1f} {HEIGHT / 2:.1f}", ""),)
    return tuple(curve(gate, cell.at(channel).only(gate.names)) for gate in channel.gates)
