"""Sixteen sweeps together: the parts of the kernels in `staggered.py` and `runge_kutta.py`.

The rates of a sweep (a lane) at its own v are a contiguous row of `table`, so gates move eight at a time within a lane:
arrays [lane, slot]. Conductances and v move eight lanes at a time: arrays [slot, lane]. Transposes of 8 × 8 in
registers lead from one to the other, and nothing is ever gathered. Lanes beyond `count` repeat the last sweep and are
not written.
"""

from .simd import ROUND, inlined, kernel, load, row_of, splat, store, transpose
from .single import BLOCK, EIGHT, ONE, ROW, ZERO, U, cubic

LANES = 16
WIDE = U(LANES)
TILE = WIDE * EIGHT
"""Doubles in eight slots of all lanes."""
SHEET = WIDE * U(BLOCK)
"""Doubles in a block of samples of all lanes; so many go out at a time, in runs that memory takes quickly."""


@inlined
def conductances(x, half, g, e, ends, factors):
    """Conductance (nS) and current at 0 mV with the sign turned (pA) of the eight lanes from `half` on."""
    total = splat(0.0)
    drive = splat(0.0)
    k = ZERO
    for r in range(U(ends.shape[0])):
        opened = load(g, r * WIDE + half)
        end = ends[r]
        while k < end:
            opened = opened * load(x, factors[k] * WIDE + half)
            k += ONE
        total = total + opened
        drive = drive + opened * load(e, r * WIDE + half)
    return total, drive


@inlined
def locate(v, origin, per_mv, rounded, fractions, wide):
    """Row numbers (as y + ROUND) and fractions of a row of all lanes."""
    for half in range(ZERO, wide, EIGHT):
        y = load(v, half) * per_mv + origin
        whole = y + ROUND
        store(rounded, half, whole)
        store(fractions, half, y - (whole - ROUND))


@inlined
def turn(by_lane, by_slot, first, last, width, wide):
    """by_slot[slot, lane] = by_lane[lane, slot] for the blocks `first` to `last` of eight slots."""
    for half in range(ZERO, wide, EIGHT):
        for block in range(first, last):
            transpose(by_lane, half * width + block * EIGHT, width, by_slot, block * TILE + half, WIDE)


@kernel
def at_once(v, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot, wide):
    """The instantaneous gates of every lane at its own `v`, into the blocks from `dynamic` on."""
    locate(v, origin, per_mv, rounded, fractions, wide)
    for lane in range(wide):
        f = splat(fractions[lane])
        at = (row_of(rounded[lane]) & (rows - ONE)) * blocks * ROW
        for block in range(dynamic, blocks):
            store(by_lane, (lane * blocks + block) * EIGHT, cubic(flat, at + block * ROW, f))
    turn(by_lane, by_slot, dynamic, blocks, blocks * EIGHT, wide)


@kernel
def spread(values, first, count, wide):
    """wide[row, lane] = values[row, first + lane], the last sweep in the lanes beyond `count`."""
    for row in range(values.shape[0]):
        for lane in range(LANES):
            wide[row * LANES + lane] = values[row, first + min(lane, count - 1)]


@kernel
def fetch(command, at, count, samples, n, wide):
    """wide[sample, lane] = command[at + lane * samples + sample] for `n` samples, the last sweep beyond `count`."""
    for half in range(ZERO, WIDE, EIGHT):
        for k in range(ZERO, U(n), EIGHT):
            if half + EIGHT <= U(count) and k + EIGHT <= U(n):
                transpose(command, at + half * U(samples) + k, U(samples), wide, k * WIDE + half, WIDE)
            else:
                for lane in range(half, half + EIGHT):
                    row = at + min(lane, U(count - 1)) * U(samples)
                    for j in range(k, min(k + EIGHT, U(n))):
                        wide[j * WIDE + lane] = command[row + j]


@kernel
def deliver(wide, offset, target, at, count, samples, n, long):
    """target[at + lane * samples + sample] = wide[offset + sample * 16 + lane] for `n` samples of `count` lanes."""
    row = U(BLOCK)
    for half in range(ZERO, U(count), EIGHT):
        for k in range(ZERO, U(n), EIGHT):
            transpose(wide, offset + k * WIDE + half, WIDE, long, half * row + k, row)
    # One sweep after the other: straight to `target`, the transposes take twice as long.
    whole = U(n - n % 8)
    for lane in range(U(count)):
        place = at + lane * U(samples)
        for k in range(ZERO, whole, EIGHT):
            store(target, place + k, load(long, lane * row + k))
        for k in range(whole, U(n)):
            target[place + k] = long[lane * row + k]


@kernel
def expand(
    first, count, sweeps, samples, start, n, states, voltages, slots, ends, factors, channel_ends, g, e,
    gates_out, currents_out, currents, long,
):  # fmt: skip
    """Write gates and currents of `n` samples from `start` on; `states` is [slot, sample, lane]."""
    page = U(sweeps * samples)
    at = U(first * samples + start)
    for q in range(U(slots.shape[0])):
        deliver(states, slots[q] * SHEET, gates_out, q * page + at, count, samples, n, long)
    channels = U(channel_ends.shape[0])
    for here in range(ZERO, U(n) * WIDE, EIGHT):
        half = here & EIGHT
        v = load(voltages, here)
        total = splat(0.0)
        r = ZERO
        k = ZERO
        for channel in range(channels):
            current = splat(0.0)
            while r < channel_ends[channel]:
                opened = load(g, r * WIDE + half)
                while k < ends[r]:
                    opened = opened * load(states, factors[k] * SHEET + here)
                    k += ONE
                current = current + opened * (v - load(e, r * WIDE + half))
                r += ONE
            store(currents, channel * SHEET + here, current)
            total = total + current
        store(currents, channels * SHEET + here, total)
    for channel in range(channels + ONE):
        deliver(currents, channel * SHEET, currents_out, channel * page + at, count, samples, n, long)
