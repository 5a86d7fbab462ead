"""What trees have beside gates of v: schemes, whose states move together, and pools with all that follows them.

Concentrations stand at whole steps, like v, and move with it: each to the middle of the step that the other's middle
gives, found by repetition, and from there as far again (as in `coupled.py`). The current of a pool's ion, of all
rows together, is G w − J + S y at a voltage w near the middle and a concentration y above that in the state.

Of a pool `FLOW` has what `pools.numbers` says; `POOL_SPOTS` first, instant and end block and the slot
of its flux (`pools.py`); `POOL_G`, `POOL_J`, `POOL_S` have the sums of every lane. `SCHEME_SPOTS` has the first slot of
a scheme and its states.
"""

import numpy as np

from .bits import row_of
from .both import DOUBLES, cubics_at
from .simd import cubic, inlined, kernel, load, splat, store
from .single import EIGHT, HALF_ROW, ONE, ROW, SEVEN, ZERO, U, level_of, toward
from .transpose import transpose
from .tree_plan import (
    BOTH_SPOTS,
    DRIVE,
    ENDS,
    FACTORS,
    FLOW,
    LAW,
    LENGTHS,
    LIVE,
    MIDDLE,
    POOL_G,
    POOL_J,
    POOL_S,
    POOL_SPOTS,
    ROOM,
    SCALES,
    SCHEME_SPOTS,
    SECTIONS,
    SPEC,
    TILE,
    TOTAL,
    WIDE,
    WORK,
    E,
    G,
    X,
)  # fmt: skip
from .tree_spec import (
    BLOCKS,
    BOTH,
    BOTH_TABLE,
    FIRST,
    FIRST_BOTH,
    FIRST_FACTOR,
    FIRST_POOL,
    FIRST_ROW,
    FIRST_SCHEME,
    LAST_ROW,
    LEVEL_STRIDE,
    LEVELS,
    LONG,
    NODES_OF,
    POOLS,
    ROWS_END,
    SCHEME_STRIDE,
    SCHEME_TABLE,
    SCHEMES,
    START,
    WIDTH_OF,
)  # fmt: skip

FOUR, TWO, SIXTEEN = U(4), U(2), U(16)
GATE = U(DOUBLES)
CUBIC = U(32)
"""Doubles of eight cubics."""


@kernel
def propagate(m, plan, tables, offset, at, place, row, fraction):
    """Every scheme of the lane whose states begin at `place` moves a step, at the fraction of a row of v."""
    f = splat(fraction)
    here = offset + plan[at + SCHEME_TABLE] + row * plan[at + SCHEME_STRIDE]
    fresh = plan[WORK]
    for k in range(plan[at + SCHEMES]):
        spot = plan[SCHEME_SPOTS] + TWO * (plan[at + FIRST_SCHEME] + k)
        first, n = place + plan[spot], plan[spot + ONE]
        blocks = (n + U(7)) >> U(3)
        for block in range(blocks):
            total = splat(0.0)
            for left in range(n):
                total = total + cubic(tables, here + (left * blocks + block) * CUBIC, f) * m[first + left]
            store(m, fresh + block * EIGHT, total)
        for block in range(ZERO, blocks * EIGHT, EIGHT):
            store(m, first + block, load(m, fresh + block))
        here += n * blocks * CUBIC


@kernel
def follow(m, plan, tables, offset, at, place):
    """The gates of a lane that follow pools, by the step of the tables at its concentrations. Returns the rows seen."""
    seen = ZERO
    here = place + plan[at + WIDTH_OF] - SIXTEEN
    begin = offset + plan[at + LEVELS] - plan[at + BLOCKS] * ROW
    for p in range(plan[at + POOLS]):
        spot = plan[POOL_SPOTS] + FOUR * (plan[at + FIRST_POOL] + p)
        row, part = level_of(m[here + p])
        seen |= row
        f = splat(part)
        there = begin + (row & LAST_ROW) * plan[at + LEVEL_STRIDE]
        for block in range(plan[spot], plan[spot + ONE]):
            cubics, slot = there + block * ROW, place + block * EIGHT
            store(m, slot, cubic(tables, cubics, f) + cubic(tables, cubics + HALF_ROW, f) * load(m, slot))
    return seen


