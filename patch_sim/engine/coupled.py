"""One sweep of a membrane with Markov schemes, whose states move together: gates by turns with v and concentrations.

Gates and states move exactly at a fixed v and fixed concentrations, by tabulated propagators, so that rates may be as
fast as they like. In between v and the concentrations move with the gates as they are: each exactly at the other's
middle, which is found by repetition, so that a step run backward returns to where it began. Staggered they leap over
each other, as in `staggered.py`: second order. Else every step is one of Strang, half a step of the gates, one of v,
half a step of the gates, made whole and in two halves, whose difference is extrapolated: (4 halves − whole)/3,
fourth order. Shares of states still sum to 1 then. In voltage clamp v is the command, and only the concentrations move.

Arguments as in `staggered.py`, but for three: `table` (2, rows, blocks, 8, 8) has the exponential propagators of a half
and a quarter of the step, or those of the whole alone; `levels` and `spots` are pairs, of schemes (`schemes.py`) and of
pools, whose tables are of the same steps. What they return as blocks made again is 1 where a whole step and two halves
came too far apart: `march` then begins anew with tables of half the step.
"""

import math

import numpy as np

from . import schemes, single
from .bits import ROUND, row_of
from .packed import numbered, packed_flows
from .raw import beyond, hold, raw
from .simd import column, copy, cubic, inlined, kernel, load, splat, store, zeros
from .single import BLOCK, EIGHT, FOUR, G_OF, HALF_ROW, J_OF, ONE, ROW, S_OF, SEVEN, WORK, ZERO, U, level_of, toward

instant_one, expand_one = single.at_once, single.expand
propagate = schemes.propagate

APART = 0.5
"""mV between v after a whole step and after two halves beyond which the step is too long; 0.02 on usual spikes."""
TIMES, TIMES_STAGGERED = 4, 2
"""How often the middle of a step is looked for where anything follows v at once: each time an order of the step."""


@inlined
def along(v, total, drive, step):
    """v after `step` ms of dv/dt = drive − total v."""
    away = drive - total * v
    z = total * step
    return v + away * (step if abs(z) < 1e-9 else -math.expm1(-z) / total)


@kernel
def gates_by(v, flat, rows, blocks, dynamic, origin, per_mv, flat_schemes, stride_schemes, n, spots, state, fresh):
    """Move gates and states on by the step of the tables at `v`; returns the row."""
    rounded = v * per_mv + (origin + ROUND)
    row = row_of(rounded)
    safe = row & (rows - ONE)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = safe * blocks * ROW
    for block in range(ZERO, dynamic * EIGHT, EIGHT):
        store(state, block, cubic(flat, at, f) + cubic(flat, at + HALF_ROW, f) * load(state, block))
        at += ROW
    propagate(flat_schemes, safe * stride_schemes, f, n, spots, state, ZERO, fresh)
    return row


@kernel
def levels_by(flat, rows, stride, blocks, pools, spots, here, state):
    """Move the gates that follow pools on by the step of the table, at the concentrations in `state`."""
    seen = ZERO
    for p in range(pools):
        row, part = level_of(state[here + p])
        seen |= row
        f = splat(part)
        at = (row & (rows - ONE)) * stride - blocks * ROW
        for block in range(spots[p * FOUR], spots[p * FOUR + ONE]):
            there = at + block * ROW
            moved = cubic(flat, there, f) + cubic(flat, there + HALF_ROW, f) * load(state, block * EIGHT)
            store(state, block * EIGHT, moved)
    return seen


@kernel
def at_levels(flat, rows, stride, blocks, pools, spots, here, state, offset):
    """What follows pools at once, at the concentrations in the state that begins at `offset`."""
    seen = ZERO
    for p in range(pools):
        row, part = level_of(state[offset + here + p])
        seen |= row
        f = splat(part)
        at = (row & (rows - ONE)) * stride - blocks * ROW
        for block in range(spots[p * FOUR + ONE], spots[p * FOUR + U(2)]):
            store(state, offset + block * EIGHT, cubic(flat, at + block * ROW, f))
    return seen


