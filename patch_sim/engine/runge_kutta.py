"""The classical Runge-Kutta method, fourth order, with a step that shortens itself where it must.

dx/dt = a(v) - s(v) x and C dv/dt = I - sum_r g_r prod(x) (v - E_r), `table` holding a and s; concentrations and what
follows them alike. A block of 64 samples in which the step times the fastest rate came too near to the limit of
stability, or v left the table, is made again with half the step; when there is room again, the next block tries twice
the step. Sweeps that run together share their step.

The arguments of the kernels are those of `staggered.py`.
"""

import numpy as np

from . import single
from .bits import ROUND, row_of
from .joined import A_OF, B_0, B_1, C_0, C_1, FORCED_HALF, HALF, JUMP, carried, dot, landed, numbers_at, vector_at
from .packed import MANY, numbered, packed_flows
from .raw import beyond, hold, raw
from .simd import column, copy, cubic, kernel, largest, load, splat, splat4, store, zeros
from .single import (
    BLOCK,
    EIGHT,
    FOUR,
    G_OF,
    HALF_ROW,
    J_OF,
    NARROW,
    ONE,
    ROW,
    S_OF,
    SEVEN,
    WORK,
    ZERO,
    U,
    conductance,
    level_of,
    staged,
    toward,
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


def one(joint):
    """The kernel of one sweep, in a circuit (`joined.py`) if `joint`."""

    @kernel
    def runge_kutta_one(
        first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
        law, levels, packing, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
        currents_out, record, *electrode,
    ):  # fmt: skip
        """One sweep (`count` is 1)."""
        sweeps = v.shape[0]
        samples = v_out.shape[0] // sweeps
        rows, blocks = U(table.shape[0]), U(table.shape[1])
        dynamic, width = U(instant), U(x.shape[1])
        narrow = table.shape[3] == 4
        stride = HALF_ROW if narrow else blocks * ROW
        flat = raw(table)
        g1, e1 = column(g, first, 1.0), column(e, first, 1.0)
        c1, per_c = c[first], 1.0 / c[first]
        n_rows = U(g1.size)
        scaled = column(g, first, per_c)
        raw_scaled = raw(scaled)
        packed = n_rows >= MANY or spots.shape[0] > 0
        raw_e, raw_ends, raw_factors, raw_spots, raw_flow = raw(e1), raw(ends), raw(factors), raw(spots), raw(flow)
        groups = U(packing.term_ends.shape[0])
        term_ends, pair_ends, terms = raw(packing.term_ends), raw(packing.pair_ends), raw(packing.terms)
        powers, places, pages = raw(packing.powers), raw(packing.places), raw(packing.pages)
        opening = numbered(packing.numbers, packing.rows, scaled, e1, law)
        numbers = raw(opening)
        room = width + EIGHT  # a one stands behind the state
        memory = zeros(np.int64(room * U(4) + WORK + EIGHT))
        trial = raw(memory)
        state, change, saved = beyond(trial, room), beyond(trial, room * U(2)), beyond(trial, room * U(3))
        work, parts = beyond(saved, room), beyond(saved, room + WORK)
        states = zeros(np.int64(width) * BLOCK)
        voltages = zeros(BLOCK)
        raw_states, raw_voltages = raw(states), raw(voltages)
        own = U(first) * width
        copy(state, ZERO, x, own, width)
        copy(trial, ZERO, x, own, width)
        copy(change, ZERO, x, own, width)
        trial[width] = 1.0
        base = first * samples
        now = v[first]
        coarsest = sub
        sub = np.int64(carry[first, 1])
        finest, again = sub, 0
        start, reached = since, until
        pools = U(spots.shape[0])
        here = width - U(16) if pools else ZERO
        flat_levels, level_stride = raw(levels), U(levels.shape[1]) * ROW
        level_numbers = np.zeros(8, np.uint64)
        level_rows = raw(level_numbers)
        if joint:
            steps, z, z_out, holding, window, _ = electrode
            nodes, per_step, flat_steps = U(z.shape[1] + 1), U(steps.shape[1]), raw(steps)
            circuit = zeros(np.int64(nodes * U(3)))
            y = raw(circuit)
            full, saved_y = beyond(y, nodes), beyond(y, nodes + nodes)
            y[ZERO] = now
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
            fastest_gate, fastest_four = splat(0.0), splat4(0.0)
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
                if clamped:
                    now = command[base + i]
                v_out[base + i] = now
                if record:
                    kept = U(i - start) * width
                    raw_voltages[U(i - start)] = now
                    for block in range(ZERO, dynamic * EIGHT, EIGHT):
                        store(raw_states, kept + block, load(state, block))
                    if dynamic < blocks:
                        instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, raw_states, kept)
                    if pools:
                        for block in range(blocks * EIGHT, width, EIGHT):
                            store(raw_states, kept + block, load(state, block))
                        for p in range(pools):
                            row, part = level_of(state[here + p])
                            f = splat(part)
                            at = (row & (rows - ONE)) * level_stride - blocks * ROW
                            for block in range(raw_spots[p * FOUR + ONE], raw_spots[p * FOUR + U(2)]):
                                store(raw_states, kept + block * EIGHT, cubic(flat_levels, at + block * ROW, f))
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
                        for p in range(pools):
                            row, parts[p] = level_of(trial[here + p])
                            seen |= row
                            part = splat(parts[p])
                            level_rows[p] = (row & (rows - ONE)) * level_stride - blocks * ROW
                            for block in range(raw_spots[p * FOUR + ONE], raw_spots[p * FOUR + U(2)]):
                                there = level_rows[p] + block * ROW
                                store(trial, block * EIGHT, cubic(flat_levels, there, part))
                        if packed:
                            total, drive = packed_flows(
                                trial, stage_v, groups, term_ends, pair_ends, terms, powers, places, numbers, pages,
                                pools, raw_spots, raw_flow, here, work, injected,
                            )  # fmt: skip
                        else:
                            total, drive = conductance(
                                trial, n_rows, raw_scaled, raw_e, raw_ends, raw_factors, injected
                            )
                        if clamped:
                            slope_v = 0.0
                        else:
                            slope_v = drive - total * stage_v
                            fastest_g = max(fastest_g, total)
                        if narrow:
                            f4 = splat4(stage_v * per_mv + origin - (rounded - ROUND))
                            fastest_four = staged(
                                flat, at, NARROW, f4, trial, change, state, ZERO, stage, weight, reach, fastest_four
                            )  # fmt: skip
                        for block in range(ZERO, ZERO if narrow else dynamic * EIGHT, EIGHT):
                            fastest_gate = staged(
                                flat, at, HALF_ROW, f, trial, change, state, block, stage, weight, reach, fastest_gate
                            )  # fmt: skip
                            at += ROW
                        for p in range(pools):
                            part = splat(parts[p])
                            for block in range(raw_spots[p * FOUR], raw_spots[p * FOUR + ONE]):
                                fastest_gate = staged(
                                    flat_levels, level_rows[p] + block * ROW, HALF_ROW, part, trial, change, state,
                                    block * EIGHT, stage, weight, reach, fastest_gate,
                                )  # fmt: skip
                            level = here + p
                            gain = raw_flow[p * SEVEN] * c1
                            net = work[G_OF + p] * stage_v - work[J_OF + p]
                            speed, goal = toward(raw_flow, p * SEVEN, trial[level])
                            slope_c = gain * net + (goal - trial[level]) * speed
                            fastest_g = max(fastest_g, speed - gain * work[S_OF + p])
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
                                stage_v = full[ZERO] + (
                                    flat_steps[place + C_0] * n_first + flat_steps[place + C_1] * slope_v
                                )
                            else:
                                landed(flat_steps, here_steps, nodes, full, y, n_first, n_middle, slope_v)
                        else:
                            change_v += weight * slope_v
                            stage_v = now + reach * slope_v
                    if joint:
                        now = y[ZERO]
                    else:
                        now += change_v
            fastest = max(largest(fastest_gate), largest(fastest_four))
            stiffness = interval / sub * max(fastest_g, GATE_SHARE * fastest)
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
        if pools:
            copy(state, here + EIGHT, state, here, pools)
            state[width - ONE] = now
        if joint:
            for k in range(ONE, nodes):
                z[first, k - ONE] = y[k]
            hold(circuit)
        v[first] = now
        copy(x, own, state, ZERO, width)
        carry[first, 1] = sub
        hold((memory, states, voltages, scaled, e1, level_numbers, opening))
        return finest, again, reached

    return runge_kutta_one


runge_kutta_one, joined_accurate = one(False), one(True)
