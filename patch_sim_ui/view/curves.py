"""The small steady-state curves of a channel card, as the path of an SVG."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from patch_sim.cells import Cell
from patch_sim.channels import At, Channel, Gate, Scheme

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
    return drawn(v, inf)


def drawn(v: np.ndarray, inf: np.ndarray) -> Curve:
    """The path through a steady state at each voltage."""
    x = (v - FROM) / (TO - FROM) * WIDTH
    y = HEIGHT - 2 - np.nan_to_num(inf) * (HEIGHT - 4)
    return Curve(
        "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True)), "2.5 2" if inf[-1] < inf[0] else ""
    )


@lru_cache(64)
def share(scheme: Scheme, state: str, at: At) -> Curve:
    """How many channels are in a state in the end, at each voltage, as a share of the most."""
    v = np.linspace(FROM, TO, POINTS)
    inf = scheme.steady(v, at)[:, scheme.states.index(state)]
    return drawn(v, inf / inf.max())


def curves(channel: Channel, cell: Cell) -> tuple[Curve, ...]:
    """The curves of all gates, or of the conducting states; a channel without gates has a flat line."""
    if channel.scheme:
        at = cell.at(channel).only(channel.scheme.names)
        return tuple(share(channel.scheme, conducting.state, at) for conducting in channel.scheme.conducting)
    if not channel.gates:
        return (Curve(f"M0 {HEIGHT / 2:.1f}L{WIDTH:.1f} {HEIGHT / 2:.1f}", ""),)
    return tuple(curve(gate, cell.at(channel).only(gate.names)) for gate in channel.gates)
