"""One sweep: the parts of the kernels in `staggered.py` and `runge_kutta.py` that move eight gates at a time."""

import numpy as np

from .bits import ROUND, bits, double_of, row_of
from .raw import beyond, hold, raw
from .simd import cubic, inlined, kernel, load, load_like, maximum, soon, splat, store, zeros
from .transpose import transpose

U = np.uint64
ZERO, ONE, EIGHT = U(0), U(1), U(8)
ROW = U(64)
"""Doubles in a row of the table: eight coefficients of eight gates; the second cubic begins at half of it."""
HALF_ROW = U(32)
NARROW = U(16)
"""Half of a row of four gates."""
BLOCK = 64
"""Samples whose states are kept before they are written as signals."""

FOUR, SEVEN = U(4), U(7)
"""Numbers of a pool in `spots` and `flow`."""
LOWEST_LEVEL, LAST_LEVEL = U((1023 - 24) * 32), U(1023)
MANTISSA, EXPONENT = U(2**52 - 1), U(1023 << 52)
# Where `flows` keeps its numbers: what is open in two laws a pool, then of every pool together.
OPENED, G_OF, J_OF, S_OF, FIXED_OF, MOVED_OF, TOTAL_OF, DRIVE_OF, WORK = (
    U(0), U(16), U(24), U(32), U(40), U(48), U(56), U(57), U(58),
)  # fmt: skip


@inlined
def level_of(c):
    """Row of a concentration and the fraction of it, from −½ to ½; beyond the last row if it has none."""
    whole = bits(c)
    return (whole >> U(47)) - LOWEST_LEVEL, double_of(((whole << U(5)) & MANTISSA) | EXPONENT) - 1.5


@inlined
def toward(flow, at, c):
    """How fast (1/ms) and to which concentration a pool, whose numbers stand at `at`, is emptied near `c`.

    speed (goal − c) and its slope there are those of (rest − c) (1/tau + pump/(c + K)).
    """
    speed, goal = flow[at + ONE], flow[at + U(2)]
    if flow[at + U(5)] > 0.0:
        half = flow[at + U(6)]
        share = flow[at + U(5)] / (c + half)
        removed = (c - goal) * (speed + share)
        speed += share * (goal + half) / (c + half)
        goal = c - removed / speed
    return speed, goal


@inlined
def conductance(x, rows, g, e, ends, factors, drive):
    """sum(g prod(x)) and, added to `drive`, sum(g prod(x) e)."""
    total = 0.0
    k = ZERO
    for r in range(rows):
        opened = g[r]
        other = 1.0  # two products at a time: each waits for its own last factor only
        end = ends[r]
        while k + ONE < end:
            opened *= x[factors[k]]
            other *= x[factors[k + ONE]]
            k += U(2)
        if k < end:
            opened *= x[factors[k]]
            k += ONE
        opened *= other
        total += opened
        drive += opened * e[r]
    return total, drive


@inlined
def staged(flat, at, half, f, trial, change, state, place, stage, weight, reach, fastest):
    """One of the four stages of Runge-Kutta for as many gates as `f` is long; returns the fastest s so far."""
    old = load_like(trial, place, f)
    s = cubic(flat, at + half, f)
    slope = cubic(flat, at, f) - s * old
    if stage == 0:
        store(change, place, old + weight * slope)
        store(trial, place, old + reach * slope)
    elif stage == 3:
        new = load_like(change, place, f) + weight * slope
        store(state, place, new)
        store(trial, place, new)
    else:
        store(change, place, load_like(change, place, f) + weight * slope)
        store(trial, place, load_like(state, place, f) + reach * slope)
    return maximum(fastest, s)


@kernel
def at_once(v, flat, rows, blocks, dynamic, origin, per_mv, target, offset):
    """The instantaneous gates at `v`, into the blocks from `dynamic` on of the state that begins at `offset`."""
    rounded = v * per_mv + (origin + ROUND)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = (row_of(rounded) & (rows - ONE)) * blocks * ROW
    for block in range(dynamic, blocks):
        store(target, offset + block * EIGHT, cubic(flat, at + block * ROW, f))


