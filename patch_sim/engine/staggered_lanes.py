"""The staggered kernels of `staggered.py` for up to sixteen sweeps together."""

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
from .simd import copy, cubic, kernel, load, load4, splat, splat4, store, zeros
from .single import (
    BLOCK,
    DRIVE_OF,
    EIGHT,
    FIXED_OF,
    FOUR,
    G_OF,
    HALF_ROW,
    J_OF,
    MOVED_OF,
    NARROW,
    ONE,
    ROW,
    S_OF,
    SEVEN,
    TOTAL_OF,
    WORK,
    ZERO,
    U,
)  # fmt: skip

instant_lanes, expand_lanes = lanes.at_once, pages.expand


def many(live):
    """The kernel of many sweeps, for membranes with pools if `live`."""

    @kernel
    def propagate_lanes(
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
        half_step = 0.5 * interval / sub
        n_rows, sheets = U(g.shape[0]), U(channel_ends.shape[0] + 1)
        flat, flat_levels = raw(table), raw(levels)
        raw_slots, n_slots = raw(slots), U(slots.shape[0])
        raw_ends, raw_factors, raw_law, raw_spots, raw_flow = raw(ends), raw(factors), raw(law), raw(spots), raw(flow)

        each, kept = width * WIDE, width * SHEET if record else ZERO
        memory = zeros(np.int64((n_rows + n_rows + U(6)) * WIDE + each + each + TILE + WORK * WIDE))
        g16 = raw(memory)
        e16 = beyond(g16, n_rows * WIDE)
        now = beyond(e16, n_rows * WIDE)
        before, gain = beyond(now, WIDE), beyond(now, WIDE * U(2))
        rounded, fractions = beyond(now, WIDE * U(3)), beyond(now, WIDE * U(4))
        rows_seen = beyond(now, WIDE * U(5))
        by_lane = beyond(now, WIDE * U(6))
        by_slot = beyond(by_lane, each)
        parts = beyond(by_slot, each)
        work = beyond(parts, TILE)
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
            gain[U(lane)] = interval / sub / c[sweep]
            now[U(lane)] = v[sweep]
            copy(by_lane, U(lane) * width, x, U(sweep) * width, width)
            before[U(lane)] = by_lane[U(lane + 1) * width - ONE] if live else carry[sweep, 0]
        turn(by_lane, by_slot, ZERO, width >> U(3), width, wide)
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
                    note(rounded, rows_seen, wide)
                    for lane in range(wide):
                        f = splat(fractions[lane])
                        at = (bits(rounded[lane]) & (rows - ONE)) * stride
                        place = lane * width
                        if narrow:
                            f4 = splat4(fractions[lane])
                            moved = cubic(flat, at + NARROW, f4) * load4(by_lane, place)
                            store(by_lane, place, cubic(flat, at, f4) + moved)
                            continue
                        for _ in range(dynamic):
                            new = cubic(flat, at, f) + cubic(flat, at + HALF_ROW, f) * load(by_lane, place)
                            store(by_lane, place, new)
                            at += ROW
                            place += EIGHT
                    if live:
                        seen |= follow(
                            by_lane, by_slot, flat_levels, level_stride, blocks, raw_spots, pools, here, width, wide,
                            begins, parts,
                        )  # fmt: skip
                    for p in range(pools):
                        for lane in range(wide):
                            spot = p * WIDE + lane
                            f = splat(parts[spot])
                            for block in range(raw_spots[p * FOUR], raw_spots[p * FOUR + ONE]):
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
                        keep_slots(by_slot, states, sample, raw_slots, n_slots, raw_spots, pools, wide)
                    if live or dynamic < blocks:
                        # Half a step ahead of v, like the other gates.
                        for half in range(ZERO, wide, EIGHT):
                            store(before, half, 1.5 * load(now, half) - 0.5 * load(before, half))
                    if dynamic < blocks:
                        instant_lanes(
                            before, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot,
                            width, wide,
                        )  # fmt: skip
                    if narrow:
                        turn4(by_lane, by_slot, width, wide)
                    else:
                        turn(by_lane, by_slot, ZERO, dynamic, width, wide)
                    for p in range(pools):
                        for half in range(ZERO, wide, EIGHT):
                            place = (here + p) * WIDE + half
                            level = load(by_slot, place)
                            store(by_slot, place, 1.5 * level - 0.5 * load(by_slot, place + TILE))
                            store(by_slot, place + TILE, level)
                        turn(by_lane, by_slot, raw_spots[p * FOUR], raw_spots[p * FOUR + ONE], width, wide)
                    if live:
                        seen |= follow(
                            by_lane, by_slot, flat_levels, level_stride, blocks, raw_spots, pools, here, width, wide,
                            begins, parts,
                        )  # fmt: skip
                    if keep:
                        for n_slot in range(n_slots):
                            q = raw_slots[n_slot]
                            mean = q < dynamic * EIGHT
                            for p in range(pools):
                                slow = raw_spots[p * FOUR] * EIGHT <= q and q < raw_spots[p * FOUR + ONE] * EIGHT
                                mean = mean or slow
                            if mean:
                                for half in range(ZERO, wide, EIGHT):
                                    place = q * SHEET + sample + half
                                    store(states, place, 0.5 * (load(states, place) + load(by_slot, q * WIDE + half)))
                    if live:
                        flows(
                            by_slot, before, g16, e16, raw_ends, raw_factors, raw_law, n_rows, raw_spots, raw_flow,
                            pools, work, here, wide,
                        )  # fmt: skip
                    for half in range(ZERO, wide, EIGHT):
                        if live:
                            total = load(work, TOTAL_OF * WIDE + half)
                            drive = load(work, DRIVE_OF * WIDE + half)
                        else:
                            total, drive = conductances(by_slot, half, g16, e16, n_rows, raw_ends, raw_factors)
                        for p in range(pools):
                            sums = p * WIDE + half
                            ahead = load(by_slot, (here + p) * WIDE + half)
                            speed, goal = toward(raw_flow, p * SEVEN, ahead)
                            out, loss = half_step * -raw_flow[p * SEVEN], half_step * speed
                            level = load(by_slot, (here + EIGHT + p) * WIDE + half)
                            lift = load(work, S_OF * WIDE + sums)
                            inverse = 1.0 / (1.0 + loss + out * lift)
                            pulled = out * load(work, J_OF * WIDE + sums) - (ahead - goal) * loss
                            fixed = (pulled - (ahead - level)) * inverse
                            moved = out * load(work, G_OF * WIDE + sums) * inverse
                            store(work, FIXED_OF * WIDE + sums, fixed)
                            store(work, MOVED_OF * WIDE + sums, moved)
                            total = total - lift * moved
                            drive = drive - lift * fixed
                        old = load(now, half)
                        z = 0.5 * load(gain, half) * total
                        pushed = load(gain, half) * (load(injected, sample + half) + drive)
                        arrived = (old * (1.0 - z) + pushed) / (1.0 + z)
                        store(before, half, old)
                        store(now, half, arrived)
                        middle = 0.5 * (old + arrived)
                        for p in range(pools):
                            sums = p * WIDE + half
                            level = load(by_slot, (here + EIGHT + p) * WIDE + half)
                            y = load(work, FIXED_OF * WIDE + sums) - load(work, MOVED_OF * WIDE + sums) * middle
                            ahead = load(by_slot, (here + p) * WIDE + half)
                            store(by_slot, (here + p) * WIDE + half, 2.0 * (ahead + y) - level)
            deliver(voltages, ZERO, v_out, at_start, count, samples, n, long)
            if record:
                expand_lanes(
                    first, count, sweeps, samples, start, n, states, here, voltages, slots, ends, factors, channel_ends,
                    g16, e16, law, spots, flow, gates_out, currents_out, currents, long,
                )  # fmt: skip
            seen |= noted(rows_seen, wide)
            if seen >= rows:
                reached = start
                break
        for lane in range(U(count) if live else ZERO):
            for p in range(here, here + pools):
                by_lane[lane * width + p] = by_slot[p * WIDE + lane]
                by_lane[lane * width + p + EIGHT] = by_slot[(p + EIGHT) * WIDE + lane]
            by_lane[(lane + ONE) * width - ONE] = before[lane]
        for lane in range(count):
            v[first + lane] = now[U(lane)]
            carry[first + lane, 0] = before[U(lane)]
            copy(x, U(first + lane) * width, by_lane, U(lane) * width, width)
        hold((memory, begin_rows, pages))
        return sub, 0, reached

    return propagate_lanes


propagate_lanes, propagate_lanes_live = many(False), many(True)
