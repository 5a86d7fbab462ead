"""The classical Runge-Kutta method, fourth order, with a step that shortens itself where it must.

dx/dt = a(v) - s(v) x and C dv/dt = I - sum_r g_r prod(x) (v - E_r), `table` holding a and s. A block of 64 samples in
which the step times the fastest rate came too near to the limit of stability, or v left the table, is made again with
half the step; when there is room again, the next block tries twice the step. Sweeps that run together share their step.

The arguments of the kernels are those of `staggered.py`.
"""

import numpy as np

from . import lanes, single
from .lanes import LANES, SHEET, WIDE, conductances, deliver, fetch, locate, spread, turn
from .simd import ROUND, kernel, largest, load, maximum, row_of, splat, store, zeros
from .single import BLOCK, EIGHT, HALF_ROW, ONE, ROW, ZERO, U, conductance, cubic

instant_one, expand_one = single.at_once, single.expand
instant_lanes, expand_lanes = lanes.at_once, lanes.expand

STIFF = 1.4
"""Largest step × G/C. The method is stable to 2.78 on the negative real axis; at half of it its error is small."""
SLACK = 0.35
"""Below it the step doubles, which doubles the product: a factor of two stays in hand."""
GATE_SHARE = STIFF / 2.5
"""A gate faster than the step follows v and errs little: its step × s may reach 2.5 of the 2.78."""
FINEST = 1024
"""Most divisions of a step; what a thousandth of it does not cure is no matter of the step."""


@kernel
def runge_kutta_one(
    first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots, g, e, c,
    command, v, x, v_out, gates_out, currents_out, record,
):  # fmt: skip
    """One sweep (`count` is 1)."""
    sweeps = v.shape[0]
    samples = v_out.shape[0] // sweeps
    rows = U(table.shape[0])
    blocks = U(table.shape[1])
    dynamic = U(instant)
    width = blocks * EIGHT
    stride = blocks * ROW
    flat = table.reshape(-1)
    g1 = g[:, first].copy()
    e1 = e[:, first].copy()
    per_c = 1.0 / c[first]
    scaled = g1 * per_c
    state, trial, change = zeros(np.int64(width)), zeros(np.int64(width)), zeros(np.int64(width))
    saved = zeros(np.int64(width))
    states = zeros(np.int64(width) * BLOCK)
    voltages = zeros(BLOCK)
    state[:] = x[first]
    trial[:] = state
    base = first * samples
    now = v[first]
    coarsest = sub
    finest = sub
    again = 0
    reached = samples
    start = 0
    while start < samples:
        stop = min(start + BLOCK, samples)
        saved[:] = state
        saved_v = now
        step = interval / sub
        sixth, third, half_step = step / 6.0, step / 3.0, 0.5 * step
        fastest_g = 0.0
        fastest_gate = splat(0.0)
        seen = ZERO
        for i in range(start, stop):
            injected = command[base + i] * per_c
            v_out[base + i] = now
            if record:
                kept = U(i - start) * width
                voltages[i - start] = now
                for block in range(ZERO, dynamic * EIGHT, EIGHT):
                    store(states, kept + block, load(state, block))
                if dynamic < blocks:
                    instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, states, kept)
            for _ in range(sub):
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
                    total, drive = conductance(trial, scaled, e1, ends, factors, injected)
                    slope_v = drive - total * stage_v
                    fastest_g = max(fastest_g, total)
                    for block in range(ZERO, dynamic * EIGHT, EIGHT):
                        old = load(trial, block)
                        s = cubic(flat, at + HALF_ROW, f)
                        fastest_gate = maximum(fastest_gate, s)
                        slope = cubic(flat, at, f) - s * old
                        if stage == 0:
                            store(change, block, old + weight * slope)
                            store(trial, block, old + reach * slope)
                        elif stage == 3:
                            new = load(change, block) + weight * slope
                            store(state, block, new)
                            store(trial, block, new)
                        else:
                            store(change, block, load(change, block) + weight * slope)
                            store(trial, block, load(state, block) + reach * slope)
                        at += ROW
                    change_v += weight * slope_v
                    stage_v = now + reach * slope_v
                now += change_v
        stiffness = step * max(fastest_g, GATE_SHARE * largest(fastest_gate))
        if (stiffness > STIFF or seen >= rows) and sub < coarsest * FINEST:
            state[:] = saved
            trial[:] = saved
            now = saved_v
            sub *= 2
            again += 1
            continue
        if record:
            expand_one(
                first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                gates_out, currents_out,
            )  # fmt: skip
        finest = max(finest, sub)
        if seen >= rows:
            reached = start
            break
        if stiffness < SLACK and sub > coarsest:
            sub //= 2
        start = stop
    v[first] = now
    x[first] = state
    return finest, again, reached


