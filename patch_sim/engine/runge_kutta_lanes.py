"""The kernels of `runge_kutta.py` for up to sixteen sweeps together."""

import numpy as np

from . import lanes, pages
from .bits import bits
from .lanes import (
    LANES,
    TILE,
    WIDE,
    conductances,
    flows,
    follow,
    locate,
    note,
    noted,
    spread,
    toward,
    turn,
    turn4,
)  # fmt: skip
from .pages import SHEET, deliver, fetch, keep_slots
from .raw import beyond, hold, raw
from .runge_kutta import FINEST, GATE_SHARE, SLACK, STIFF
from .simd import copy, kernel, largest, load, maximum, splat, splat4, store, zeros
from .single import (
    BLOCK,
    DRIVE_OF,
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
    TOTAL_OF,
    WORK,
    ZERO,
    U,
    staged,
)  # fmt: skip

instant_lanes, expand_lanes = lanes.at_once, pages.expand


def many(live):
    """The kernel of many sweeps, for membranes with pools if `live`."""

    @kernel
    def runge_kutta_lanes(
        first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
        law, levels, packing, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
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
        narrow = table.shape[3] == 4
        stride = HALF_ROW if narrow else blocks * ROW
        pools = U(spots.shape[0]) if live else ZERO
        here = width - U(16) if live else ZERO
        level_stride = U(levels.shape[1]) * ROW
        n_rows, sheets = U(g.shape[0]), U(channel_ends.shape[0] + 1)
        flat, flat_levels = raw(table), raw(levels)
        raw_slots, n_slots = raw(slots), U(slots.shape[0])
        raw_ends, raw_factors, raw_law, raw_spots, raw_flow = raw(ends), raw(factors), raw(law), raw(spots), raw(flow)

        each, kept = width * WIDE, width * SHEET if record else ZERO
        memory = zeros(np.int64((n_rows + n_rows + U(9)) * WIDE + U(5) * each + U(4) * TILE + WORK * WIDE))
        g16 = raw(memory)
        e16 = beyond(g16, n_rows * WIDE)
        now = beyond(e16, n_rows * WIDE)
        saved_v, per_c, stage_v = beyond(now, WIDE), beyond(now, WIDE * U(2)), beyond(now, WIDE * U(3))
        change_v, slope_v = beyond(now, WIDE * U(4)), beyond(now, WIDE * U(5))
        rounded, fractions = beyond(now, WIDE * U(6)), beyond(now, WIDE * U(7))
        rows_seen = beyond(now, WIDE * U(8))
        state = beyond(now, WIDE * U(9))
        trial, change, saved = beyond(state, each), beyond(state, each * U(2)), beyond(state, each * U(3))
        by_slot = beyond(state, each * U(4))
        slope_c = beyond(by_slot, each)
        level_now, change_c, parts = beyond(slope_c, TILE), beyond(slope_c, TILE * U(2)), beyond(slope_c, TILE * U(3))
        work = beyond(slope_c, TILE * U(4))
        begin_rows = np.zeros(8 * LANES, np.uint64)
        begins = raw(begin_rows)
        pages = zeros(np.int64(SHEET * (sheets + U(3)) + kept))
        injected = raw(pages)
        voltages, long, currents = (
            beyond(injected, SHEET),
            beyond(injected, SHEET * U(2)),
            beyond(injected, SHEET * U(3)),
        )
        states = beyond(currents, SHEET * sheets)

        spread(g, first, count, g16)
        spread(e, first, count, e16)
        for lane in range(LANES):
            sweep = first + min(lane, count - 1)
            per_c[U(lane)] = 1.0 / c[sweep]
            now[U(lane)] = v[sweep]
            copy(state, U(lane) * width, x, U(sweep) * width, width)
        coarsest = sub
        sub = np.int64(carry[first, 1])
        finest = sub
        again = 0
        reached = until
        start = since
        while start < until:
            stop = min(start + BLOCK, until)
            copy(saved, ZERO, state, ZERO, each)
            copy(saved_v, ZERO, now, ZERO, WIDE)
            copy(trial, ZERO, state, ZERO, each)
            copy(stage_v, ZERO, now, ZERO, WIDE)
            turn(trial, by_slot, ZERO, width >> U(3), width, wide)
            if live:
                copy(level_now, ZERO, by_slot, here * WIDE, TILE)
            step = interval / sub
            sixth, third, half_step = step / 6.0, step / 3.0, 0.5 * step
            fastest_g = splat(0.0)
            fastest_gate, fastest_four = splat(0.0), splat4(0.0)
            seen = ZERO
            at_start = U(first * samples + start)
            fetch(command, at_start, count, samples, stop - start, injected)
            for k in range(stop - start):
                sample = U(k) * WIDE
                if live and clamped:
                    for half in range(ZERO, wide, EIGHT):
                        store(now, half, load(injected, sample + half))
                        store(stage_v, half, load(now, half))
                if record:
                    if live:
                        follow(
                            trial, by_slot, flat_levels, level_stride, blocks, raw_spots, pools, here, width, wide,
                            begins, parts,
                        )  # fmt: skip
                    if dynamic < blocks:
                        instant_lanes(
                            now, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, trial, by_slot, width,
                            wide,
                        )  # fmt: skip
                for half in range(ZERO, wide, EIGHT):
                    store(voltages, sample + half, load(now, half))
                if record:
                    keep_slots(by_slot, states, sample, raw_slots, n_slots, raw_spots, pools, wide)
                for _ in range(sub):
                    for half in range(ZERO, wide, EIGHT):
                        store(change_v, half, splat(0.0))
                    for sums in range(ZERO, pools * WIDE, EIGHT):
                        store(change_c, sums, splat(0.0))
                    for stage in range(4):
                        weight = sixth if stage == 0 or stage == 3 else third
                        reach = step if stage == 2 else half_step
                        if dynamic < blocks:
                            instant_lanes(
                                stage_v, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, trial,
                                by_slot, width, wide,
                            )  # fmt: skip
                        if live:
                            seen |= follow(
                                trial, by_slot, flat_levels, level_stride, blocks, raw_spots, pools, here, width, wide,
                                begins, parts,
                            )  # fmt: skip
                        if live:
                            flows(
                                by_slot, stage_v, g16, e16, raw_ends, raw_factors, raw_law, n_rows, raw_spots, raw_flow,
                                pools, work, here, wide,
                            )  # fmt: skip
                        for half in range(ZERO, wide, EIGHT):
                            for p in range(pools):
                                sums = p * WIDE + half
                                level = load(by_slot, here * WIDE + sums)
                                gain = raw_flow[p * SEVEN]
                                speed, goal = toward(raw_flow, p * SEVEN, level)
                                pulled = load(work, G_OF * WIDE + sums) * load(stage_v, half)
                                net = pulled - load(work, J_OF * WIDE + sums)
                                store(slope_c, sums, gain * net + speed * (goal - level))
                                fastest_g = maximum(fastest_g, speed - gain * load(work, S_OF * WIDE + sums))
                            if live and clamped:
                                store(slope_v, half, splat(0.0))
                            else:
                                if live:
                                    total = load(work, TOTAL_OF * WIDE + half)
                                    drive = load(work, DRIVE_OF * WIDE + half)
                                else:
                                    total, drive = conductances(by_slot, half, g16, e16, n_rows, raw_ends, raw_factors)
                                fastest_g = maximum(fastest_g, total * load(per_c, half))
                                current = load(injected, sample + half) + drive - total * load(stage_v, half)
                                store(slope_v, half, current * load(per_c, half))
                        locate(stage_v, origin, per_mv, rounded, fractions, wide)
                        note(rounded, rows_seen, wide)
                        for lane in range(wide):
                            f = splat(fractions[lane])
                            at = (bits(rounded[lane]) & (rows - ONE)) * stride
                            place = lane * width
                            if narrow:
                                fastest_four = staged(
                                    flat, at, NARROW, splat4(fractions[lane]), trial, change, state, place, stage,
                                    weight, reach, fastest_four,
                                )  # fmt: skip
                                continue
                            for _ in range(dynamic):
                                fastest_gate = staged(
                                    flat, at, HALF_ROW, f, trial, change, state, place, stage, weight, reach,
                                    fastest_gate,
                                )  # fmt: skip
                                at += ROW
                                place += EIGHT
                        if narrow:
                            turn4(trial, by_slot, width, wide)
                        else:
                            turn(trial, by_slot, ZERO, dynamic, width, wide)
                        for p in range(pools):
                            slow, fast = raw_spots[p * FOUR], raw_spots[p * FOUR + ONE]
                            for lane in range(wide):
                                n = p * WIDE + lane
                                part = splat(parts[n])
                                for block in range(slow, fast):
                                    fastest_gate = staged(
                                        flat_levels, begins[n] + block * ROW, HALF_ROW, part, trial, change, state,
                                        lane * width + block * EIGHT, stage, weight, reach, fastest_gate,
                                    )  # fmt: skip
                            turn(trial, by_slot, slow, fast, width, wide)
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
            seen |= noted(rows_seen, wide)
            fastest = max(largest(fastest_gate), largest(fastest_four))
            stiffness = step * max(largest(fastest_g), GATE_SHARE * fastest)
            if (stiffness > STIFF or seen >= rows) and sub < coarsest * FINEST:
                copy(state, ZERO, saved, ZERO, each)
                copy(now, ZERO, saved_v, ZERO, WIDE)
                sub *= 2
                again += 1
                continue
            for lane in range(WIDE if live else ZERO):
                for p in range(pools):
                    level = level_now[p * WIDE + lane]
                    state[lane * width + here + p] = level
                    state[lane * width + here + EIGHT + p] = level
                state[(lane + ONE) * width - ONE] = now[lane]
            deliver(voltages, ZERO, v_out, at_start, count, samples, stop - start, long)
            if record:
                expand_lanes(
                    first, count, sweeps, samples, start, stop - start, states, here, voltages, slots, ends, factors,
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
            v[first + lane] = now[U(lane)]
            carry[first + lane, 1] = sub
            copy(x, U(first + lane) * width, state, U(lane) * width, width)
        hold((memory, begin_rows, pages))
        return finest, again, reached

    return runge_kutta_lanes


runge_kutta_lanes, runge_kutta_lanes_live = many(False), many(True)