@kernel
def flow_by(
    step, times, clamped, v, c1, state, injected, flat, rows, blocks, dynamic, origin, per_mv, flat_levels, stride,
    groups, term_ends, pair_ends, terms, powers, places, numbers, pages, pools, spots, flow, here, work,
):  # fmt: skip
    """v after `step` ms with the gates as they are, the concentrations moving along in `state`; and the rows read."""
    seen = ZERO
    after = v
    for p in range(pools):
        state[here + EIGHT + p] = state[here + p]
    for _ in range(times):
        middle = 0.5 * (v + after)
        if dynamic < blocks:
            instant_one(middle, flat, rows, blocks, dynamic, origin, per_mv, state, ZERO)
        seen |= at_levels(flat_levels, rows, stride, blocks, pools, spots, here, state, ZERO)
        total, drive = packed_flows(
            state, middle, groups, term_ends, pair_ends, terms, powers, places, numbers, pages, pools, spots, flow,
            here, work, injected,
        )  # fmt: skip
        if not clamped:
            after = along(v, total, drive, step)
            middle = 0.5 * (v + after)
        for p in range(pools):
            gain = flow[p * SEVEN] * c1
            lift = gain * work[S_OF + p]
            speed, goal = toward(flow, p * SEVEN, state[here + p])
            push = gain * (work[G_OF + p] * middle - work[J_OF + p]) + goal * speed - lift * state[here + p]
            before = state[here + EIGHT + p]
            state[here + p] = 0.5 * (before + along(before, speed - lift, push, step))
    for p in range(pools):
        state[here + p] = 2.0 * state[here + p] - state[here + EIGHT + p]
    return after, seen