@kernel
def write_gates(states, kept, width, turned, slots, n, gates_out, page, place):
    """Eight samples of `n` signals, `page` apart, from the eight states of `width` slots that begin at `kept`."""
    for block in range(ZERO, width, EIGHT):
        transpose(states, kept + block, width, turned, block * EIGHT, EIGHT)
    for q in range(n):
        store(gates_out, q * page + place, load(turned, slots[q] * EIGHT))


@kernel
def write_currents(
    voltages, at, turned, levels_at, ends, factors, channel_ends, channels, g, e, law, live, spots, flow, currents_out,
    page, place,
):  # fmt: skip
    """Eight samples of every current, `page` apart, from the states that `write_gates` has `turned`.

    `levels_at` is the slot of the first concentration, where `live`.
    """
    v = load(voltages, at)
    total = splat(0.0)
    r = ZERO
    k = ZERO
    for channel in range(channels):
        current = splat(0.0)
        while r < channel_ends[channel]:
            opened = splat(g[r])
            while k < ends[r]:
                opened = opened * load(turned, factors[k] * EIGHT)
                k += ONE
            if not live or law[r] == ZERO:
                current = current + opened * (v - e[r])
            elif law[r] & ONE:
                current = current + opened * (v - load(turned, spots[(law[r] >> ONE) * FOUR + ONE] * ROW))
            else:
                p = (law[r] >> ONE) - ONE
                q = spots[p * FOUR + U(3)] * EIGHT
                c, across = load(turned, (levels_at + p) * EIGHT), flow[p * SEVEN + U(3)]
                if flow[p * SEVEN + FOUR] > 0.0:
                    net = c * load(turned, q) - across * load(turned, q + EIGHT)
                else:
                    net = across * load(turned, q) - c * load(turned, q + EIGHT)
                current = current + opened * net
            r += ONE
        store(currents_out, channel * page + place, current)
        total = total + current
    store(currents_out, channels * page + place, total)


@kernel
def expand(
    sweep, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g, e, law, spots, flow,
    gates_out, currents_out,
):  # fmt: skip
    """Write gates and currents of the samples `start` to `stop` from the states kept row by row."""
    live = spots.shape[0] > 0
    width = U(states.shape[0] // BLOCK)
    n, channels = U(slots.shape[0]), U(channel_ends.shape[0])
    eight = zeros(np.int64((width + n + channels + ONE) * EIGHT))
    turned = raw(eight)
    gates = beyond(turned, width * EIGHT)
    currents = beyond(gates, n * EIGHT)
    raw_states, raw_voltages, raw_slots, raw_ends, raw_factors = (
        raw(states), raw(voltages), raw(slots), raw(ends), raw(factors),
    )  # fmt: skip
    raw_channels, raw_g, raw_e, raw_law, raw_spots, raw_flow = (
        raw(channel_ends), raw(g), raw(e), raw(law), raw(spots), raw(flow),
    )  # fmt: skip
    all_gates, all_currents = raw(gates_out), raw(currents_out)
    base = U(sweep * samples)
    page = U(sweeps * samples)
    last = U(stop - (stop - start) % 8)
    for first in range(U(start), U(stop), EIGHT):
        at = first - U(start)
        whole = first < last
        there, apart = (base + first, page) if whole else (ZERO, EIGHT)
        to_gates, to_currents = (all_gates, all_currents) if whole else (gates, currents)
        write_gates(raw_states, at * width, width, turned, raw_slots, n, to_gates, apart, there)
        write_currents(
            raw_voltages, at, turned, width - U(16), raw_ends, raw_factors, raw_channels, channels, raw_g, raw_e,
            raw_law, live, raw_spots, raw_flow, to_currents, apart, there,
        )  # fmt: skip
    # What the next block will write comes near while its steps are made.
    for k in range(base + U(stop), base + U(stop + BLOCK), EIGHT):
        for q in range(n):
            soon(all_gates, q * page + k)
        for channel in range(channels + ONE):
            soon(all_currents, channel * page + k)
    for k in range(U(stop) - last):
        for q in range(n):
            gates_out[q * page + base + last + k] = gates[q * EIGHT + k]
        for channel in range(channels + ONE):
            currents_out[channel * page + base + last + k] = currents[channel * EIGHT + k]
    hold((eight, states, voltages))
