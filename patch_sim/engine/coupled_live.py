"""One sweep of a membrane with Markov schemes and pools: gates by turns with v and the concentrations.

As in `coupled.py`, gates and states move exactly at a fixed v and fixed concentrations, also those that follow calcium.
In between v and the concentrations move with the gates as they are: each exactly at the other's middle, which is found
by repetition, so that a step run backward returns to where it began. Second order, or fourth if extrapolated. In
voltage clamp v is the command, and only the concentrations move.

Arguments as in `coupled.py`, but for three: `levels` and `spots` are pairs, of schemes and of pools, and `clamped` says
whether the command is v itself. The tables of pools (2, rows, blocks, 8, 8) have the propagators of the same steps.
"""

import numpy as np

from . import single
from .coupled import along, gates_by
from .packed import pack, packed_flows
from .simd import cubic, kernel, load, splat, store, zeros
from .single import BLOCK, EIGHT, G_OF, HALF_ROW, J_OF, ONE, ROW, S_OF, WORK, ZERO, U, level_of

instant_one, expand_one = single.at_once, single.expand

TIMES, TIMES_STAGGERED = 4, 2
"""How often the middle of a step is looked for: each time an order of the step."""


@kernel
def levels_by(flat, rows, stride, blocks, spots, here, state):
    """Move the gates that follow pools on by the step of the table, at the concentrations in `state`."""
    seen = ZERO
    for p in range(U(spots.shape[0])):
        row, part = level_of(state[here + p])
        seen |= row
        f = splat(part)
        at = (row & (rows - ONE)) * stride - blocks * ROW
        for block in range(spots[p, 0], spots[p, 1]):
            there = at + block * ROW
            moved = cubic(flat, there, f) + cubic(flat, there + HALF_ROW, f) * load(state, block * EIGHT)
            store(state, block * EIGHT, moved)
    return seen


@kernel
def at_levels(flat, rows, stride, blocks, spots, here, state, offset):
    """What follows pools at once, at the concentrations in the state that begins at `offset`."""
    seen = ZERO
    for p in range(U(spots.shape[0])):
        row, part = level_of(state[offset + here + p])
        seen |= row
        f = splat(part)
        at = (row & (rows - ONE)) * stride - blocks * ROW
        for block in range(spots[p, 1], spots[p, 2]):
            store(state, offset + block * EIGHT, cubic(flat, at + block * ROW, f))
    return seen


@kernel
def flow_by(
    step, times, clamped, v, c1, state, injected, flat, rows, blocks, dynamic, origin, per_mv, flat_levels, stride,
    term_ends, pair_ends, terms, powers, places, numbers, pages, spots, flow, here, work,
):  # fmt: skip
    """v after `step` ms with the gates as they are, the concentrations moving along in `state`; and the rows read."""
    pools = U(spots.shape[0])
    seen = ZERO
    after = v
    for p in range(pools):
        state[here + EIGHT + p] = state[here + p]
    for _ in range(times):
        middle = 0.5 * (v + after)
        if dynamic < blocks:
            instant_one(middle, flat, rows, blocks, dynamic, origin, per_mv, state, ZERO)
        seen |= at_levels(flat_levels, rows, stride, blocks, spots, here, state, ZERO)
        total, drive = packed_flows(
            state, middle, term_ends, pair_ends, terms, powers, places, numbers, pages, spots, flow, here, work,
            injected,
        )  # fmt: skip
        if not clamped:
            after = along(v, total, drive, step)
            middle = 0.5 * (v + after)
        for p in range(pools):
            gain = flow[p, 0] * c1
            lift = gain * work[S_OF + p]
            push = gain * (work[G_OF + p] * middle - work[J_OF + p]) + flow[p, 2] * flow[p, 1] - lift * state[here + p]
            before = state[here + EIGHT + p]
            state[here + p] = 0.5 * (before + along(before, flow[p, 1] - lift, push, step))
    for p in range(pools):
        state[here + p] = 2.0 * state[here + p] - state[here + EIGHT + p]
    return after, seen


