"""The rates of a gate as rows of cubics over v, evaluated by numpy once and looked up by the kernels ever after."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..channels import At, Gate
from .simd import WIDTH, aligned

Array = NDArray[np.float64]

ROWS = 1024
"""A power of two: the kernels mask the row index, and no v can read beyond the table."""
PITCH = 0.25
"""Width of a row, mV: rows of C1 cubics this wide move the last of 55 spikes by less than a nanosecond."""
MIDDLE = -20.0
"""v of the middle row, mV; with 1024 rows the table reaches from −148 to +108 mV."""
V_MIN, V_MAX = MIDDLE - PITCH * (ROWS + 1) / 2, MIDDLE + PITCH * (ROWS - 1) / 2
PER_MV = 1 / PITCH
ORIGIN = ROWS / 2 - MIDDLE * PER_MV
"""A v stands in row PER_MV v + ORIGIN, a whole number at 0 mV so that the kernels round in one operation."""

EDGES = np.linspace(V_MIN, V_MAX, ROWS + 1)
# Slopes at the edges come from a central difference of fourth order over a sixteenth of a row.
NEAR = PITCH / 16
AROUND = EDGES + NEAR * np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])


class Gating(NamedTuple):
    """A gate at a temperature: dx/dt = a(v) − s(v) x."""

    gate: Gate
    phi: float
    at: At
    """What its rates speak of besides v, and no more, so that equal rates are equal gatings."""

    def rates(self, v: ArrayLike, ca: ArrayLike | None = None) -> tuple[Array, Array]:
        """a and s in 1/ms at `v`, and at `ca` (mM) where it changes; an instantaneous gate has a = x∞ and s = 0."""
        gate = self.gate
        at = self.at if ca is None else {**self.at, "ca": ca}
        if gate.inf is None:
            opening, closing = gate.rates(v, at)
            return self.phi * opening, self.phi * (opening + closing)
        steady, tau = gate.curves(v, at)
        if gate.instantaneous:
            return steady, tau
        return self.phi * steady / tau, self.phi / tau

    def steady(self, v: ArrayLike, ca: ArrayLike | None = None) -> Array:
        """x∞ at `v`, and at `ca` where it changes."""
        a, s = self.rates(v, ca)
        return a if self.gate.instantaneous else a / s

    @property
    def instantaneous(self) -> bool:
        """Whether it has no time constant."""
        return self.gate.instantaneous

    @property
    def follows_calcium(self) -> bool:
        """Whether it reads a [Ca] that changes."""
        return "ca" in self.gate.names and "ca" not in self.at

    @property
    def follows_both(self) -> bool:
        """Whether it reads v beside a [Ca] that changes."""
        return self.follows_calcium and "v" in self.gate.names


def rates(a: Array, s: Array, step: float) -> tuple[Array, Array]:
    """The rates themselves, for a solver that evaluates dx/dt."""
    return a, s


def crank_nicolson(a: Array, s: Array, step: float) -> tuple[Array, Array]:
    """A and B of x ← A + B x for a step of Crank-Nicolson at constant v.

    A gate whose time constant is below half the step is at its steady state after it: B below 0 would carry it beyond,
    to more than all or less than none.
    """
    z = 0.5 * step * s
    return step * a / np.maximum(1 + z, 2 * z), np.maximum(1 - z, 0) / (1 + z)


def exponential(a: Array, s: Array, step: float) -> tuple[Array, Array]:
    """A and B of x ← A + B x for the exact step at constant v (NEURON's cnexp)."""
    return -np.expm1(-step * s) * a / s, np.exp(-step * s)


Scheme = Callable[[Array, Array, float], tuple[Array, Array]]


@lru_cache(512)
def rows(gating: Any, scheme: Scheme, step: float) -> Array:
    """(ROWS, 8): the coefficients of two cubics a row, in units of rows, from −½ to ½; continuous with their slopes."""
    with np.errstate(over="ignore"):
        first, second = gating.rates(AROUND)
        if not gating.instantaneous:
            first, second = scheme(first, second, step)
    return np.concatenate([cubics(first), cubics(second)], axis=1)


def cubics(f: Array) -> Array:
    """(ROWS, 4) Hermite coefficients from the values `AROUND` every edge."""
    value = f[2]
    slope = (f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * NEAR) * PITCH
    return hermite(value[:-1], value[1:], slope[:-1], slope[1:])


def hermite(left: Array, right: Array, rise: Array, fall: Array) -> Array:
    """(rows, 4): cubics from the values at the ends of every row, −½ and ½, and the slopes there."""
    return np.stack(
        [
            (left + right) / 2 + (rise - fall) / 8,
            1.5 * (right - left) - (rise + fall) / 4,
            (fall - rise) / 2,
            rise + fall - 2 * (right - left),
        ],
        axis=1,
    )


@lru_cache(32)
def table(gatings: tuple[tuple[int, Any], ...], blocks: int, scheme: Scheme, step: float) -> Array:
    """(ROWS, blocks, 8, 8): for each row all coefficients of all gates, gate after its slot, contiguous and aligned.

    A gate whose rates did not change brings its rows from the cache.
    """
    whole = aligned(np.zeros((ROWS, blocks, WIDTH, WIDTH)))
    for slot, gating in gatings:
        whole[:, slot // WIDTH, :, slot % WIDTH] = rows(gating, scheme, step)
    return whole
