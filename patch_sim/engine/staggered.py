"""Gates and v leap over each other: second order, and stable at any step (Hines 1984).

Gates stand at half steps and move by x ← A(v) + B(v) x; v stands at whole steps and moves by Crank-Nicolson,
C dv/dt = I - sum_r g_r prod(x) (v - E_r). The table decides what A and B are: Crank-Nicolson (`fast`) or the exact
exponential (`neuron`). A recorded gate is the mean of the half steps before and after its sample.

A model is arrays only (`tables.py`), so kernels are compiled once for all cells. Their arguments, here and in
`runge_kutta.py`:

first, count    the sweeps to run, of all
interval, sub   sampling interval (ms) and steps in it
table           (rows, blocks, 8 coefficients, 8 gates), two cubics a gate: the rates a and s, or A and B of the step
origin, per_mv  v stands in row v * per_mv + origin, and origin is whole
instant         the first block of gates without a time constant, whose first cubic is their steady state
ends, factors   conductance row r is g[r] times the gates x[factors[ends[r - 1]:ends[r]]]
channel_ends    channel k owns the rows channel_ends[k - 1]:channel_ends[k]
slots           where each gate stands in x
g, e, c         (conductance rows, sweeps) in nS and mV, (sweeps,) in pF
command         sweeps × samples in pA, flat; sample k holds from k to k + 1
v, x            (sweeps,) in mV and (sweeps, 8 blocks): the first state, replaced by the one after the last sample
v_out           sweeps × samples, flat
gates_out, currents_out     gates and (channels + 1) × sweeps × samples, flat; the last current is the sum. Written if
                `record`

They return the finest division of the interval, the blocks made again with half the step, and the samples solved: fewer
than there are if v left the table in the block of 64 that follows.
"""

import numpy as np

from . import lanes, single
from .lanes import LANES, SHEET, WIDE, conductances, deliver, fetch, locate, spread, turn
from .simd import ROUND, kernel, load, row_of, splat, store, zeros
from .single import BLOCK, EIGHT, HALF_ROW, ONE, ROW, ZERO, U, conductance, cubic

instant_one, expand_one = single.at_once, single.expand
instant_lanes, expand_lanes = lanes.at_once, lanes.expand


@kernel
def propagate_one(
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
    # With G and I in units of 2 C / step, Crank-Nicolson is (v (1 - G) + 2 (I + sum(g e))) / (1 + G).
    unit = 0.5 * interval / sub / c[first]
    scaled = g1 * unit
    state = zeros(np.int64(width))
    state[:] = x[first]
    states = zeros(np.int64(width) * BLOCK)
    voltages = zeros(BLOCK)
    base = first * samples
    seen = ZERO
    reached = samples
    now = v[first]
    before = now
    for start in range(0, samples, BLOCK):
        stop = min(start + BLOCK, samples)
        for i in range(start, stop):
            injected = command[base + i] * unit
            v_out[base + i] = now
            kept = U(i - start) * width
            voltages[i - start] = now
            for s in range(sub):
                keep = record and s == 0
                rounded = now * per_mv + (origin + ROUND)
                row = row_of(rounded)
                seen |= row
                f = splat(now * per_mv + origin - (rounded - ROUND))
                at = (row & (rows - ONE)) * stride
                for block in range(ZERO, dynamic * EIGHT, EIGHT):
                    old = load(state, block)
                    new = cubic(flat, at, f) + cubic(flat, at + HALF_ROW, f) * old
                    store(state, block, new)
                    if keep:
                        store(states, kept + block, 0.5 * (old + new))
                    at += ROW
                if dynamic < blocks:
                    if keep:
                        instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, states, kept)
                    # Half a step ahead of v, like the other gates.
                    instant_one(1.5 * now - 0.5 * before, flat, rows, blocks, dynamic, origin, per_mv, state, ZERO)
                total, drive = conductance(state, scaled, e1, ends, factors, injected)
                before = now
                now = (now * (1.0 - total) + 2.0 * drive) / (1.0 + total)
        if record:
            expand_one(
                first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                gates_out, currents_out,
            )  # fmt: skip
        if seen >= rows:
            reached = start
            break
    v[first] = now
    x[first] = state
    return sub, 0, reached


@kernel
def propagate_lanes(
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
        before[lane] = v[sweep]
        by_lane[lane * x.shape[1] : (lane + 1) * x.shape[1]] = x[sweep]
    turn(by_lane, by_slot, ZERO, blocks, width, wide)
    seen = ZERO
    reached = samples
    for start in range(0, samples, BLOCK):
        n = min(BLOCK, samples - start)
        at_start = U(first * samples + start)
        fetch(command, at_start, count, samples, n, injected)
        for k in range(n):
            here = U(k) * WIDE
            for half in range(ZERO, wide, EIGHT):
                store(voltages, here + half, load(now, half))
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
                if keep:
                    if dynamic < blocks:
                        instant_lanes(
                            now, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot, wide
                        )
                    for q in slots:
                        for half in range(ZERO, wide, EIGHT):
                            store(states, q * SHEET + here + half, load(by_slot, q * WIDE + half))
                if dynamic < blocks:
                    # Half a step ahead of v, like the other gates.
                    for half in range(ZERO, wide, EIGHT):
                        store(before, half, 1.5 * load(now, half) - 0.5 * load(before, half))
                    instant_lanes(
                        before, flat, rows, blocks, dynamic, origin, per_mv, rounded, fractions, by_lane, by_slot, wide
                    )
                turn(by_lane, by_slot, ZERO, dynamic, width, wide)
                if keep:
                    for q in slots:
                        if q < dynamic * EIGHT:
                            for half in range(ZERO, wide, EIGHT):
                                place = q * SHEET + here + half
                                store(states, place, 0.5 * (load(states, place) + load(by_slot, q * WIDE + half)))
                for half in range(ZERO, wide, EIGHT):
                    total, drive = conductances(by_slot, half, g16, e16, ends, factors)
                    old = load(now, half)
                    z = 0.5 * load(gain, half) * total
                    pushed = load(gain, half) * (load(injected, here + half) + drive)
                    store(before, half, old)
                    store(now, half, (old * (1.0 - z) + pushed) / (1.0 + z))
        deliver(voltages, ZERO, v_out, at_start, count, samples, n, long)
        if record:
            expand_lanes(
                first, count, sweeps, samples, start, n, states, voltages, slots, ends, factors, channel_ends, g16, e16,
                gates_out, currents_out, currents, long,
            )  # fmt: skip
        if seen >= rows:
            reached = start
            break
    for lane in range(count):
        v[first + lane] = now[lane]
        x[first + lane] = by_lane[lane * x.shape[1] : (lane + 1) * x.shape[1]]
    return sub, 0, reached
