"""The staggered kernels of `staggered.py` for up to sixteen sweeps together."""

import numpy as np

from . import lanes
from .lanes import LANES, SHEET, TILE, WIDE, conductances, deliver, fetch, flows, follow, locate, spread, turn
from .raw import raw
from .simd import copy, cubic, kernel, load, row_of, splat, store, zeros
from .single import (
    BLOCK,
    DRIVE_OF,
    EIGHT,
    FIXED_OF,
    G_OF,
    HALF_ROW,
    J_OF,
    MOVED_OF,
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
    def propagate_lanes(
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
        now, before, gain = zeros(LANES), zeros(LANES), zeros(LANES)
        rounded, fractions = zeros(LANES), zeros(LANES)
        by_lane, by_slot = zeros(np.int64(width * WIDE)), zeros(np.int64(width * WIDE))
        injected, voltages, long = zeros(np.int64(SHEET)), zeros(np.int64(SHEET)), zeros(np.int64(SHEET))
        states = zeros(np.int64(width * SHEET) if record else 0)
        currents = zeros((channel_ends.shape[0] + 1) * np.int64(SHEET))
        spread(g, first, count, g16)
        spread(e, first, count, e16)
        for lane in range(LANES):
            sweep = first + min(lane, count - 1)
            gain[lane] = interval / sub / c[sweep]
            now[lane] = v[sweep]
            before[lane] = carry[sweep, 0]
            copy(by_lane, U(lane) * width, x, U(sweep) * width, width)
        turn(by_lane, by_slot, ZERO, width >> U(3), width, wide)
        if live:
            pools = U(spots.shape[0])
            here = width - U(16)
            work = zeros(np.int64(WORK * WIDE))
            flat_levels = raw(levels)
            level_stride = U(levels.shape[1]) * ROW
            half_step = 0.5 * interval / sub
            begins, parts = np.zeros(8 * LANES, np.uint64), zeros(8 * LANES)
            for lane in range(LANES):
                before[lane] = by_lane[(lane + 1) * x.shape[1] - 1]
        seen = ZERO
        reached = until
        for start in range(since, until, BLOCK):
            n = min(BLOCK, until - start)
            at_start = U(first * samples + start)
            fetch(command, at_start, count, samples, n, injected)
            for k in range(n):
                sample = U(k) * WIDE
                for half in range(ZERO, wide, EIGHT):
                    store(voltages, sample + half, load(now, half))
                for s in range(sub):
                    keep = record and s == 0
                    locate(now, origin, per_mv, rounded, fractions, wide)
                    for lane in range(wide):
                        row = row_of(rounded[lane])
                        seen |= row
                        f = splat(fractions[lane])
                        at = (row & (rows - ONE)) * stride
                        place = lane * width
                        for _ in range(dynamic):
                            new = cubic(flat, at, f) + cubic(flat, at + HALF_ROW, f) * load(by_lane, place)
                            store(by_lane, place, new)
                            at += ROW
                            place += EIGHT
                    if live:
                        seen |= follow(
                            by_lane, by_slot, flat_levels, level_stride, blocks, spots, here, width, wide, begins, parts
                        )
                        for p in range(pools):
                            for block in range(spots[p, 0], spots[p, 1]):
                                for lane in range(wide):
                                    spot = p * WIDE + lane
                                    f = splat(parts[spot])
                                    there = begins[spot] + block * ROW
                                    place = lane * width + block * EIGHT
                                    factor = cubic(flat_levels, there + HALF_ROW, f)
                                    store(by_lane, place, cubic(flat_levels, there, f) + factor * load(by_lane, place))
                    if keep:
                        if dynamic < blocks:
                            instant_lanes(
                                now, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot,
                                width, wide,
                            )  # fmt: skip
                        for q in slots:
                            for half in range(ZERO, wide, EIGHT):
                                store(states, q * SHEET + sample + half, load(by_slot, q * WIDE + half))
                        if live:
                            for p in range(pools):
                                e_slot = spots[p, 1] * EIGHT
                                for half in range(ZERO, wide, EIGHT):
                                    store(states, e_slot * SHEET + sample + half, load(by_slot, e_slot * WIDE + half))
                                    for q in range(spots[p, 3], spots[p, 3] + U(2)):
                                        if spots[p, 3]:
                                            store(states, q * SHEET + sample + half, load(by_slot, q * WIDE + half))
                    if live or dynamic < blocks:
                        # Half a step ahead of v, like the other gates.
                        for half in range(ZERO, wide, EIGHT):
                            store(before, half, 1.5 * load(now, half) - 0.5 * load(before, half))
                    if dynamic < blocks:
                        instant_lanes(
                            before, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot,
                            width, wide,
                        )  # fmt: skip
                    turn(by_lane, by_slot, ZERO, dynamic, width, wide)
                    if live:
                        for p in range(pools):
                            for half in range(ZERO, wide, EIGHT):
                                place = (here + p) * WIDE + half
                                level = load(by_slot, place)
                                store(by_slot, place, 1.5 * level - 0.5 * load(by_slot, place + TILE))
                                store(by_slot, place + TILE, level)
                            turn(by_lane, by_slot, spots[p, 0], spots[p, 1], width, wide)
                        seen |= follow(
                            by_lane, by_slot, flat_levels, level_stride, blocks, spots, here, width, wide, begins, parts
                        )
                    if keep:
                        for q in slots:
                            mean = q < dynamic * EIGHT
                            if live:
                                for p in range(pools):
                                    mean |= spots[p, 0] * EIGHT <= q and q < spots[p, 1] * EIGHT
                            if mean:
                                for half in range(ZERO, wide, EIGHT):
                                    place = q * SHEET + sample + half
                                    store(states, place, 0.5 * (load(states, place) + load(by_slot, q * WIDE + half)))
                    if live:
                        flows(by_slot, before, g16, e16, ends, factors, law, spots, flow, work, here, wide)
                    for half in range(ZERO, wide, EIGHT):
                        if live:
                            total = load(work, TOTAL_OF * WIDE + half)
                            drive = load(work, DRIVE_OF * WIDE + half)
                            for p in range(pools):
                                sums = p * WIDE + half
                                out = half_step * -flow[p, 0]
                                loss = half_step * flow[p, 1]
                                ahead = load(by_slot, (here + p) * WIDE + half)
                                level = load(by_slot, (here + EIGHT + p) * WIDE + half)
                                lift = load(work, S_OF * WIDE + sums)
                                inverse = 1.0 / (1.0 + loss + out * lift)
                                pulled = out * load(work, J_OF * WIDE + sums) - (ahead - flow[p, 2]) * loss
                                fixed = (pulled - (ahead - level)) * inverse
                                moved = out * load(work, G_OF * WIDE + sums) * inverse
                                store(work, FIXED_OF * WIDE + sums, fixed)
                                store(work, MOVED_OF * WIDE + sums, moved)
                                total = total - lift * moved
                                drive = drive - lift * fixed
                        else:
                            total, drive = conductances(by_slot, half, g16, e16, ends, factors)
                        old = load(now, half)
                        z = 0.5 * load(gain, half) * total
                        pushed = load(gain, half) * (load(injected, sample + half) + drive)
                        store(before, half, old)
                        store(now, half, (old * (1.0 - z) + pushed) / (1.0 + z))
                        if live:
                            middle = 0.5 * (old + load(now, half))
                            for p in range(pools):
                                sums = p * WIDE + half
                                level = load(by_slot, (here + EIGHT + p) * WIDE + half)
                                y = load(work, FIXED_OF * WIDE + sums) - load(work, MOVED_OF * WIDE + sums) * middle
                                ahead = load(by_slot, (here + p) * WIDE + half)
                                store(by_slot, (here + p) * WIDE + half, 2.0 * (ahead + y) - level)
            deliver(voltages, ZERO, v_out, at_start, count, samples, n, long)
            if record:
                expand_lanes(
                    first, count, sweeps, samples, start, n, states, voltages, slots, ends, factors, channel_ends,
                    g16, e16, law, spots, flow, gates_out, currents_out, currents, long,
                )  # fmt: skip
            if seen >= rows:
                reached = start
                break
        if live:
            for p in range(pools):
                for lane in range(count):
                    by_lane[lane * x.shape[1] + np.int64(here + p)] = by_slot[(here + p) * WIDE + U(lane)]
                    by_lane[lane * x.shape[1] + np.int64(here + EIGHT + p)] = by_slot[
                        (here + EIGHT + p) * WIDE + U(lane)
                    ]
            for lane in range(count):
                by_lane[(lane + 1) * x.shape[1] - 1] = before[lane]
        for lane in range(count):
            v[first + lane] = now[lane]
            carry[first + lane, 0] = before[lane]
            copy(x, U(first + lane) * width, by_lane, U(lane) * width, width)
        return sub, 0, reached

    return propagate_lanes


propagate_lanes, propagate_lanes_live = many(False), many(True)
