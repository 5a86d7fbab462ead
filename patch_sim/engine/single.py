"""One sweep: the parts of the kernels in `staggered.py` and `runge_kutta.py` that move eight gates at a time."""

import numpy as np
from numba import njit

from .simd import KERNEL, ROUND, load, row_of, splat, store, transpose, zeros

U = np.uint64
ZERO, ONE, EIGHT = U(0), U(1), U(8)
ROW = U(64)
"""Doubles in a row of the table: eight coefficients of eight gates; the second cubic begins at half of it."""
HALF_ROW = U(32)
BLOCK = 64
"""Samples whose states are kept before they are written as signals."""


@njit(inline="always", **KERNEL)
def cubic(table, at, f):
    """Value at the fraction `f` of a row of eight cubics whose coefficients begin at `at`."""
    high = load(table, at + U(16)) + f * load(table, at + U(24))
    return load(table, at) + f * (load(table, at + EIGHT) + f * high)


@njit(inline="always", **KERNEL)
def membrane(x, g, e, ends, factors):
    """Conductance (nS) and its current at 0 mV with the sign turned (pA): sum(g prod(x)) and sum(g prod(x) e)."""
    total = 0.0
    drive = 0.0
    k = ZERO
    for r in range(U(g.shape[0])):
        conductance = g[r]
        end = ends[r]
        while k < end:
            conductance *= x[factors[k]]
            k += ONE
        total += conductance
        drive += conductance * e[r]
    return total, drive


@njit(inline="always", **KERNEL)
def put(target, at, vector, n, spill):
    """target[at : at + n] = the first n <= 8 of the vector."""
    if n >= EIGHT:
        store(target, at, vector)
    else:
        store(spill, ZERO, vector)
        for k in range(n):
            target[at + k] = spill[k]


@njit(**KERNEL)
def at_once(v, flat, rows, blocks, dynamic, middle, per_mv, target, offset):
    """The instantaneous gates at `v`, into the blocks from `dynamic` on of the state that begins at `offset`."""
    y = (v - middle) * per_mv
    rounded = y + ROUND
    f = splat(y - (rounded - ROUND))
    at = (row_of(rounded, rows >> ONE) & (rows - ONE)) * blocks * ROW
    for block in range(dynamic, blocks):
        store(target, offset + block * EIGHT, cubic(flat, at + block * ROW, f))


@njit(**KERNEL)
def expand(
    sweep,
    sweeps,
    samples,
    start,
    stop,
    states,
    voltages,
    slots,
    ends,
    factors,
    channel_ends,
    g,
    e,
    gates_out,
    currents_out,
):
    """Write gates and currents of the samples `start` to `stop` from the states kept row by row."""
    width = U(states.shape[0] // BLOCK)
    turned = zeros(np.int64(width * EIGHT))
    spill = zeros(8)
    base = U(sweep) * U(samples)
    page = U(sweeps) * U(samples)
    for first in range(U(start), U(stop), EIGHT):
        n = min(EIGHT, U(stop) - first)
        at = first - U(start)
        for block in range(ZERO, width, EIGHT):
            transpose(states, at * width + block, width, turned, block * EIGHT, EIGHT)
        for q in range(U(slots.shape[0])):
            put(gates_out, q * page + base + first, load(turned, slots[q] * EIGHT), n, spill)
        v = load(voltages, at)
        total = splat(0.0)
        r = ZERO
        k = ZERO
        for channel in range(U(channel_ends.shape[0])):
            current = splat(0.0)
            while r < channel_ends[channel]:
                conductance = splat(g[r])
                while k < ends[r]:
                    conductance = conductance * load(turned, factors[k] * EIGHT)
                    k += ONE
                current = current + conductance * (v - e[r])
                r += ONE
            put(currents_out, channel * page + base + first, current, n, spill)
            total = total + current
        put(currents_out, U(channel_ends.shape[0]) * page + base + first, total, n, spill)


