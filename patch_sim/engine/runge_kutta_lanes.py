"""The kernels of `runge_kutta.py` for up to sixteen sweeps together."""

import numpy as np

from . import lanes
from .lanes import LANES, SHEET, TILE, WIDE, conductances, deliver, fetch, flows, follow, locate, spread, turn
from .raw import raw
from .runge_kutta import FINEST, GATE_SHARE, SLACK, STIFF
from .simd import copy, cubic, kernel, largest, load, maximum, row_of, splat, store, zeros
from .single import (
    BLOCK,
    DRIVE_OF,
    EIGHT,
    G_OF,
    HALF_ROW,
    J_OF,
    ONE,
    ROW,
    S_OF,
    TOTAL_OF,
    WORK,
    ZERO,
    U,
)  # fmt: skip

instant_lanes, expand_lanes = lanes.at_once, lanes.expand


def many(live):
    """The kernel of many sweeps, for membranes with pools if `live`."""

    @kernel
    def runge_kutta_lanes(
        first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
        law, levels, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
        currents_out, record,
    ):  # fmt: skip
        """Up to sixteen sweeps."""
        sweeps = v.shape[0]
        samples = v_out.shape[0] // sweeps
        rows = U(table.shape[0])
        blocks = U(table.shape[1])
        wide = EIGHT if count <= 8 else WIDE
        dynamic = U(instant)
        width = U(x.shape[1])
        stride = blocks * ROW
        flat = raw(table)
        g16, e16 = zeros(g.shape[0] * LANES), zeros(g.shape[0] * LANES)
        now, saved_v, per_c = zeros(LANES), zeros(LANES), zeros(LANES)
        stage_v, change_v, slope_v = zeros(LANES), zeros(LANES), zeros(LANES)
        rounded, fractions = zeros(LANES), zeros(LANES)
        state, trial, change = (
            zeros(np.int64(width * WIDE)),
            zeros(np.int64(width * WIDE)),
            zeros(np.int64(width * WIDE)),
        )
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
            copy(state, U(lane) * width, x, U(sweep) * width, width)
        if live:
            pools = U(spots.shape[0])
            here = width - U(16)
            work, slope_c = zeros(np.int64(WORK * WIDE)), zeros(8 * LANES)
            level_now, change_c = zeros(8 * LANES), zeros(8 * LANES)
            begins, parts = np.zeros(8 * LANES, np.uint64), zeros(8 * LANES)
            flat_levels = raw(levels)
            level_stride = U(levels.shape[1]) * ROW
        coarsest = sub
        sub = np.int64(carry[first, 1])
        finest = sub
        again = 0
        reached = until
        start = since
        while start < until:
            stop = min(start + BLOCK, until)
            copy(saved, ZERO, state, ZERO, width * WIDE)
            copy(saved_v, ZERO, now, ZERO, WIDE)
            copy(trial, ZERO, state, ZERO, width * WIDE)
            copy(stage_v, ZERO, now, ZERO, WIDE)
            turn(trial, by_slot, ZERO, width >> U(3), width, wide)
            if live:
                copy(level_now, ZERO, by_slot, here * WIDE, TILE)
            step = interval / sub
            sixth, third, half_step = step / 6.0, step / 3.0, 0.5 * step
            fastest_g = splat(0.0)
            fastest_gate = splat(0.0)
            seen = ZERO
            at_start = U(first * samples + start)
            fetch(command, at_start, count, samples, stop - start, injected)
            for k in range(stop - start):
                sample = U(k) * WIDE
                if live and clamped:
                    for half in range(ZERO, wide, EIGHT):
                        store(now, half, load(injected, sample + half))
                        store(stage_v, half, load(now, half))
                if live and record:
                    follow(trial, by_slot, flat_levels, level_stride, blocks, spots, here, width, wide, begins, parts)
                if record and dynamic < blocks:
                    instant_lanes(
                        now,
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
                        width,
                        wide,
                    )
                for half in range(ZERO, wide, EIGHT):
                    store(voltages, sample + half, load(now, half))
                    if record:
                        for q in range(width):
                            store(states, q * SHEET + sample + half, load(by_slot, q * WIDE + half))
                for _ in range(sub):
                    for half in range(ZERO, wide, EIGHT):
                        store(change_v, half, splat(0.0))
                    if live:
                        for sums in range(ZERO, pools * WIDE, EIGHT):
                            store(change_c, sums, splat(0.0))
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
                                width,
                                wide,
                            )
                        if live:
                            seen |= follow(
                                trial,
                                by_slot,
                                flat_levels,
                                level_stride,
                                blocks,
                                spots,
                                here,
                                width,
                                wide,
                                begins,
                                parts,
                            )
                            flows(by_slot, stage_v, g16, e16, ends, factors, law, spots, flow, work, here, wide)
                        for half in range(ZERO, wide, EIGHT):
                            if live:
                                total = load(work, TOTAL_OF * WIDE + half)
                                drive = load(work, DRIVE_OF * WIDE + half)
                                for p in range(pools):
                                    sums = p * WIDE + half
                                    net = load(work, G_OF * WIDE + sums) * load(stage_v, half) - load(
                                        work, J_OF * WIDE + sums
                                    )
                                    level = load(by_slot, here * WIDE + sums)
                                    store(slope_c, sums, flow[p, 0] * net + flow[p, 1] * (flow[p, 2] - level))
                                    speed = flow[p, 1] - flow[p, 0] * load(work, S_OF * WIDE + sums)
                                    fastest_g = maximum(fastest_g, speed)
                            else:
                                total, drive = conductances(by_slot, half, g16, e16, ends, factors)
                            if live and clamped:
                                store(slope_v, half, splat(0.0))
                            else:
                                fastest_g = maximum(fastest_g, total * load(per_c, half))
                                current = load(injected, sample + half) + drive - total * load(stage_v, half)
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
                        if live:
                            for p in range(pools):
                                for lane in range(wide):
                                    n = p * WIDE + lane
                                    part = splat(parts[n])
                                    for block in range(spots[p, 0], spots[p, 1]):
                                        place = lane * width + block * EIGHT
                                        there = begins[n] + block * ROW
                                        old = load(trial, place)
                                        s = cubic(flat_levels, there + HALF_ROW, part)
                                        fastest_gate = maximum(fastest_gate, s)
                                        slope = cubic(flat_levels, there, part) - s * old
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
                                turn(trial, by_slot, spots[p, 0], spots[p, 1], width, wide)
                                for half in range(ZERO, wide, EIGHT):
                                    sums = p * WIDE + half
                                    moved = load(change_c, sums) + weight * load(slope_c, sums)
                                    store(change_c, sums, moved)
                                    level = load(level_now, sums)
                                    if stage == 3:
                                        store(level_now, sums, level + moved)
                                        store(by_slot, here * WIDE + sums, level + moved)
                                    else:
                                        store(by_slot, here * WIDE + sums, level + reach * load(slope_c, sums))
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
                copy(state, ZERO, saved, ZERO, width * WIDE)
                copy(now, ZERO, saved_v, ZERO, WIDE)
                sub *= 2
                again += 1
                continue
            if live:
                for p in range(pools):
                    for lane in range(LANES):
                        level = level_now[p * WIDE + U(lane)]
                        state[lane * x.shape[1] + np.int64(here + p)] = level
                        state[lane * x.shape[1] + np.int64(here + EIGHT + p)] = level
                for lane in range(LANES):
                    state[(lane + 1) * x.shape[1] - 1] = now[lane]
            deliver(voltages, ZERO, v_out, at_start, count, samples, stop - start, long)
            if record:
                expand_lanes(
                    first, count, sweeps, samples, start, stop - start, states, voltages, slots, ends, factors,
                    channel_ends, g16, e16, law, spots, flow, gates_out, currents_out, currents, long,
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
            carry[first + lane, 1] = sub
            copy(x, U(first + lane) * width, state, U(lane) * width, width)
        return finest, again, reached

    return runge_kutta_lanes


runge_kutta_lanes, runge_kutta_lanes_live = many(False), many(True)
