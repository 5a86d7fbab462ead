"""One sweep of a membrane with Markov schemes, whose states move together: gates and v by turns.

Gates and states move exactly at a fixed v, by tabulated propagators, so that rates may be as fast as they like; v moves
exactly at fixed conductances. Staggered they leap over each other, as in `staggered.py`: second order. Else every step
is one of Strang, half a step of the gates, one of v, half a step of the gates, made once whole and once in two halves,
whose difference is extrapolated: (4 halves − whole)/3, fourth order. Shares of states still sum to 1 then.

Arguments as in `staggered.py`, but for three: `table` (2, rows, blocks, 8, 8) has the exponential propagators of a half
and a quarter of the step, or those of the whole alone; `levels` (2, rows, doubles) those of the schemes, and `spots`
where their states are (`schemes.py`).
"""

import math

import numpy as np

from . import schemes, single
from .simd import ROUND, cubic, inlined, kernel, load, row_of, splat, store, zeros
from .single import BLOCK, EIGHT, HALF_ROW, ONE, ROW, ZERO, U, conductance

instant_one, expand_one = single.at_once, single.expand
propagate = schemes.propagate

TIMES = 4
"""How often the middle of a step of v is looked for where gates follow it at once: each time an order of the step."""


@inlined
def along(v, total, drive, step):
    """v after `step` ms of dv/dt = drive − total v."""
    away = drive - total * v
    z = total * step
    return v + away * (step if abs(z) < 1e-9 else -math.expm1(-z) / total)


@kernel
def gates_by(v, flat, rows, blocks, dynamic, origin, per_mv, flat_schemes, stride_schemes, spots, state, fresh):
    """Move gates and states on by the step of the tables at `v`; returns the row."""
    rounded = v * per_mv + (origin + ROUND)
    row = row_of(rounded)
    safe = row & (rows - ONE)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = safe * blocks * ROW
    for block in range(ZERO, dynamic * EIGHT, EIGHT):
        store(state, block, cubic(flat, at, f) + cubic(flat, at + HALF_ROW, f) * load(state, block))
        at += ROW
    propagate(flat_schemes, safe * stride_schemes, f, spots, state, ZERO, fresh)
    return row


@kernel
def v_by(step, v, state, injected, scaled, e1, ends, factors, flat, rows, blocks, dynamic, origin, per_mv):
    """v after `step` ms with the gates as they are in `state`, and those without a time constant at mid-step."""
    after = v
    for _ in range(TIMES if dynamic < blocks else 1):
        if dynamic < blocks:
            instant_one(0.5 * (v + after), flat, rows, blocks, dynamic, origin, per_mv, state, ZERO)
        total, drive = conductance(state, scaled, e1, ends, factors, injected)
        after = along(v, total, drive, step)
    return after


def one(staggered):
    """The kernel of one sweep, `staggered` or extrapolated."""

    @kernel
    def coupled_one(
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
        half, quarter = table[0].reshape(-1), table[-1].reshape(-1)
        half_schemes, quarter_schemes = levels[0].reshape(-1), levels[-1].reshape(-1)
        stride = U(levels.shape[2])
        g1 = g[:, first].copy()
        e1 = e[:, first].copy()
        per_c = 1.0 / c[first]
        scaled = g1 * per_c
        state, whole = zeros(np.int64(width)), zeros(np.int64(width))
        state[:] = x[first]
        fresh = zeros(stride)
        states = zeros(np.int64(width) * BLOCK)
        voltages = zeros(BLOCK)
        no_pools = np.empty((0, 4), np.uint64)
        step = interval / sub
        base = first * samples
        now = v[first]
        before = carry[first, 0]
        reached = until
        seen = ZERO
        for start in range(since, until, BLOCK):
            stop = min(start + BLOCK, until)
            for i in range(start, stop):
                injected = command[base + i] * per_c
                v_out[base + i] = now
                voltages[i - start] = now
                kept = U(i - start) * width
                if record and not staggered:
                    for block in range(ZERO, dynamic * EIGHT, EIGHT):
                        store(states, kept + block, load(state, block))
                for s in range(sub):
                    if staggered:
                        if record and s == 0:
                            whole[:] = state
                        seen |= gates_by(
                            now, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots, state, fresh
                        )
                        if record and s == 0:
                            for block in range(ZERO, dynamic * EIGHT, EIGHT):
                                store(states, kept + block, 0.5 * (load(whole, block) + load(state, block)))
                        if dynamic < blocks:
                            ahead = 1.5 * now - 0.5 * before
                            instant_one(ahead, half, rows, blocks, dynamic, origin, per_mv, state, ZERO)
                        before = now
                        total, drive = conductance(state, scaled, e1, ends, factors, injected)
                        now = along(now, total, drive, step)
                    else:
                        whole[:] = state
                        seen |= gates_by(
                            now, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots, whole, fresh
                        )
                        v_whole = v_by(
                            step, now, whole, injected, scaled, e1, ends, factors, half, rows, blocks, dynamic,
                            origin, per_mv,
                        )  # fmt: skip
                        seen |= gates_by(
                            v_whole, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots, whole,
                            fresh,
                        )  # fmt: skip
                        gates_by(
                            now, quarter, rows, blocks, dynamic, origin, per_mv, quarter_schemes, stride, spots, state,
                            fresh,
                        )  # fmt: skip
                        now = v_by(
                            0.5 * step, now, state, injected, scaled, e1, ends, factors, half, rows, blocks, dynamic,
                            origin, per_mv,
                        )  # fmt: skip
                        seen |= gates_by(
                            now, half, rows, blocks, dynamic, origin, per_mv, half_schemes, stride, spots, state, fresh
                        )
                        now = v_by(
                            0.5 * step, now, state, injected, scaled, e1, ends, factors, half, rows, blocks, dynamic,
                            origin, per_mv,
                        )  # fmt: skip
                        seen |= gates_by(
                            now, quarter, rows, blocks, dynamic, origin, per_mv, quarter_schemes, stride, spots, state,
                            fresh,
                        )  # fmt: skip
                        now += (now - v_whole) / 3.0
                        for block in range(ZERO, dynamic * EIGHT, EIGHT):
                            fine = load(state, block)
                            store(state, block, fine + 0.3333333333333333 * (fine - load(whole, block)))
                if record and dynamic < blocks:
                    instant_one(voltages[i - start], half, rows, blocks, dynamic, origin, per_mv, states, kept)
            if record:
                expand_one(
                    first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                    law, no_pools, flow, gates_out, currents_out,
                )  # fmt: skip
            if seen >= rows:
                reached = start
                break
        v[first] = now
        x[first] = state
        carry[first, 0] = before
        return sub, 0, reached

    return coupled_one


coupled_accurate, coupled_staggered = one(False), one(True)
