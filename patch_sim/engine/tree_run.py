"""The kernel for cells of many segments and for electrodes: sweeps, steps and what is kept of them."""

from .bits import ROUND
from .raw import raw
from .simd import kernel, load, store
from .single import BLOCK, EIGHT, ONE, ZERO, U
from .tree_live import at_levels, at_once
from .tree_plan import (
    BEFORE,
    BESIDE,
    BESIDE_G,
    BOUNDED,
    BOUNDS,
    HELD,
    JOINT_ENDS,
    JOINTS,
    LANES,
    LIVE,
    N_BESIDE,
    N_JOINTS,
    N_PLACES,
    NOW,
    OTHER,
    PLACES,
    POOL_SPOTS,
    SCALES,
    SEGMENTS,
    SHARES,
    SITE,
    SPEC,
    STATES,
    V_OLD,
    V_WHOLE,
    WIDE,
    X_OLD,
    X_SIZE,
    X_WHOLE,
    Z_OLD,
    Z_WHOLE,
    V,
    X,
    Z,
)  # fmt: skip
from .tree_solve import TWO
from .tree_spec import (
    BLOCKS,
    DYNAMIC,
    FIRST,
    FIRST_POOL,
    LAST_ROW,
    LONG,
    POOLS,
    START,
    TABLE,
    WIDTH_OF,
)  # fmt: skip
from .tree_steps import advance, step

DAMPED = 1.0
"""mV: a larger jump of the command wakes waves that steps of backward Euler put to rest."""
STILL = U(8)
"""Doubles in the circuit's states of a run, with room to spare, for each of its states."""


@kernel
def run_tree(
    numbers, layout, table, first, sub, staggered, damping, command, since, until, v_out, z_out, axial_out, x_out,
    record,
):  # fmt: skip
    """The sweeps `first` to `first` + LIVE of `command` (sweeps, samples) together, from sample `since` to `until`.

    Returns how far it came. From stretch to stretch it goes on as in one run: no step is damped but in the interval of
    a jump.

    Staggered, gates stand half a step before v and the tables hold one step; else every step is three of Crank-Nicolson
    between halves of the gates' own, extrapolated to the fourth order, and the tables hold half and a quarter of it.
    Stamps, `BASE` and `MASS` have the whole step first, then the half, staggered of backward Euler.
    """
    m, plan, tables, given = raw(numbers), raw(layout), raw(table), raw(command)
    seen_v, seen_z, seen_axial, kept = raw(v_out), raw(z_out), raw(axial_out), raw(x_out)
    sweeps, samples, slots = U(command.shape[0]), U(command.shape[1]), U(x_out.shape[2])
    wide, live, held = plan[WIDE], plan[LIVE], plan[HELD] > ZERO
    seen = ZERO
    reached = until
    damped = 0
    block = U(BLOCK)
    for start in range(since, until, block):
        for i in range(start, min(start + block, until)):
            for s in range(wide):
                u = given[(first + min(s, live - ONE)) * samples + i]
                if abs(u - m[plan[BEFORE] + s]) > DAMPED:
                    damped = damping
                m[plan[BEFORE] + s] = u
                m[plan[NOW] + s] = u
                if held:
                    m[plan[V] + plan[SITE] * wide + s] = u
            read(m, plan, first, i, samples, sweeps, seen_v, seen_z, seen_axial)
            for part in range(sub):
                if record and part == 0:
                    for s in range(live):
                        keep(m, plan, tables, s, kept, ((first + s) * samples + i) * slots, True)
                if staggered:
                    seen |= advance(m, plan, tables, ZERO)
                    if record and part == 0:
                        for s in range(live):
                            keep(m, plan, tables, s, kept, ((first + s) * samples + i) * slots, False)
                    if damped > 0:
                        damped -= 1
                        seen |= step(m, plan, tables, ONE)
                        seen |= step(m, plan, tables, ONE)
                    else:
                        seen |= step(m, plan, tables, ZERO)
                else:
                    seen |= extrapolated(m, plan, tables)
                if plan[BOUNDED]:
                    bound(m, plan)
        if seen > LAST_ROW:
            reached = start
            break
    return reached


@kernel
def bound(m, plan):
    """Keep the circuit's states between their limits, as an amplifier at its range does."""
    wide, z, limits = plan[WIDE], plan[Z], plan[BOUNDS]
    for state in range(plan[STATES]):
        low, high = m[limits + TWO * state], m[limits + TWO * state + ONE]
        for lane in range(z + state * wide, z + (state + ONE) * wide):
            m[lane] = min(max(m[lane], low), high)


