"""The classical Runge-Kutta method, fourth order, with a step that shortens itself where it must.

dx/dt = a(v) - s(v) x and C dv/dt = I - sum_r g_r prod(x) (v - E_r), `table` holding a and s; concentrations and what
follows them alike. A block of 64 samples in which the step times the fastest rate came too near to the limit of
stability, or v left the table, is made again with half the step; when there is room again, the next block tries twice
the step. Sweeps that run together share their step.

The arguments of the kernels are those of `staggered.py`.
"""

import numpy as np

from . import single
from .joined import A_OF, B_0, B_1, C_0, C_1, FORCED_HALF, HALF, JUMP, carried, dot, landed, numbers_at, vector_at
from .packed import MANY, pack, packed_conductance, packed_flows
from .raw import raw
from .simd import ROUND, column, copy, cubic, kernel, largest, load, maximum, row_of, splat, store, zeros
from .single import (
    BLOCK,
    EIGHT,
    G_OF,
    HALF_ROW,
    J_OF,
    ONE,
    ROW,
    S_OF,
    WORK,
    ZERO,
    U,
    conductance,
    level_of,
)  # fmt: skip

instant_one, expand_one = single.at_once, single.expand

STIFF = 1.4
"""Largest step × G/C. The method is stable to 2.78 on the negative real axis; at half of it its error is small."""
SLACK = 0.35
"""Below it the step doubles, which doubles the product: a factor of two stays in hand."""
GATE_SHARE = STIFF / 2.5
"""A gate faster than the step follows v and errs little: its step × s may reach 2.5 of the 2.78."""
FINEST = 1024
"""Most divisions of a step; what a thousandth of it does not cure is no matter of the step."""


