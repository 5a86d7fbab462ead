"""Markov schemes as tables: what a step does to the shares of all states together, P(v) = exp(φ Q(v) step).

The states of a scheme stand in blocks of slots of their own, behind the gates with a time constant. To the kernels of
single gates they are gates that never move; where there are schemes, `propagate` moves them.
"""

from functools import lru_cache
from math import factorial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..channels import At, Scheme
from .rows import EDGES, PITCH, ROWS, Array
from .simd import WIDTH, aligned, cubic, kernel, load, splat, store
from .single import EIGHT, ZERO, U

STILL = 1e-300
"""1/ms: the rate of a state by itself, so small that it does not move."""
THETA = 5.371920351148152
"""Norm up to which the approximant is exact to the last bits (Higham 2005, table 2.3)."""
PADE = [factorial(26 - k) * factorial(13) / (factorial(26) * factorial(k) * factorial(13 - k)) for k in range(14)]
CUBIC = U(4 * WIDTH)
"""Doubles of eight cubics."""


class Kinetics(NamedTuple):
    """A scheme at a temperature."""

    scheme: Scheme
    phi: float
    at: At
    """What its rates speak of besides v, and no more."""

    @property
    def n(self) -> int:
        """States."""
        return len(self.scheme.states)

    def matrix(self, v: ArrayLike) -> Array:
        """(…, n, n) Q in 1/ms at `v`: column of the state left, row of the state entered."""
        return self.phi * self.scheme.matrix(v, self.at)

    def steady(self, v: ArrayLike) -> Array:
        """(…, n) shares after a long time at `v`."""
        v = np.asarray(v, dtype=float)
        return _steady(self, v.tobytes()).reshape(*v.shape, self.n)

    def propagator(self, v: ArrayLike, step: float) -> Array:
        """(…, n, n) what `step` ms at `v` do, exactly; nothing is lost."""
        return conserved(exponential(step * self.matrix(v)))


def exponential(a: Array) -> Array:
    """(…, n, n) exp(a) of all matrices at once: scaled and squared, by Padé's approximant of order 13 (Higham 2005)."""
    norm = float(np.abs(a).sum(-2).max(initial=0.0))
    squarings = max(0, int(np.ceil(np.log2(norm / THETA)))) if norm > THETA else 0
    a = a / 2.0**squarings
    even = a @ a
    odd_sum, even_sum = PADE[13] * even + PADE[11] * (one := np.eye(a.shape[-1])), PADE[12] * even + PADE[10] * one
    for k in range(9, 0, -2):
        odd_sum, even_sum = odd_sum @ even + PADE[k] * one, even_sum @ even + PADE[k - 1] * one
    odd_sum = a @ odd_sum
    out = np.linalg.solve(even_sum - odd_sum, even_sum + odd_sum)
    for _ in range(squarings):
        out = out @ out
    return out


def conserved(p: Array) -> Array:
    """(…, n, n) with columns that sum to 1 to the last bit or two, so that powers of it do so too."""
    return p / p.sum(-2, keepdims=True)


class State(NamedTuple):
    """One state of a scheme, as the tables of gates see it."""

    kinetics: Kinetics
    index: int
    instantaneous: bool = False
    follows_calcium: bool = False

    def steady(self, v: ArrayLike, ca: ArrayLike | None = None) -> Array:
        """Its share after a long time at `v`."""
        return self.kinetics.steady(v)[..., self.index]

    def rates(self, v: ArrayLike, ca: ArrayLike | None = None) -> tuple[Array, Array]:
        """Of a gate that stays where it is."""
        none = np.zeros(np.shape(v))
        return none, none + STILL


@lru_cache(32)
def _steady(kinetics: Kinetics, v: bytes) -> Array:
    return kinetics.scheme.steady(np.frombuffer(v), kinetics.at)


@lru_cache(16)
def rows(kinetics: Kinetics, step: float) -> Array:
    """(ROWS, n, blocks, 4, 8): for each state left, cubics over v of what it gives to all; each sums to 1 everywhere.

    The slopes at the edges of rows are differences of fourth order over rows: 1e-8 of an entry where rates grow e-fold
    in 20 mV.
    """
    n = kinetics.n
    edges = np.concatenate([EDGES[0] + PITCH * np.array([-2, -1]), EDGES, EDGES[-1] + PITCH * np.array([1, 2])])
    p = kinetics.propagator(edges, step)
    slope = (p[:-4] - 8 * p[1:-3] + 8 * p[3:-1] - p[4:]) / 12
    left, right, rise, fall = p[2:-3], p[3:-2], slope[:-1], slope[1:]
    cubics = np.stack(
        [
            (left + right) / 2 + (rise - fall) / 8,
            1.5 * (right - left) - (rise + fall) / 4,
            (fall - rise) / 2,
            rise + fall - 2 * (right - left),
        ],
        axis=1,
    )  # (row, coefficient, entered, left)
    blocks = -(-n // WIDTH)
    padded = np.zeros((ROWS, 4, blocks * WIDTH, n))
    padded[:, :, :n] = cubics
    return padded.reshape(ROWS, 4, blocks, WIDTH, n).transpose(0, 4, 2, 1, 3)


def doubles(kinetics: Kinetics) -> int:
    """Doubles in a row of a scheme."""
    return kinetics.n * -(-kinetics.n // WIDTH) * 4 * WIDTH


@lru_cache(16)
def table(schemes: tuple[Kinetics, ...], step: float) -> Array:
    """(ROWS, doubles) the rows of all schemes behind each other, aligned."""
    return aligned(np.concatenate([rows(kinetics, step).reshape(ROWS, -1) for kinetics in schemes], axis=1))


@kernel
def propagate(flat, at, f, schemes, spots, x, place, fresh):
    """Every scheme of the states `x` from `place` on moves a step, at the fraction `f` of the row that begins at `at`.

    `spots`, two numbers for each of the `schemes`: first slot, states. `fresh` has room for the states of one.
    """
    for k in range(U(schemes)):
        first, n = place + spots[k + k], spots[k + k + U(1)]
        blocks = (n + U(7)) >> U(3)
        for block in range(blocks):
            total = splat(0.0)
            for left in range(n):
                total = total + cubic(flat, at + (left * blocks + block) * CUBIC, f) * x[first + left]
            store(fresh, block * EIGHT, total)
        for block in range(ZERO, blocks * EIGHT, EIGHT):
            store(x, first + block, load(fresh, block))
        at += n * blocks * CUBIC