@kernel
def runge_kutta_lanes(
    first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots, g, e, c,
    command, v, x, v_out, gates_out, currents_out, record,
):  # fmt: skip
    """Up to sixteen sweeps."""
    sweeps = v.shape[0]
    samples = v_out.shape[0] // sweeps
    rows = U(table.shape[0])
    blocks = U(table.shape[1])
    wide = EIGHT if count <= 8 else WIDE
    dynamic = U(instant)
    width = blocks * EIGHT
    stride = blocks * ROW
    flat = table.reshape(-1)
    g16, e16 = zeros(g.shape[0] * LANES), zeros(g.shape[0] * LANES)
    now, saved_v, per_c = zeros(LANES), zeros(LANES), zeros(LANES)
    stage_v, change_v, slope_v = zeros(LANES), zeros(LANES), zeros(LANES)
    rounded, fractions = zeros(LANES), zeros(LANES)
    state, trial, change = zeros(np.int64(width * WIDE)), zeros(np.int64(width * WIDE)), zeros(np.int64(width * WIDE))
    saved, by_slot = zeros(np.int64(width * WIDE)), zeros(np.int64(width * WIDE))
    injected, voltages, long = zeros(np.int64(SHEET)), zeros(np.int64(SHEET)), zeros(np.int64(SHEET))
    states = zeros(np.int64(width * SHEET) if record else 0)
    currents = zeros((channel_ends.shape[0] + 1) * np.int64(SHEET))
    spread(g, first, count, g16)
    spread(e, first, count, e16)
    for lane in range(LANES):
        sweep = first + min(lane, count - 1)
        per_c[lane] = 1.0 / c[sweep]
        now[lane] = v[sweep]
        state[lane * x.shape[1] : (lane + 1) * x.shape[1]] = x[sweep]
    coarsest = sub
    finest = sub
    again = 0
    reached = samples
    start = 0
    while start < samples:
        stop = min(start + BLOCK, samples)
        saved[:] = state
        saved_v[:] = now
        trial[:] = state
        stage_v[:] = now
        turn(trial, by_slot, ZERO, blocks, width, wide)
        step = interval / sub
        sixth, third, half_step = step / 6.0, step / 3.0, 0.5 * step
        fastest_g = splat(0.0)
        fastest_gate = splat(0.0)
        seen = ZERO
        at_start = U(first * samples + start)
        fetch(command, at_start, count, samples, stop - start, injected)
        for k in range(stop - start):
            here = U(k) * WIDE
            if record and dynamic < blocks:
                instant_lanes(
                    now, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, trial, by_slot, wide
                )
            for half in range(ZERO, wide, EIGHT):
                store(voltages, here + half, load(now, half))
                if record:
                    for q in range(width):
                        store(states, q * SHEET + here + half, load(by_slot, q * WIDE + half))
            for _ in range(sub):
                for half in range(ZERO, wide, EIGHT):
                    store(change_v, half, splat(0.0))
                for stage in range(4):
                    weight = sixth if stage == 0 or stage == 3 else third
                    reach = step if stage == 2 else half_step
                    if dynamic < blocks:
                        instant_lanes(
                            stage_v,
                            flat,
                            rows,
                            blocks,
                            dynamic,
                            origin,
                            per_mv,
                            rounded,
                            fractions,
                            trial,
                            by_slot,
                            wide,
                        )
                    for half in range(ZERO, wide, EIGHT):
                        total, drive = conductances(by_slot, half, g16, e16, ends, factors)
                        fastest_g = maximum(fastest_g, total * load(per_c, half))
                        current = load(injected, here + half) + drive - total * load(stage_v, half)
                        store(slope_v, half, current * load(per_c, half))
                    locate(stage_v, origin, per_mv, rounded, fractions, wide)
                    for lane in range(wide):
                        row = row_of(rounded[lane])
                        seen |= row
                        f = splat(fractions[lane])
                        at = (row & (rows - ONE)) * stride
                        place = lane * width
                        for _ in range(dynamic):
                            old = load(trial, place)
                            s = cubic(flat, at + HALF_ROW, f)
                            fastest_gate = maximum(fastest_gate, s)
                            slope = cubic(flat, at, f) - s * old
                            if stage == 0:
                                store(change, place, old + weight * slope)
                                store(trial, place, old + reach * slope)
                            elif stage == 3:
                                new = load(change, place) + weight * slope
                                store(state, place, new)
                                store(trial, place, new)
                            else:
                                store(change, place, load(change, place) + weight * slope)
                                store(trial, place, load(state, place) + reach * slope)
                            at += ROW
                            place += EIGHT
                    turn(trial, by_slot, ZERO, dynamic, width, wide)
                    for half in range(ZERO, wide, EIGHT):
                        slope_8 = load(slope_v, half)
                        moved = load(change_v, half) + weight * slope_8
                        if stage == 3:
                            arrived = load(now, half) + moved
                            store(now, half, arrived)
                            store(stage_v, half, arrived)
                        else:
                            store(change_v, half, moved)
                            store(stage_v, half, load(now, half) + reach * slope_8)
        stiffness = step * max(largest(fastest_g), GATE_SHARE * largest(fastest_gate))
        if (stiffness > STIFF or seen >= rows) and sub < coarsest * FINEST:
            state[:] = saved
            now[:] = saved_v
            sub *= 2
            again += 1
            continue
        deliver(voltages, ZERO, v_out, at_start, count, samples, stop - start, long)
        if record:
            expand_lanes(
                first, count, sweeps, samples, start, stop - start, states, voltages, slots, ends, factors,
                channel_ends, g16, e16, gates_out, currents_out, currents, long,
            )  # fmt: skip
        finest = max(finest, sub)
        if seen >= rows:
            reached = start
            break
        if stiffness < SLACK and sub > coarsest:
            sub //= 2
        start = stop
    for lane in range(count):
        v[first + lane] = now[lane]
        x[first + lane] = state[lane * x.shape[1] : (lane + 1) * x.shape[1]]
    return finest, again, reached