def one(live, joint=False):
    """The kernel of one sweep, for membranes with pools if `live`, in a circuit (`joined.py`) if `joint`."""

    @kernel
    def runge_kutta_one(
        first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
        law, levels, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
        currents_out, record, *electrode,
    ):  # fmt: skip
        """One sweep (`count` is 1)."""
        sweeps = v.shape[0]
        samples = v_out.shape[0] // sweeps
        rows = U(table.shape[0])
        blocks = U(table.shape[1])
        dynamic = U(instant)
        width = U(x.shape[1])
        stride = blocks * ROW
        flat = raw(table)
        g1 = column(g, first)
        e1 = column(e, first)
        c1 = c[first]
        per_c = 1.0 / c1
        scaled = zeros(g1.size)
        for r in range(g1.size):
            scaled[r] = g1[r] * per_c
        packed = g.shape[0] >= MANY
        if live or packed:
            term_ends, pair_ends, terms, powers, places, numbers, pages = pack(
                scaled, e1, ends, factors, law, spots, width
            )
        # A one stands behind the state.
        state, trial, change = zeros(np.int64(width)), zeros(np.int64(width + EIGHT)), zeros(np.int64(width))
        saved = zeros(np.int64(width))
        states = zeros(np.int64(width) * BLOCK)
        voltages = zeros(BLOCK)
        own = U(first) * width
        copy(state, ZERO, x, own, width)
        copy(trial, ZERO, x, own, width)
        copy(change, ZERO, x, own, width)
        trial[width] = 1.0
        base = first * samples
        now = v[first]
        coarsest = sub
        sub = np.int64(carry[first, 1])
        finest = sub
        again = 0
        reached = until
        start = since
        if live:
            pools = U(spots.shape[0])
            here = width - U(16)
            work = zeros(np.int64(WORK))
            level_rows, parts = np.zeros(8, np.uint64), zeros(8)
            flat_levels = raw(levels)
            level_stride = U(levels.shape[1]) * ROW
        if joint:
            steps, z, z_out, holding, window, _ = electrode
            nodes = U(z.shape[1] + 1)
            per_step = U(steps.shape[1])
            flat_steps = raw(steps)
            y, full, saved_y = zeros(np.int64(nodes)), zeros(np.int64(nodes)), zeros(np.int64(nodes))
            y[0] = now
            copy(y, ONE, z, U(first) * (nodes - ONE), nodes - ONE)
        while start < until:
            stop = min(start + BLOCK, until)
            copy(saved, ZERO, state, ZERO, width)
            saved_v = now
            halvings = 0
            if joint:
                copy(saved_y, ZERO, y, ZERO, nodes)
                while coarsest << halvings < sub:
                    halvings += 1
            step = interval / sub
            sixth, third, half_step = step / 6.0, step / 3.0, 0.5 * step
            fastest_g = 0.0
            fastest_gate = splat(0.0)
            seen = ZERO
            for i in range(start, stop):
                injected = command[base + i] * per_c
                divisions = sub
                if joint:
                    injected = 0.0
                    u = command[base + i]
                    finer = halvings
                    if abs(u - (command[base + i - 1] if i else holding)) > JUMP:
                        finer = max(finer, window)
                    divisions = coarsest << finer
                    step = interval / divisions
                    sixth, third, half_step = step / 6.0, step / 3.0, 0.5 * step
                    here_steps = U(finer) * per_step
                    place = numbers_at(here_steps, nodes)
                    for k in range(ONE, nodes):
                        z_out[((k - ONE) * U(sweeps) + U(first)) * U(samples) + U(i)] = y[k]
                if live and clamped:
                    now = command[base + i]
                v_out[base + i] = now
                if record:
                    kept = U(i - start) * width
                    voltages[i - start] = now
                    for block in range(ZERO, dynamic * EIGHT, EIGHT):
                        store(states, kept + block, load(state, block))
                    if dynamic < blocks:
                        instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, states, kept)
                    if live:
                        for block in range(blocks * EIGHT, width, EIGHT):
                            store(states, kept + block, load(state, block))
                        for p in range(pools):
                            row, part = level_of(state[here + p])
                            f = splat(part)
                            at = (row & (rows - ONE)) * level_stride - blocks * ROW
                            for block in range(spots[p, 1], spots[p, 2]):
                                store(states, kept + block * EIGHT, cubic(flat_levels, at + block * ROW, f))
                for _ in range(divisions):
                    if joint:
                        carried(flat_steps, here_steps, nodes, y, full, u)
                        half_v = flat_steps[place + FORCED_HALF] * u + dot(
                            flat_steps, vector_at(here_steps, nodes, HALF), y, nodes
                        )
                        n_first, n_middle = 0.0, 0.0
                    stage_v = now
                    change_v = 0.0
                    for stage in range(4):
                        weight = sixth if stage == 0 or stage == 3 else third
                        reach = step if stage == 2 else half_step
                        rounded = stage_v * per_mv + (origin + ROUND)
                        row = row_of(rounded)
                        seen |= row
                        f = splat(stage_v * per_mv + origin - (rounded - ROUND))
                        at = (row & (rows - ONE)) * stride
                        if dynamic < blocks:
                            instant_one(stage_v, flat, rows, blocks, dynamic, origin, per_mv, trial, ZERO)
                        if live:
                            for p in range(pools):
                                row, parts[p] = level_of(trial[here + p])
                                seen |= row
                                part = splat(parts[p])
                                level_rows[p] = (row & (rows - ONE)) * level_stride - blocks * ROW
                                for block in range(spots[p, 1], spots[p, 2]):
                                    there = level_rows[p] + block * ROW
                                    store(trial, block * EIGHT, cubic(flat_levels, there, part))
                            total, drive = packed_flows(
                                trial, stage_v, term_ends, pair_ends, terms, powers, places, numbers, pages, spots,
                                flow, here, work, injected,
                            )  # fmt: skip
                        elif packed:
                            total, drive = packed_conductance(
                                trial, term_ends, pair_ends, terms, powers, places, numbers, injected
                            )
                        else:
                            total, drive = conductance(trial, scaled, e1, ends, factors, injected)
                        if live and clamped:
                            slope_v = 0.0
                        else:
                            slope_v = drive - total * stage_v
                            fastest_g = max(fastest_g, total)
                        for block in range(ZERO, dynamic * EIGHT, EIGHT):
                            s = cubic(flat, at + HALF_ROW, f)
                            fastest_gate = maximum(fastest_gate, s)
                            slope = cubic(flat, at, f) - s * load(trial, block)
                            arrived = load(change, block) + weight * slope
                            store(change, block, arrived)
                            if stage == 3:
                                store(state, block, arrived)
                            else:
                                arrived = load(state, block) + reach * slope
                            store(trial, block, arrived)
                            at += ROW
                        if live:
                            for p in range(pools):
                                part = splat(parts[p])
                                for half in range(spots[p, 0], spots[p, 1]):
                                    block = half * EIGHT
                                    there = level_rows[p] + half * ROW
                                    s = cubic(flat_levels, there + HALF_ROW, part)
                                    fastest_gate = maximum(fastest_gate, s)
                                    slope = cubic(flat_levels, there, part) - s * load(trial, block)
                                    arrived = load(change, block) + weight * slope
                                    store(change, block, arrived)
                                    if stage == 3:
                                        store(state, block, arrived)
                                    else:
                                        arrived = load(state, block) + reach * slope
                                    store(trial, block, arrived)
                                level = here + p
                                gain = flow[p, 0] * c1
                                net = work[G_OF + p] * stage_v - work[J_OF + p]
                                slope_c = gain * net + (flow[p, 2] - trial[level]) * flow[p, 1]
                                fastest_g = max(fastest_g, flow[p, 1] - gain * work[S_OF + p])
                                change[level] += weight * slope_c
                                if stage == 3:
                                    state[level] = change[level]
                                    trial[level] = change[level]
                                else:
                                    trial[level] = state[level] + reach * slope_c
                        if joint:
                            if stage == 0:
                                n_first = slope_v
                                stage_v = half_v + flat_steps[place + A_OF] * slope_v
                            elif stage == 1:
                                n_middle = slope_v
                                stage_v = half_v + (
                                    flat_steps[place + B_0] * n_first + flat_steps[place + B_1] * slope_v
                                )
                            elif stage == 2:
                                n_middle += slope_v
                                stage_v = full[0] + (
                                    flat_steps[place + C_0] * n_first + flat_steps[place + C_1] * slope_v
                                )
                            else:
                                landed(flat_steps, here_steps, nodes, full, y, n_first, n_middle, slope_v)
                        else:
                            change_v += weight * slope_v
                            stage_v = now + reach * slope_v
                    if joint:
                        now = y[0]
                    else:
                        now += change_v
            stiffness = interval / sub * max(fastest_g, GATE_SHARE * largest(fastest_gate))
            if (stiffness > STIFF or seen >= rows) and sub < coarsest * FINEST:
                copy(state, ZERO, saved, ZERO, width)
                copy(trial, ZERO, saved, ZERO, width)
                copy(change, ZERO, saved, ZERO, width)
                now = saved_v
                if joint:
                    copy(y, ZERO, saved_y, ZERO, nodes)
                sub *= 2
                again += 1
                continue
            if record:
                expand_one(
                    first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                    law, spots, flow, gates_out, currents_out,
                )  # fmt: skip
            finest = max(finest, sub)
            if seen >= rows:
                reached = start
                break
            if stiffness < SLACK and sub > coarsest:
                sub //= 2
            start = stop
        if live:
            copy(state, here + EIGHT, state, here, pools)
            state[width - ONE] = now
        if joint:
            for k in range(ONE, nodes):
                z[first, k - ONE] = y[k]
        v[first] = now
        copy(x, own, state, ZERO, width)
        carry[first, 1] = sub
        return finest, again, reached

    return runge_kutta_one


runge_kutta_one, runge_kutta_one_live = one(False), one(True)
joined_accurate, joined_accurate_live = one(False, True), one(True, True)
