"""The method of `adaptive.py` for membranes with pools: concentrations and what follows them beside v and its gates.

A step is accepted when the embedded method differs by less than `tolerance` in v (mV), and by a hundredth of it in
every gate and, as a share of it, in every concentration. Arguments as in `adaptive.py`.
"""

import numpy as np

from . import single
from .adaptive import FIRST, GAMMA, GATE_WEIGHT, LEAST, MOST, SAFE, SHORTEST, A, C, D, between
from .bits import ROUND, row_of
from .bordered import eliminate, live_jacobian, live_slopes, solve
from .packed import numbered
from .raw import raw
from .simd import column, copy, cubic, kernel, largest, load, maximum, splat, store, zeros
from .single import BLOCK, EIGHT, ONE, ROW, SEVEN, WORK, ZERO, U, level_of

expand_one, instant_one = single.expand, single.at_once


@kernel
def moves(dynamic, here, spots):
    """The slots where blocks with time constants begin, concentrations last, and the head of each block of gates."""
    pools = U(spots.shape[0])
    moving, head_of = np.empty(np.int64(here), np.uint64), np.empty(np.int64(here), np.uint64)
    n = ZERO
    for block in range(dynamic):
        moving[n], head_of[n] = block * EIGHT, pools
        n += ONE
    for p in range(pools):
        for block in range(spots[p, 0], spots[p, 1]):
            moving[n], head_of[n] = block * EIGHT, p
            n += ONE
    moving[n] = here
    return moving[: n + ONE], head_of[:n]