@kernel
def together(m, plan, tables, offset, at, place, row, fraction):
    """Schemes of a lane, and gates that follow its pools, by the step of the tables. Returns the rows seen."""
    if plan[at + SCHEMES]:
        propagate(m, plan, tables, offset, at, place, row, fraction)
    if plan[at + BOTH]:
        by_both(m, plan, tables, offset, at, place, np.float64(row) + fraction + 0.5, m, place, False)
    return follow(m, plan, tables, offset, at, place) if plan[at + POOLS] else ZERO


@kernel
def by_both(m, plan, tables, offset, at, place, v_place, target, to, instant):
    """The gates of v and calcium of a lane, by the step of the tables; or those at once, into the states at `to`."""
    here = place + plan[at + WIDTH_OF] - SIXTEEN
    for k in range(plan[at + BOTH]):
        spot = plan[BOTH_SPOTS] + U(3) * (plan[at + FIRST_BOTH] + k)
        if (plan[spot + TWO] > ZERO) != instant:
            continue
        begin = offset + plan[at + BOTH_TABLE] + k * GATE
        a, b = cubics_at(m, plan[WORK], tables, begin, m[here + plan[spot + ONE]], v_place)
        slot = to + plan[spot]
        target[slot] = a if instant else a + b * target[slot]


@kernel
def at_levels(m, plan, tables, at, place, v, target, to):
    """What follows pools at once, of the lane at `v` whose states begin at `place`, into those that begin at `to`."""
    seen = ZERO
    here = place + plan[at + WIDTH_OF] - SIXTEEN
    begin = plan[at + LEVELS] - plan[at + BLOCKS] * ROW
    for p in range(plan[at + POOLS]):
        spot = plan[POOL_SPOTS] + FOUR * (plan[at + FIRST_POOL] + p)
        row, part = level_of(m[here + p])
        seen |= row
        f = splat(part)
        there = begin + (row & LAST_ROW) * plan[at + LEVEL_STRIDE]
        for block in range(plan[spot + ONE], plan[spot + TWO]):
            store(target, to + block * EIGHT, cubic(tables, there + block * ROW, f))
    if plan[at + BOTH]:
        v_place = v * m[plan[SCALES]] + m[plan[SCALES] + ONE] + 0.5
        by_both(m, plan, tables, ZERO, at, place, v_place, target, to, True)
    return seen


@kernel
def at_once(m, place, tables, begin, blocks, dynamic, rounded, fraction):
    """The instantaneous gates of one lane, whose states begin at `place`."""
    at = begin + ((row_of(rounded) & LAST_ROW) * blocks + dynamic) * ROW
    f = splat(fraction)
    for block in range(dynamic, blocks):
        store(m, place + block * EIGHT, cubic(tables, at, f))
        at += ROW


@inlined
def more(m, at, value):
    """Add to the eight numbers from `at` on."""
    store(m, at, load(m, at) + value)