def one(staggered):
    """The kernel of one sweep, `staggered` or extrapolated."""

    @kernel
    def coupled_one(
        first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
        law, levels, packing, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
        currents_out, record,
    ):  # fmt: skip
        """One sweep (`count` is 1)."""
        sweeps = v.shape[0]
        samples = v_out.shape[0] // sweeps
        rows = U(table.shape[1])
        blocks = U(table.shape[2])
        dynamic = U(instant)
        width = U(x.shape[1])
        spots_of, pool_spots = spots
        states_of, levels_of = levels
        stride, level_stride = U(states_of.shape[2]), U(levels_of.shape[2]) * ROW
        last = U(table.shape[0]) - ONE
        half, half_schemes, half_levels = raw(table), raw(states_of), raw(levels_of)
        quarter = beyond(half, last * rows * blocks * ROW)
        quarter_schemes = beyond(half_schemes, last * rows * stride)
        quarter_levels = beyond(half_levels, last * rows * level_stride)
        g1, e1 = column(g, first, 1.0), column(e, first, 1.0)
        c1 = c[first]
        per_c = 1.0 / c1
        scaled = column(g, first, per_c)
        groups = U(packing.term_ends.shape[0])
        term_ends, pair_ends, terms = raw(packing.term_ends), raw(packing.pair_ends), raw(packing.terms)
        powers, places, pages = raw(packing.powers), raw(packing.places), raw(packing.pages)
        opening = numbered(packing.numbers, packing.rows, scaled, e1, law)
        numbers = raw(opening)
        raw_flow, pools_at, n = raw(flow), raw(pool_spots), spots_of.shape[0]
        states_at = raw(spots_of)
        pools = U(pool_spots.shape[0])
        here = width - U(16) if pools else ZERO
        times = 1
        if pools or dynamic < blocks:
            times = TIMES_STAGGERED if staggered else TIMES
        room = width + EIGHT  # a one stands behind each state
        memory = zeros(np.int64(room + room + stride + WORK))
        state = raw(memory)
        whole, fresh = beyond(state, room), beyond(state, room + room)
        work = beyond(fresh, stride)
        copy(state, ZERO, x, U(first) * width, width)
        state[width] = 1.0
        whole[width] = 1.0
        states = zeros(np.int64(width) * BLOCK)
        voltages = zeros(BLOCK)
        kept_states, kept_voltages = raw(states), raw(voltages)
        step = interval / sub
        base = first * samples
        now = v[first]
        reached = until
        seen = ZERO
        apart, again = 0.0, 0
        for start in range(since, until, BLOCK):
            stop = min(start + BLOCK, until)
            for i in range(start, stop):
                injected = command[base + i] * per_c
                if clamped:
                    now = command[base + i]
                v_out[base + i] = now
                kept_voltages[U(i - start)] = now
                kept = U(i - start) * width
                if record:
                    copy(kept_states, kept, state, ZERO, width)
                for s in range(sub):
                    # The half step of gates, or in a staggered run the whole.
                    if not staggered:
                        copy(whole, ZERO, state, ZERO, width)
                        seen |= gates_by(
                            now, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, n, states_at, whole,
                            fresh,
                        )  # fmt: skip
                        seen |= levels_by(half_levels, rows, level_stride, blocks, pools, pools_at, here, whole)
                        v_whole, read = flow_by(
                            step, times, clamped, now, c1, whole, injected, half, rows, blocks, dynamic, origin, per_mv,
                            half_levels, level_stride, groups, term_ends, pair_ends, terms, powers, places, numbers,
                            pages, pools, pools_at, raw_flow, here, work,
                        )  # fmt: skip
                        seen |= read
                        seen |= gates_by(
                            v_whole, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, n, states_at,
                            whole, fresh,
                        )  # fmt: skip
                        seen |= levels_by(half_levels, rows, level_stride, blocks, pools, pools_at, here, whole)
                        seen |= gates_by(
                            now, quarter, rows, blocks, dynamic, origin, per_mv, quarter_schemes, stride, n, states_at,
                            state, fresh,
                        )  # fmt: skip
                        seen |= levels_by(quarter_levels, rows, level_stride, blocks, pools, pools_at, here, state)
                        now, read = flow_by(
                            0.5 * step, times, clamped, now, c1, state, injected, half, rows, blocks, dynamic, origin,
                            per_mv, half_levels, level_stride, groups, term_ends, pair_ends, terms, powers, places,
                            numbers, pages, pools, pools_at, raw_flow, here, work,
                        )  # fmt: skip
                        seen |= read
                    seen |= gates_by(
                        now,
                        half,
                        rows,
                        blocks,
                        dynamic,
                        origin,
                        per_mv,
                        half_schemes,
                        stride,
                        n,
                        states_at,
                        state,
                        fresh,
                    )
                    seen |= levels_by(half_levels, rows, level_stride, blocks, pools, pools_at, here, state)
                    if staggered and record and s == 0:
                        for block in range(ZERO, dynamic * EIGHT, EIGHT):
                            store(
                                kept_states, kept + block, 0.5 * (load(kept_states, kept + block) + load(state, block))
                            )
                        for p in range(pools):
                            for block in range(pools_at[p * FOUR] * EIGHT, pools_at[p * FOUR + ONE] * EIGHT, EIGHT):
                                store(
                                    kept_states,
                                    kept + block,
                                    0.5 * (load(kept_states, kept + block) + load(state, block)),
                                )
                    now, read = flow_by(
                        step if staggered else 0.5 * step, times, clamped, now, c1, state, injected, half, rows, blocks,
                        dynamic, origin, per_mv, half_levels, level_stride, groups, term_ends, pair_ends, terms, powers,
                        places, numbers, pages, pools, pools_at, raw_flow, here, work,
                    )  # fmt: skip
                    seen |= read
                    if not staggered:
                        seen |= gates_by(
                            now, quarter, rows, blocks, dynamic, origin, per_mv, quarter_schemes, stride, n, states_at,
                            state, fresh,
                        )  # fmt: skip
                        seen |= levels_by(quarter_levels, rows, level_stride, blocks, pools, pools_at, here, state)
                        apart = max(apart, abs(now - v_whole))
                        now += (now - v_whole) / 3.0
                        for block in range(ZERO, width, EIGHT):
                            fine = load(state, block)
                            store(state, block, fine + 0.3333333333333333 * (fine - load(whole, block)))
                if record:
                    if dynamic < blocks:
                        instant_one(
                            kept_voltages[U(i - start)], half, rows, blocks, dynamic, origin, per_mv, kept_states, kept
                        )
                    at_levels(half_levels, rows, level_stride, blocks, pools, pools_at, here, kept_states, kept)
            if record:
                expand_one(
                    first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                    law, pool_spots, flow, gates_out, currents_out,
                )  # fmt: skip
            if apart > APART:
                again = 1
            if seen >= rows or again > 0:
                reached = start
                break
        for p in range(pools):
            state[here + EIGHT + p] = state[here + p]
        if pools:
            state[width - ONE] = now
        v[first] = now
        copy(x, U(first) * width, state, ZERO, width)
        carry[first, 0] = now
        hold((memory, states, voltages, opening))
        return sub, again, reached

    return coupled_one


coupled_accurate, coupled_staggered = one(False), one(True)
