"""Sixteen sweeps together: the parts of the kernels in `staggered.py` and `runge_kutta.py`.

The rates of a sweep (a lane) at its own v are a contiguous row of `table`, so gates move eight at a time within a lane:
arrays [lane, slot]. Conductances and v move eight lanes at a time: arrays [slot, lane]. Transposes of 8 × 8 in
registers lead from one to the other, and nothing is ever gathered. Lanes beyond `count` repeat the last sweep and are
not written.
"""

from .bits import ROUND, bits, either, rows_of
from .simd import cubic, inlined, kernel, load, splat, store
from .single import (
    DRIVE_OF,
    EIGHT,
    FOUR,
    G_OF,
    J_OF,
    LAST_LEVEL,
    ONE,
    OPENED,
    ROW,
    S_OF,
    SEVEN,
    TOTAL_OF,
    ZERO,
    U,
    level_of,
)  # fmt: skip
from .transpose import transpose, transpose4

LANES = 16
WIDE = U(LANES)
TILE = WIDE * EIGHT
"""Doubles in eight slots of all lanes."""


@inlined
def conductances(x, half, g, e, rows, ends, factors):
    """Conductance (nS) and current at 0 mV with the sign turned (pA) of the eight lanes from `half` on."""
    total = splat(0.0)
    drive = splat(0.0)
    k = ZERO
    for r in range(rows):
        opened = load(g, r * WIDE + half)
        end = ends[r]
        while k < end:
            opened = opened * load(x, factors[k] * WIDE + half)
            k += ONE
        total = total + opened
        drive = drive + opened * load(e, r * WIDE + half)
    return total, drive


@inlined
def toward(flow, at, c):
    """`single.toward` at the concentrations `c` of eight lanes."""
    speed, goal = splat(flow[at + ONE]), splat(flow[at + U(2)])
    if flow[at + U(5)] > 0.0:
        half = flow[at + U(6)]
        share = flow[at + U(5)] / (c + half)
        removed = (c - goal) * (speed + share)
        speed = speed + share * (goal + half) / (c + half)
        goal = c - removed / speed
    return speed, goal


@inlined
def locate(v, origin, per_mv, rounded, fractions, wide):
    """Row numbers (as bits) and fractions of a row of all lanes."""
    for half in range(ZERO, wide, EIGHT):
        y = load(v, half) * per_mv + origin
        whole = y + ROUND
        store(rounded, half, rows_of(whole))
        store(fractions, half, y - (whole - ROUND))


@inlined
def note(rounded, seen, wide):
    """Keep which bits the row numbers of each lane have had."""
    for half in range(ZERO, wide, EIGHT):
        store(seen, half, either(load(seen, half), load(rounded, half)))


@inlined
def noted(seen, wide):
    """All bits that were kept, and forget them."""
    every = ZERO
    for lane in range(wide):
        every |= bits(seen[lane])
    for half in range(ZERO, wide, EIGHT):
        store(seen, half, splat(0.0))
    return every


@inlined
def turn(by_lane, by_slot, first, last, width, wide):
    """by_slot[slot, lane] = by_lane[lane, slot] for the blocks `first` to `last` of eight slots."""
    for half in range(ZERO, wide, EIGHT):
        for block in range(first, last):
            transpose(by_lane, half * width + block * EIGHT, width, by_slot, block * TILE + half, WIDE)


@inlined
def turn4(by_lane, by_slot, width, wide):
    """The same for the first four slots."""
    for half in range(ZERO, wide, EIGHT):
        transpose4(by_lane, half * width, width, by_slot, half, WIDE)


