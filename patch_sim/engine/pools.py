"""The pools of a membrane as the kernels read them: where each concentration stands, what follows it, what feeds it.

In the state, the blocks of gates of v are followed by those of every pool, first its gates with a time constant, then
the Nernst potential, its slope, and gates without one. Two blocks end it: the concentrations, and what they and v were
one step before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..channels import Ion, Pool
from ..constants import ZERO_CELSIUS, F, R
from . import levels
from .rows import Array, Scheme
from .simd import WIDTH

MOST = WIDTH - 1
"""Pools in a membrane; the last place of their block is that of v one step before."""


@dataclass(frozen=True)
class Basin:
    """One pool in its membrane."""

    signal: str
    charge: int
    inside: bool
    gain: float
    """mM/ms for 1 pA of outward current."""
    tau: float
    rest: float
    pump: float
    """mM/ms: what a pump with a leak removes of an excess c − rest is pump (c − rest)/(c + half)."""
    half: float
    other: float
    """mM on the other side, where nothing changes."""
    celsius: float
    first: int
    """The first of its blocks; gates with a time constant."""
    instant: int
    """The block whose first two slots are the Nernst potential and its slope."""
    end: int

    @property
    def potential(self) -> int:
        """The slot of the Nernst potential."""
        return self.instant * WIDTH

    def removal(self, c: Array) -> Array:
        """d[ion]/dt without any current, mM/ms."""
        return (self.rest - c) * (1 / self.tau + self.pump / (c + self.half))

    def nernst(self, c: Array) -> Array:
        """The Nernst potential at a concentration, mV."""
        scale = 1e3 * R * (self.celsius + ZERO_CELSIUS) / (self.charge * F)
        return scale * np.log(self.other / c if self.inside else c / self.other)


def basin(
    pool: Pool, ion: Ion, celsius: float, area: float, first: int, gatings: Sequence[Any]
) -> tuple[Basin, list[int]]:
    """A pool under `area` (µm²) whose blocks begin at `first`, and the slots of the gates that follow it."""
    slow = sum(not gating.instantaneous for gating in gatings)
    instant = first + -(-slow // WIDTH)
    end = instant + -(-(2 + len(gatings) - slow) // WIDTH)
    places = {False: iter(range(first * WIDTH, end * WIDTH)), True: iter(range(instant * WIDTH + 2, end * WIDTH))}
    slots = [next(places[gating.instantaneous]) for gating in gatings]
    # 1 pA over 1 µm² is 0.1 mA/cm².
    return Basin(
        signal=pool.signal,
        charge=ion.charge,
        inside=pool.side == "in",
        gain=pool.inflow(ion.charge) * 0.1 / area,
        tau=pool.tau,
        rest=pool.rest,
        pump=pool.v_max * pool.k_m / (pool.rest + pool.k_m),
        half=pool.k_m,
        other=ion.out if pool.side == "in" else ion.in_,
        celsius=celsius,
        first=first,
        instant=instant,
        end=end,
    ), slots


def table(basins: Sequence[Basin], placed: levels.Placed, scheme: Scheme, step: float) -> Array:
    """The rows of cubics over concentration of all that follows one."""
    start = basins[0].first if basins else 0
    blocks = basins[-1].end - start if basins else 0
    potentials = tuple((b.potential - start * WIDTH, b.charge, b.other, b.inside, b.celsius) for b in basins)
    return levels.table(tuple((slot - start * WIDTH, g) for slot, g in placed), potentials, blocks, scheme, step)


def numbers(basins: Sequence[Basin], ghk: Sequence[int]) -> tuple[Array, np.ndarray]:
    """(pools, 7) gain, 1/tau, rest, other side, 1 if inside, pump, half, and (pools, 4).

    The four are the first, instant and end block, and the slot for the flux of Goldman, Hodgkin & Katz.
    """
    rows = [[b.gain, 1 / b.tau, b.rest, b.other, float(b.inside), b.pump, b.half] for b in basins]
    flow = np.array(rows).reshape(-1, 7)
    spots = [[b.first, b.instant, b.end, q] for b, q in zip(basins, ghk, strict=True)]
    return flow, np.array(spots, np.uint64).reshape(-1, 4)
