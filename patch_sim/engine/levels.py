"""What follows a concentration, as rows of cubics over it: gates of calcium, and the Nernst potential.

A row is a 32nd of an octave, 1024 rows reach from 2⁻²⁴ to 2⁸ mM. The kernels find it in the bits of the number, its
exponent and the first five bits of its mantissa: spaced nearly like a logarithm, but none is ever taken.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from ..constants import ZERO_CELSIUS, F, R
from .rows import Array, Gating, Scheme
from .simd import WIDTH, aligned

OCTAVES, SPLIT, LOWEST = 32, 32, -24
LEVELS = OCTAVES * SPLIT
C_MIN, C_MAX = 2.0**LOWEST, 2.0 ** (LOWEST + OCTAVES)
"""mM: below and above it nothing is tabulated."""

BOTTOMS = np.ldexp(1 + np.arange(LEVELS) % SPLIT / SPLIT, LOWEST + np.arange(LEVELS) // SPLIT)
PITCHES = np.ldexp(1.0 / SPLIT, LOWEST + np.arange(LEVELS) // SPLIT)
NODES = 0.5 * np.cos(np.pi * (np.arange(8) + 0.5) / 8)
FIT = np.linalg.pinv(np.polynomial.polynomial.polyvander(NODES, 3))
AROUND = BOTTOMS + PITCHES * (0.5 + NODES[:, None])
"""(8, rows) mM: where a function is needed for the cubic nearest to it in every row."""


def cubics(f: Callable[[Array], Array]) -> Array:
    """(rows, 4) coefficients of a function of the concentration.

    Of the least error, not of equal slopes at the edges: those would err to one side everywhere, by up to 1e-7, and
    over hundreds of ms that adds up to 1e-4 mV. The steps at the edges are a tenth of it.
    """
    return np.ascontiguousarray((FIT @ f(AROUND)).T)


@lru_cache(512)
def rows(gating: Gating, scheme: Scheme, step: float) -> Array:
    """(rows, 8): two cubics a row for a gate of calcium, as `rows.rows` has them for a gate of v.

    A gate of both stays where it is: `both.py` has its rows.
    """
    if gating.follows_both:
        still = np.zeros((LEVELS, 8))
        still[:, 4] = not gating.instantaneous
        return still

    def part(k: int) -> Callable[[Array], Array]:
        def at(ca: Array) -> Array:
            pair = np.broadcast_arrays(*gating.rates(np.zeros_like(ca), ca))
            return pair[k] if gating.instantaneous else scheme(*pair, step)[k]

        return at

    return np.concatenate([cubics(part(0)), cubics(part(1))], axis=1)


@lru_cache(64)
def nernst_rows(charge: int, other: float, inside: bool, celsius: float) -> Array:
    """(rows, 2, 4): cubics of the Nernst potential (mV) over the live concentration, and of its slope (mV/mM)."""
    scale = 1e3 * R * (celsius + ZERO_CELSIUS) / (charge * F) * (-1 if inside else 1)
    return np.stack([cubics(lambda c: scale * np.log(c / other)), cubics(lambda c: scale / c)], axis=1)


Placed = tuple[tuple[int, Any], ...]
"""Slots, and the gates or fluxes that stand there."""
Nernst = tuple[int, int, float, bool, float]
"""Slot, and the arguments of `nernst_rows`."""


@lru_cache(32)
def table(gatings: Placed, potentials: tuple[Nernst, ...], blocks: int, scheme: Scheme, step: float) -> Array:
    """(rows, blocks, 8, 8) like the table over v; a potential stands in its slot, its slope in the next."""
    whole = aligned(np.zeros((LEVELS, max(blocks, 1), WIDTH, WIDTH)))
    for slot, gating in gatings:
        whole[:, slot // WIDTH, :, slot % WIDTH] = rows(gating, scheme, step)
    for slot, *ion in potentials:
        pair = nernst_rows(*ion)
        whole[:, slot // WIDTH, :4, slot % WIDTH] = pair[:, 0]
        whole[:, slot // WIDTH, :4, slot % WIDTH + 1] = pair[:, 1]
    return whole