@kernel
def conduct_live(m, plan, at, volts, lane):
    """Conductance and current at 0 mV of eight lanes of a section with pools, and the sums of each pool's ion."""
    wide, tile = plan[WIDE], plan[TILE]
    first, width = plan[at + FIRST] * wide, plan[at + WIDTH_OF]
    place = plan[X] + plan[at + START] * wide + lane * width
    for block in range(ZERO, width >> U(3)):
        transpose(m, place + block * EIGHT, width, m, tile + block * ROW, EIGHT)
    v = load(m, volts + first + lane)
    for p in range(plan[at + POOLS]):
        into = p * plan[ROOM] + first + lane
        store(m, plan[POOL_G] + into, splat(0.0))
        store(m, plan[POOL_J] + into, splat(0.0))
        store(m, plan[POOL_S] + into, splat(0.0))
    conductance, current = splat(0.0), splat(0.0)
    k = plan[FACTORS] + plan[at + FIRST_FACTOR]
    for row in range(plan[at + FIRST_ROW], plan[at + ROWS_END]):
        opened = splat(m[plan[G] + row])
        end = plan[FACTORS] + plan[plan[ENDS] + row]
        while k < end:
            opened = opened * load(m, tile + plan[k] * EIGHT)
            k += ONE
        law = plan[plan[LAW] + row]
        if law == ZERO:
            conductance = conductance + opened
            current = current + opened * m[plan[E] + row]
            continue
        p = (law - ONE) >> ONE
        pool = plan[at + FIRST_POOL] + p
        into = p * plan[ROOM] + first + lane
        if law & ONE:
            q = tile + plan[plan[POOL_SPOTS] + FOUR * pool + ONE] * ROW
            steep = opened
            drawn = opened * load(m, q)
            lifted = 0.0 - opened * load(m, q + EIGHT)
        else:
            q = tile + plan[plan[POOL_SPOTS] + FOUR * pool + U(3)] * EIGHT
            c, across = load(m, tile + (width - SIXTEEN + p) * EIGHT), splat(m[plan[FLOW] + SEVEN * pool + U(3)])
            rise, fall = load(m, q), load(m, q + EIGHT)
            if m[plan[FLOW] + SEVEN * pool + FOUR] > 0.0:
                steep = opened * (c * load(m, q + U(16)) - across * load(m, q + U(24)))
                net = opened * (c * rise - across * fall)
                lifted = opened * rise
            else:
                steep = opened * (across * load(m, q + U(16)) - c * load(m, q + U(24)))
                net = opened * (across * rise - c * fall)
                lifted = 0.0 - opened * fall
            drawn = steep * v - net
        conductance = conductance + steep
        current = current + drawn
        more(m, plan[POOL_G] + into, steep)
        more(m, plan[POOL_J] + into, drawn)
        more(m, plan[POOL_S] + into, lifted)
    store(m, plan[TOTAL] + first + lane, conductance)
    store(m, plan[DRIVE] + first + lane, current)


@kernel
def begin_pools(m, plan):
    """Keep every concentration as it is at the beginning of a step."""
    wide = plan[WIDE]
    for r in range(plan[SECTIONS]):
        at = plan[SPEC] + LONG * r
        if plan[at + POOLS]:
            width = plan[at + WIDTH_OF]
            here = plan[X] + plan[at + START] * wide + width - SIXTEEN
            for _ in range(plan[at + NODES_OF] * wide):
                store(m, here + EIGHT, load(m, here))
                here += width


@kernel
def move_pools(m, plan, k, ends):
    """Every concentration to the middle of the step of the stamp `k`, at v in its middle; or, if it `ends`, beyond."""
    wide, step = plan[WIDE], m[plan[LENGTHS] + k]
    for r in range(plan[SECTIONS]):
        at = plan[SPEC] + LONG * r
        pools, width = plan[at + POOLS], plan[at + WIDTH_OF]
        for node in range(plan[at + NODES_OF] if pools else ZERO):
            for s in range(plan[LIVE]):
                lane = (plan[at + FIRST] + node) * wide + s
                here = plan[X] + plan[at + START] * wide + (node * wide + s) * width + width - SIXTEEN
                v = m[plan[MIDDLE] + lane]
                for p in range(pools):
                    flow, into = plan[FLOW] + SEVEN * (plan[at + FIRST_POOL] + p), p * plan[ROOM] + lane
                    gain = m[flow]
                    speed, goal = toward(m, flow, m[here + p])
                    lift = gain * m[plan[POOL_S] + into]
                    push = gain * (m[plan[POOL_G] + into] * v - m[plan[POOL_J] + into]) - lift * m[here + p]
                    before = m[here + EIGHT + p]
                    decay = speed - lift
                    away = push + goal * speed - decay * before
                    half = 0.5 * step * away / (1.0 + 0.5 * step * decay)
                    m[here + p] = before + (2.0 * half if ends else half)
