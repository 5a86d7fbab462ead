"""Sixteen sweeps together: the parts of the kernels in `staggered.py` and `runge_kutta.py`.

The rates of a sweep (a lane) at its own v are a contiguous row of `table`, so gates move eight at a time within a lane:
arrays [lane, slot]. Conductances and v move eight lanes at a time: arrays [slot, lane]. Transposes of 8 × 8 in
registers lead from one to the other, and nothing is ever gathered. Lanes beyond `count` repeat the last sweep and are
not written.
"""

import numpy as np
from numba import njit

from .simd import KERNEL, ROUND, load, row_of, splat, store, transpose, zeros
from .single import EIGHT, ONE, ROW, ZERO, U, cubic, put

LANES = 16
WIDE = U(LANES)
TILE = WIDE * EIGHT
"""Doubles in eight samples, or eight slots, of all lanes."""


@njit(inline="always", **KERNEL)
def membranes(x, half, g, e, ends, factors):
    """Conductance (nS) and current at 0 mV with the sign turned (pA) of the eight lanes from `half` on."""
    total = splat(0.0)
    drive = splat(0.0)
    k = ZERO
    for r in range(U(ends.shape[0])):
        conductance = load(g, r * WIDE + half)
        end = ends[r]
        while k < end:
            conductance = conductance * load(x, factors[k] * WIDE + half)
            k += ONE
        total = total + conductance
        drive = drive + conductance * load(e, r * WIDE + half)
    return total, drive


@njit(inline="always", **KERNEL)
def locate(v, middle, per_mv, rounded, fractions):
    """Row numbers (as y + ROUND) and fractions of a row of all lanes."""
    for half in range(ZERO, WIDE, EIGHT):
        y = (load(v, half) - middle) * per_mv
        whole = y + ROUND
        store(rounded, half, whole)
        store(fractions, half, y - (whole - ROUND))


@njit(inline="always", **KERNEL)
def turn(by_lane, by_slot, first, last, width):
    """by_slot[slot, lane] = by_lane[lane, slot] for the blocks `first` to `last` of eight slots."""
    for half in range(ZERO, WIDE, EIGHT):
        for block in range(first, last):
            transpose(by_lane, half * width + block * EIGHT, width, by_slot, block * TILE + half, WIDE)


@njit(**KERNEL)
def at_once(v, flat, rows, blocks, dynamic, middle, per_mv, rounded, fractions, by_lane, by_slot):
    """The instantaneous gates of every lane at its own `v`, into the blocks from `dynamic` on."""
    locate(v, middle, per_mv, rounded, fractions)
    for lane in range(WIDE):
        f = splat(fractions[lane])
        at = (row_of(rounded[lane], rows >> ONE) & (rows - ONE)) * blocks * ROW
        for block in range(dynamic, blocks):
            store(by_lane, (lane * blocks + block) * EIGHT, cubic(flat, at + block * ROW, f))
    turn(by_lane, by_slot, dynamic, blocks, blocks * EIGHT)


@njit(**KERNEL)
def spread(values, first, count, wide):
    """wide[row, lane] = values[row, first + lane], the last sweep in the lanes beyond `count`."""
    for row in range(values.shape[0]):
        for lane in range(LANES):
            wide[row * LANES + lane] = values[row, first + min(lane, count - 1)]


@njit(**KERNEL)
def fetch(command, first, count, samples, start, n, corner, injected):
    """injected[sample, lane] = the command of `n` <= 8 samples from `start` on."""
    for lane in range(LANES):
        base = U((first + min(lane, count - 1)) * samples + start)
        if n == 8:
            store(corner, U(lane) * EIGHT, load(command, base))
        else:
            for k in range(n):
                corner[lane * 8 + k] = command[base + U(k)]
    for half in range(ZERO, WIDE, EIGHT):
        transpose(corner, half * EIGHT, EIGHT, injected, half, WIDE)


@njit(**KERNEL)
def deliver(rows, offset, target, at, count, samples, n, corner):
    """target[at + lane * samples + k] = rows[offset + k * stride + lane] for `n` <= 8 samples, stride 16 lanes."""
    spill = zeros(8)
    for half in range(ZERO, WIDE, EIGHT):
        transpose(rows, offset + half, WIDE, corner, half * EIGHT, EIGHT)
    for lane in range(U(count)):
        put(target, at + lane * U(samples), load(corner, lane * EIGHT), U(n), spill)


@njit(**KERNEL)
def expand(
    first, count, sweeps, samples, start, n, states, voltages, slots, ends, factors, channel_ends, g, e,
    gates_out, currents_out, corner, currents,
):  # fmt: skip
    """Write gates and currents of `n` <= 8 samples from `start` on; `states` is [slot, sample, lane]."""
    page = U(sweeps * samples)
    at = U(first * samples + start)
    for q in range(U(slots.shape[0])):
        deliver(states, slots[q] * TILE, gates_out, q * page + at, count, samples, n, corner)
    channels = U(channel_ends.shape[0])
    for here in range(ZERO, TILE, EIGHT):
        half = here & EIGHT
        v = load(voltages, here)
        total = splat(0.0)
        r = ZERO
        k = ZERO
        for channel in range(channels):
            current = splat(0.0)
            while r < channel_ends[channel]:
                conductance = load(g, r * WIDE + half)
                while k < ends[r]:
                    conductance = conductance * load(states, factors[k] * TILE + here)
                    k += ONE
                current = current + conductance * (v - load(e, r * WIDE + half))
                r += ONE
            store(currents, channel * TILE + here, current)
            total = total + current
        store(currents, channels * TILE + here, total)
    for channel in range(channels + ONE):
        deliver(currents, channel * TILE, currents_out, channel * page + at, count, samples, n, corner)


