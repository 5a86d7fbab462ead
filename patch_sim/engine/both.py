"""Gates of voltage and of calcium together, where calcium changes: rows of cubics over v at every level of [Ca].

A level is an eighth of an octave. Between levels a gate is interpolated by the polynomial through the six nearest, of
the logarithm of [Ca]; over v by cubics two rows of `rows.py` wide. The kernel for trees alone moves such gates: a cell
of one segment that has one goes through it too. To the tables over v and over concentrations they are gates that never
move; `tree_live.py` moves them, at fixed v and [Ca], exactly or as its scheme has it.
"""

import math
from functools import lru_cache

import numpy as np

from ..cells import Cell
from .levels import LOWEST, OCTAVES
from .rows import EDGES, PITCH, ROWS, Array, Gating, Scheme, hermite
from .simd import WIDTH, inlined, kernel, load, store
from .single import ONE, U
from .tables import Membrane

SPLIT, AROUND = 8, 6
"""Levels in an octave, and those that an interpolation goes through."""
ACROSS = OCTAVES * SPLIT + AROUND
BROAD = ROWS // 2
"""Rows over v, 0.5 mV wide."""
DOUBLES = BROAD * ACROSS * WIDTH
"""Doubles of a gate: at each row and level the cubics of A and B, beside each other."""
PER_E = SPLIT / math.log(2.0)
FIRST_LEVEL = LOWEST * SPLIT
ROW_OF, LAST_LEVEL = U(ACROSS * WIDTH), OCTAVES * SPLIT - 1
LAST_BROAD = U(BROAD - 1)
CA = np.exp2((FIRST_LEVEL - 2 + np.arange(ACROSS)) / SPLIT)
"""mM."""
V = EDGES[0] + 2 * PITCH * np.arange(-3, BROAD + 4)
"""mV: the edges of the rows, and three more at each end."""


def moves(cell: Cell) -> bool:
    """Whether a gate of both is where calcium changes."""
    return any(
        {"v", "ca"} <= gate.names
        for section in cell.sections
        if any(pool.signal == "ca_i" for pool in section.pools)
        for channel in section.channels
        for gate in channel.gates
    )


def of(arrays: Membrane) -> list[tuple[int, int, Gating]]:
    """Slot, pool and gating of the gates of v and of a [Ca] that changes."""
    gates = zip(arrays.slots.tolist(), arrays.follows, arrays.gatings, strict=False)
    return [(slot, pool, g) for slot, pool, g in gates if isinstance(g, Gating) and g.follows_both]


@lru_cache(16)
def rows(gating: Gating, scheme: Scheme, step: float) -> Array:
    """(rows, levels, 8): two cubics over v, of A and B, or of the steady state and nothing.

    Slopes at the edges are differences of the sixth order over rows: 2e-8 of a rate that grows e-fold in 10 mV, and
    the cubics err by as much. Between levels what grows as [Ca]^n is off by less than 2e-9 n⁶ of itself.
    """
    with np.errstate(over="ignore"):
        pair = np.broadcast_arrays(*gating.rates(V[:, None], CA[None, :]))
        first, second = pair if gating.instantaneous else scheme(*pair, step)
    whole = np.empty((BROAD, ACROSS, 2, 4))
    for k, f in enumerate((first, second)):
        slope = (f[6:] - f[:-6] - 9 * (f[5:-1] - f[1:-5]) + 45 * (f[4:-2] - f[2:-4])) / 60
        inside = f[3:-3]
        whole[:, :, k] = hermite(inside[:-1], inside[1:], slope[:-1], slope[1:]).transpose(0, 2, 1)
    return whole.reshape(BROAD, ACROSS, WIDTH)


@inlined
def weights(t):
    """Of the levels −2 to 3, for the place `t` from 0 to 1 between 0 and 1: the polynomial through all six."""
    a, b, c, d, e, f = t + 2.0, t + 1.0, t, t - 1.0, t - 2.0, t - 3.0
    left, right = a * b * c, d * e * f
    return (
        b * c * right * (-1.0 / 120.0),
        a * c * right * (1.0 / 24.0),
        a * b * right * (-1.0 / 12.0),
        left * e * f * (1.0 / 12.0),
        left * d * f * (-1.0 / 24.0),
        left * d * e * (1.0 / 120.0),
    )


@kernel
def cubics_at(m, work, tables, begin, level, v_place):
    """A and B of the gate whose table begins at `begin`; `v_place` counts rows of v from the left edge of the first."""
    broad = 0.5 * v_place
    row = min(U(max(np.int64(broad), 0)), LAST_BROAD)
    f = broad - np.float64(row) - 0.5
    y = math.log(level) * PER_E - FIRST_LEVEL
    k = min(max(np.int64(y), 0), LAST_LEVEL)
    w0, w1, w2, w3, w4, w5 = weights(y - k)
    at = begin + row * ROW_OF + U(k) * U(8)
    total = load(tables, at) * w0 + load(tables, at + U(8)) * w1 + load(tables, at + U(16)) * w2
    total = total + load(tables, at + U(24)) * w3 + load(tables, at + U(32)) * w4 + load(tables, at + U(40)) * w5
    store(m, work, total)
    a = m[work] + f * (m[work + ONE] + f * (m[work + U(2)] + f * m[work + U(3)]))
    b = m[work + U(4)] + f * (m[work + U(5)] + f * (m[work + U(6)] + f * m[work + U(7)]))
    return a, b