@kernel
def extrapolated(m, plan, tables):
    """A step of the fourth order. Returns the rows seen."""
    other = plan[OTHER]
    v, x, z = plan[LANES], plan[X_SIZE], plan[STATES] * STILL
    move(m, plan[V], plan[V_OLD], v)
    move(m, plan[X], plan[X_OLD], x)
    move(m, plan[Z], plan[Z_OLD], z)
    seen = advance(m, plan, tables, ZERO)
    seen |= step(m, plan, tables, ZERO)
    seen |= advance(m, plan, tables, ZERO)
    move(m, plan[V], plan[V_WHOLE], v)
    move(m, plan[X], plan[X_WHOLE], x)
    move(m, plan[Z], plan[Z_WHOLE], z)
    move(m, plan[V_OLD], plan[V], v)
    move(m, plan[X_OLD], plan[X], x)
    move(m, plan[Z_OLD], plan[Z], z)
    seen |= advance(m, plan, tables, other)
    seen |= step(m, plan, tables, ONE)
    seen |= advance(m, plan, tables, ZERO)
    seen |= step(m, plan, tables, ONE)
    seen |= advance(m, plan, tables, other)
    combine(m, plan[V], plan[V_WHOLE], v)
    combine(m, plan[X], plan[X_WHOLE], x)
    combine(m, plan[Z], plan[Z_WHOLE], z)
    return seen


@kernel
def move(m, start, to, n):
    """m[to : to + n] = m[start : start + n], eight at a time."""
    for at in range(ZERO, n, EIGHT):
        store(m, to + at, load(m, start + at))


@kernel
def combine(m, halves, whole, n):
    """Two halves of a step and the whole of it to the fourth order, in place of the halves."""
    for at in range(ZERO, n, EIGHT):
        two = load(m, halves + at)
        store(m, halves + at, two + (two - load(m, whole + at)) * (1.0 / 3.0))


@kernel
def read(m, plan, first, i, samples, sweeps, v_out, z_out, axial_out):
    """v of every place, the circuit's states, and what leaves an ideal clamp along the cell, at sample `i`."""
    wide, v = plan[WIDE], plan[V]
    begin = ZERO
    for j in range(plan[N_JOINTS]):
        end = plan[plan[JOINT_ENDS] + j]
        for s in range(wide):
            mean = 0.0
            for q in range(begin, end):
                mean += m[plan[SHARES] + q] * m[v + plan[plan[JOINTS] + q] * wide + s]
            m[v + (plan[SEGMENTS] + j) * wide + s] = mean
        begin = end
    for s in range(plan[LIVE]):
        for p in range(plan[N_PLACES]):
            v_out[(p * sweeps + first + s) * samples + i] = m[v + plan[plan[PLACES] + TWO * p] * wide + s]
        for state in range(plan[STATES]):
            z_out[(state * sweeps + first + s) * samples + i] = m[plan[Z] + state * wide + s]
        if plan[HELD]:
            flow = 0.0
            for q in range(plan[N_BESIDE]):
                there = m[v + plan[plan[BESIDE] + q] * wide + s]
                flow += m[plan[BESIDE_G] + q] * (m[v + plan[SITE] * wide + s] - there)
            axial_out[(first + s) * samples + i] = flow


@kernel
def keep(m, plan, tables, s, row, place, fresh):
    """States of every place to `row` from `place` on if `fresh`, instantaneous gates at v; else the mean with those."""
    wide = plan[WIDE]
    for p in range(plan[N_PLACES]):
        node = plan[plan[PLACES] + TWO * p]
        at = plan[SPEC] + LONG * plan[plan[PLACES] + TWO * p + ONE]
        blocks, dynamic, width = plan[at + BLOCKS], plan[at + DYNAMIC], plan[at + WIDTH_OF]
        lane = plan[X] + plan[at + START] * wide + ((node - plan[at + FIRST]) * wide + s) * width
        if fresh:
            for q in range(ZERO, dynamic * EIGHT, EIGHT):
                store(row, place + q, load(m, lane + q))
            if dynamic < blocks:
                y = m[plan[V] + node * wide + s] * m[plan[SCALES]] + m[plan[SCALES] + ONE]
                rounded = y + ROUND
                begin = plan[at + TABLE]
                at_once(row, place, tables, begin, blocks, dynamic, rounded, y - (rounded - ROUND))
            if plan[at + POOLS]:
                at_levels(m, plan, tables, at, lane, m[plan[V] + node * wide + s], row, place)
                store(row, place + width - U(16), load(m, lane + width - U(16)))
        else:
            for q in range(ZERO, dynamic * EIGHT, EIGHT):
                store(row, place + q, 0.5 * (load(row, place + q) + load(m, lane + q)))
        for pool in range(plan[at + POOLS]):
            spot = plan[POOL_SPOTS] + U(4) * (plan[at + FIRST_POOL] + pool)
            for q in range(plan[spot] * EIGHT, plan[spot + ONE] * EIGHT, EIGHT):
                now = load(m, lane + q)
                store(row, place + q, now if fresh else 0.5 * (load(row, place + q) + now))
        place += width