@kernel
def adaptive_one_live(
    first, count, interval, sub, table, origin, per_mv, instant, ends, factors, channel_ends, slots,
    law, levels, packing, spots, flow, clamped, g, e, c, command, v, x, carry, since, until, v_out, gates_out,
    currents_out, record, tolerance,
):  # fmt: skip
    """One sweep (`count` is 1). Returns the intervals over the shortest step, and how many steps were refused."""
    sweeps = v.shape[0]
    samples = v_out.shape[0] // sweeps
    rows = U(table.shape[0])
    blocks = U(table.shape[1])
    dynamic = U(instant)
    width = U(x.shape[1])
    size = np.int64(width)
    here = width - U(16)
    pools = U(spots.shape[0])
    flat, flat_levels = raw(table), raw(levels)
    level_stride = U(levels.shape[1]) * ROW
    per_c = 1.0 / c[first]
    g1, e1, scaled = column(g, first, 1.0), column(e, first, 1.0), column(g, first, per_c)
    flow1 = np.empty_like(flow)
    copy(flow1, ZERO, flow, ZERO, pools * SEVEN)
    for p in range(pools):
        flow1[p, 0] *= c[first]
    term_ends, pair_ends, terms, powers = packing.term_ends, packing.pair_ends, packing.terms, packing.powers
    places, pages = packing.places, packing.pages
    numbers = numbered(packing.numbers, packing.rows, scaled, e1, law)
    moving, head_of = moves(dynamic, here, spots)
    y, new, begun = zeros(size), zeros(size), zeros(size)
    trial = zeros(size + 8)  # a one stands behind it
    own_place = U(first) * width
    copy(y, ZERO, x, own_place, width)
    copy(trial, ZERO, y, ZERO, width)
    trial[width] = 1.0
    stages = zeros(6 * size)
    u_v, ramp = zeros(8), zeros(8)
    for k in range(8):
        ramp[k] = k
    heads = np.int64(pools) + 1
    by_slot = zeros(heads * size)
    of_slot, speed, inverse, follow = zeros(size), zeros(size), zeros(size), zeros(size)
    own, left, head = np.zeros((heads, heads)), np.zeros((heads, heads)), zeros(heads)
    third, fourth, work = zeros(size), zeros(size), zeros(np.int64(WORK))
    states, voltages = zeros(size * BLOCK), zeros(BLOCK)
    base = first * samples
    now = v[first]
    h = FIRST
    shortest = np.inf
    refused = 0
    t = 0.0
    done, filled, jump, begin = since, since, since, since
    injected, begun_v = 0.0, 0.0
    jumped, moved = True, True
    length = np.int64(0)
    first_seen = ZERO
    while done < until or not jumped:
        if jumped:
            injected = command[base + done] * per_c
            jump = done + 1
            while jump < until and command[base + jump] == command[base + done]:
                jump += 1
            h = min(h, FIRST)
            t = 0.0
            length = jump - done
            begin = done
            jumped = False
            v_out[base + done] = now
        rest = length * interval - t
        ends_here = h >= rest * 0.999999
        if ends_here:
            h = rest
        if moved:
            for m in range(U(moving.shape[0])):
                store(trial, moving[m], load(y, moving[m]))
            begun_v, first_seen = live_slopes(
                now, trial, injected, flat, flat_levels, rows, blocks, level_stride, dynamic, origin, per_mv, here,
                spots, flow1, term_ends, pair_ends, terms, powers, places, numbers, pages, work, begun,
            )  # fmt: skip
            live_jacobian(
                now, trial, flat, flat_levels, rows, blocks, level_stride, dynamic, origin, per_mv, here, spots, flow1,
                scaled, e1, ends, factors, law, by_slot, of_slot, speed, own,
            )  # fmt: skip
            moved = False
        eliminate(1.0 / (GAMMA * h), own, by_slot, of_slot, speed, moving, head_of, inverse, follow, left)
        seen = first_seen
        stage_v = now
        for stage in range(6):
            stage_v = now
            slope_v = begun_v
            if stage == 0:
                copy(new, ZERO, begun, ZERO, width)
            else:
                for j in range(stage):
                    stage_v += A[stage, j] * u_v[j]
                for m in range(U(moving.shape[0])):
                    block = moving[m]
                    there = load(y, block)
                    for j in range(stage):
                        there = there + A[stage, j] * load(stages, U(j) * width + block)
                    store(trial, block, there)
                slope_v, row = live_slopes(
                    stage_v, trial, injected, flat, flat_levels, rows, blocks, level_stride, dynamic, origin, per_mv,
                    here, spots, flow1, term_ends, pair_ends, terms, powers, places, numbers, pages, work, new,
                )  # fmt: skip
                seen |= row
                for j in range(stage):
                    slope_v += C[stage, j] / h * u_v[j]
                for m in range(U(moving.shape[0])):
                    block = moving[m]
                    slope = load(new, block)
                    for j in range(stage):
                        slope = slope + C[stage, j] / h * load(stages, U(j) * width + block)
                    store(new, block, slope)
            u_v[stage] = solve(
                slope_v, new, by_slot, moving, head_of, inverse, follow, left, here, head, stages, U(stage) * width
            )
        error_gate = splat(0.0)
        for m in range(U(head_of.shape[0])):
            last = load(stages, U(5) * width + moving[m])
            error_gate = maximum(error_gate, maximum(last, 0.0 - last))
        error_share = largest(error_gate)
        for m in range(U(moving.shape[0])):
            store(new, moving[m], load(trial, moving[m]) + load(stages, U(5) * width + moving[m]))
        for p in range(pools):
            error_share = max(error_share, abs(stages[U(5) * width + here + p]) / y[here + p])
            seen |= level_of(new[here + p])[0]
        after = stage_v + u_v[5]
        error = max(abs(u_v[5]), GATE_WEIGHT * error_share) / tolerance
        lost = seen >= rows or row_of(after * per_mv + (origin + ROUND)) >= rows
        if lost or not error <= 1.0:
            refused += 1
            h *= LEAST if lost else max(LEAST, SAFE * error**-0.25)
            if h < SHORTEST:
                break
            continue
        shortest = min(shortest, h)
        third_v, fourth_v = 0.0, 0.0
        for j in range(5):
            third_v += D[0, j] * u_v[j]
            fourth_v += D[1, j] * u_v[j]
        if record:
            for m in range(U(moving.shape[0])):
                c3, c4 = splat(0.0), splat(0.0)
                for j in range(5):
                    u = load(stages, U(j) * width + moving[m])
                    c3 = c3 + D[0, j] * u
                    c4 = c4 + D[1, j] * u
                store(third, moving[m], c3)
                store(fourth, moving[m], c4)
        reach = jump if ends_here else begin + np.int64(np.ceil((t + h) / interval - 1e-9))
        per_h = 1.0 / h
        share = ((done - begin) * interval - t) * per_h
        between(
            now, after, third_v, fourth_v, share, interval * per_h, ramp, v_out, U(base + done), U(reach - done)
        )  # fmt: skip
        if record:
            for i in range(done, reach):
                s = ((i - begin) * interval - t) * per_h
                w = 1.0 - s
                there_v = v_out[base + i]
                place = U(i % BLOCK) * width
                voltages[i % BLOCK] = there_v
                for m in range(U(moving.shape[0])):
                    block = moving[m]
                    inner = load(third, block) + s * load(fourth, block)
                    store(states, place + block, w * load(y, block) + s * (load(new, block) + w * inner))
                if dynamic < blocks:
                    instant_one(there_v, flat, rows, blocks, dynamic, origin, per_mv, states, place)
                for p in range(pools):
                    row, part = level_of(states[place + here + p])
                    f = splat(part)
                    at = (row & (rows - ONE)) * level_stride - blocks * ROW
                    for block in range(spots[p, 1], spots[p, 2]):
                        store(states, place + block * EIGHT, cubic(flat_levels, at + block * ROW, f))
                if (i + 1) % BLOCK == 0 or i + 1 == until:
                    expand_one(
                        first, sweeps, samples, filled, i + 1, states, voltages, slots, ends, factors, channel_ends,
                        g1, e1, law, spots, flow, gates_out, currents_out,
                    )  # fmt: skip
                    filled = i + 1
        done = reach
        t += h
        now = after
        for m in range(U(moving.shape[0])):
            store(y, moving[m], load(new, moving[m]))
        moved = True
        if ends_here:
            jumped = True
        h *= min(MOST, max(LEAST, SAFE * max(error, 1e-12) ** -0.25))
    for p in range(pools):
        y[here + EIGHT + p] = y[here + p]
    y[width - ONE] = now
    v[first] = now
    copy(x, own_place, y, ZERO, width)
    finest = 1 if shortest >= interval else np.int64(np.rint(interval / shortest))
    return finest, refused, done