def one(staggered):
    """The kernel of one sweep, `staggered` or extrapolated."""

    @kernel
    def coupled_live_one(
        first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
        law, levels, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
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
        half, quarter = table[0].reshape(-1), table[-1].reshape(-1)
        half_schemes, quarter_schemes = levels[0][0].reshape(-1), levels[0][-1].reshape(-1)
        stride = U(levels[0].shape[2])
        half_levels, quarter_levels = levels[1][0].reshape(-1), levels[1][-1].reshape(-1)
        level_stride = U(levels[1].shape[2]) * ROW
        g1 = g[:, first].copy()
        e1 = e[:, first].copy()
        c1 = c[first]
        per_c = 1.0 / c1
        term_ends, pair_ends, terms, powers, places, numbers, pages = pack(
            g1 * per_c, e1, ends, factors, law, pool_spots, width
        )
        pools = U(pool_spots.shape[0])
        here = width - U(16)
        state, whole = zeros(np.int64(width + EIGHT)), zeros(np.int64(width + EIGHT))  # a one stands behind each
        state[:width] = x[first]
        state[width] = whole[width] = 1.0
        fresh = zeros(stride)
        work = zeros(np.int64(WORK))
        states = zeros(np.int64(width) * BLOCK)
        voltages = zeros(BLOCK)
        step = interval / sub
        base = first * samples
        now = v[first]
        reached = until
        seen = ZERO
        for start in range(since, until, BLOCK):
            stop = min(start + BLOCK, until)
            for i in range(start, stop):
                injected = command[base + i] * per_c
                if clamped:
                    now = command[base + i]
                v_out[base + i] = now
                voltages[i - start] = now
                kept = U(i - start) * width
                if record:
                    states[kept : kept + width] = state[:width]
                for s in range(sub):
                    # The half step of gates, or in a staggered run the whole.
                    if not staggered:
                        whole[:width] = state[:width]
                        seen |= gates_by(
                            now, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots_of, whole,
                            fresh,
                        )  # fmt: skip
                        seen |= levels_by(half_levels, rows, level_stride, blocks, pool_spots, here, whole)
                        v_whole, read = flow_by(
                            step, TIMES, clamped, now, c1, whole, injected, half, rows, blocks, dynamic, origin, per_mv,
                            half_levels, level_stride, term_ends, pair_ends, terms, powers, places, numbers, pages,
                            pool_spots, flow, here, work,
                        )  # fmt: skip
                        seen |= read
                        seen |= gates_by(
                            v_whole, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots_of,
                            whole, fresh,
                        )  # fmt: skip
                        seen |= levels_by(half_levels, rows, level_stride, blocks, pool_spots, here, whole)
                        seen |= gates_by(
                            now, quarter, rows, blocks, dynamic, origin, per_mv, quarter_schemes, stride, spots_of,
                            state, fresh,
                        )  # fmt: skip
                        seen |= levels_by(quarter_levels, rows, level_stride, blocks, pool_spots, here, state)
                        now, read = flow_by(
                            0.5 * step, TIMES, clamped, now, c1, state, injected, half, rows, blocks, dynamic, origin,
                            per_mv, half_levels, level_stride, term_ends, pair_ends, terms, powers, places, numbers,
                            pages, pool_spots, flow, here, work,
                        )  # fmt: skip
                        seen |= read
                    seen |= gates_by(
                        now, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots_of, state, fresh
                    )
                    seen |= levels_by(half_levels, rows, level_stride, blocks, pool_spots, here, state)
                    if staggered and record and s == 0:
                        for block in range(ZERO, dynamic * EIGHT, EIGHT):
                            store(states, kept + block, 0.5 * (load(states, kept + block) + load(state, block)))
                        for p in range(pools):
                            for block in range(pool_spots[p, 0] * EIGHT, pool_spots[p, 1] * EIGHT, EIGHT):
                                store(states, kept + block, 0.5 * (load(states, kept + block) + load(state, block)))
                    now, read = flow_by(
                        step if staggered else 0.5 * step, TIMES_STAGGERED if staggered else TIMES, clamped, now, c1,
                        state, injected, half, rows, blocks, dynamic, origin, per_mv, half_levels, level_stride,
                        term_ends, pair_ends, terms, powers, places, numbers, pages, pool_spots, flow, here, work,
                    )  # fmt: skip
                    seen |= read
                    if not staggered:
                        seen |= gates_by(
                            now, quarter, rows, blocks, dynamic, origin, per_mv, quarter_schemes, stride, spots_of,
                            state, fresh,
                        )  # fmt: skip
                        seen |= levels_by(quarter_levels, rows, level_stride, blocks, pool_spots, here, state)
                        now += (now - v_whole) / 3.0
                        for block in range(ZERO, width, EIGHT):
                            fine = load(state, block)
                            store(state, block, fine + 0.3333333333333333 * (fine - load(whole, block)))
                if record:
                    if dynamic < blocks:
                        instant_one(voltages[i - start], half, rows, blocks, dynamic, origin, per_mv, states, kept)
                    at_levels(half_levels, rows, level_stride, blocks, pool_spots, here, states, kept)
            if record:
                expand_one(
                    first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                    law, pool_spots, flow, gates_out, currents_out,
                )  # fmt: skip
            if seen >= rows:
                reached = start
                break
        for p in range(pools):
            state[here + EIGHT + p] = state[here + p]
        state[width - ONE] = now
        v[first] = now
        x[first] = state[:width]
        carry[first, 0] = now
        return sub, 0, reached

    return coupled_live_one


coupled_live_accurate, coupled_live_staggered = one(False), one(True)