@kernel
def flows(x, voltages, g, e, ends, factors, law, rows, spots, flow, pools, work, at, wide):
    """Conductance (nS) and current at 0 mV with the sign turned (pA) of all lanes, into the last two of `work`.

    Where reversals follow pools, whose concentrations stand from `at` on, `work` gets G, J and S of each as
    `packed_flows` says.
    """
    other = wide - EIGHT  # two halves at once: one multiplies while the other waits
    total, total_b, drive, drive_b = splat(0.0), splat(0.0), splat(0.0), splat(0.0)
    for n in range(pools + pools):
        store(work, (OPENED + n) * WIDE, total)
        store(work, (OPENED + n) * WIDE + other, total)
    k = ZERO
    for r in range(rows):
        opened, opened_b = load(g, r * WIDE), load(g, r * WIDE + other)
        end = ends[r]
        while k < end:
            place = factors[k] * WIDE
            opened = opened * load(x, place)
            opened_b = opened_b * load(x, place + other)
            k += ONE
        if law[r] == ZERO:
            total = total + opened
            drive = drive + opened * load(e, r * WIDE)
            total_b = total_b + opened_b
            drive_b = drive_b + opened_b * load(e, r * WIDE + other)
        else:
            place = (OPENED + law[r] - ONE) * WIDE
            store(work, place, load(work, place) + opened)
            if other:
                store(work, place + other, load(work, place + other) + opened_b)
    store(work, TOTAL_OF * WIDE, total)
    store(work, DRIVE_OF * WIDE, drive)
    store(work, TOTAL_OF * WIDE + other, total_b)
    store(work, DRIVE_OF * WIDE + other, drive_b)
    for p in range(pools):
        potential, flux = spots[p * FOUR + ONE] * TILE, spots[p * FOUR + U(3)] * WIDE
        for half in range(ZERO, wide, EIGHT):
            g_sum = load(work, (OPENED + p + p) * WIDE + half)
            j_sum = g_sum * load(x, potential + half)
            s_sum = 0.0 - g_sum * load(x, potential + WIDE + half)
            if flux:
                opened = load(work, (OPENED + p + p + ONE) * WIDE + half)
                c = load(x, (at + p) * WIDE + half)
                across = splat(flow[p * SEVEN + U(3)])
                rise, fall = load(x, flux + half), load(x, flux + WIDE + half)
                rising, falling = load(x, flux + WIDE * U(2) + half), load(x, flux + WIDE * U(3) + half)
                if flow[p * SEVEN + FOUR] > 0.0:
                    net, slope, lift = c * rise - across * fall, c * rising - across * falling, rise
                else:
                    net, slope, lift = across * rise - c * fall, across * rising - c * falling, 0.0 - fall
                sloped = opened * slope
                g_sum = g_sum + sloped
                j_sum = j_sum + (sloped * load(voltages, half) - opened * net)
                s_sum = s_sum + opened * lift
            sums = p * WIDE + half
            store(work, G_OF * WIDE + sums, g_sum)
            store(work, J_OF * WIDE + sums, j_sum)
            store(work, S_OF * WIDE + sums, s_sum)
            store(work, TOTAL_OF * WIDE + half, load(work, TOTAL_OF * WIDE + half) + g_sum)
            store(work, DRIVE_OF * WIDE + half, load(work, DRIVE_OF * WIDE + half) + j_sum)


@kernel
def follow(by_lane, by_slot, flat, stride, start, spots, pools, at, width, wide, begins, parts):
    """What stands at a concentration, of every pool and lane: the Nernst potential and gates without a time constant.

    Into both arrays; `begins` and `parts` have where the row of each concentration begins, were the table's first block
    that of slot 0, and the fraction of it. Returns the rows seen.
    """
    seen = ZERO
    for p in range(pools):
        first, end = spots[p * FOUR + ONE], spots[p * FOUR + U(2)]
        for lane in range(wide):
            n = p * WIDE + lane
            row, part = level_of(by_slot[at * WIDE + n])
            seen |= row
            begin = (row & LAST_LEVEL) * stride - start * ROW
            begins[n] = begin
            parts[n] = part
            f = splat(part)
            for block in range(first, end):
                store(by_lane, lane * width + block * EIGHT, cubic(flat, begin + block * ROW, f))
        turn(by_lane, by_slot, first, end, width, wide)
    return seen


@kernel
def at_once(v, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot, width, wide):
    """The instantaneous gates of every lane at its own `v`, into the blocks from `dynamic` on."""
    locate(v, origin, per_mv, rounded, fractions, wide)
    for lane in range(wide):
        f = splat(fractions[lane])
        at = (bits(rounded[lane]) & (rows - ONE)) * blocks * ROW
        for block in range(dynamic, blocks):
            store(by_lane, lane * width + block * EIGHT, cubic(flat, at + block * ROW, f))
    turn(by_lane, by_slot, dynamic, blocks, width, wide)


@kernel
def spread(values, first, count, wide):
    """wide[row, lane] = values[row, first + lane], the last sweep in the lanes beyond `count`."""
    for row in range(values.shape[0]):
        for lane in range(LANES):
            wide[row * LANES + lane] = values[row, first + min(lane, count - 1)]
