"""Gates and v leap over each other: second order, and stable at any step (Hines 1984).

Gates stand at half steps and move by x ← A(v) + B(v) x; v stands at whole steps and moves by Crank-Nicolson,
C dv/dt = I - sum_r g_r prod(x) (v - E_r). The table decides what A and B are: Crank-Nicolson (`fast`) or the exact
exponential (`neuron`). A recorded gate is the mean of the half steps before and after its sample.

Concentrations stand at whole steps and move together with v. Linearized at c*, where the last step leads in half a one,
dc/dt = gain (G w - J + S y) + speed (goal - c), y = c - c* and w = v, both at mid-step; without a pump speed is 1/tau
and goal the rest. That gives y = fixed - moved w, and with it the equation of v: stable at any step too.

A model is arrays only (`tables.py`), so kernels are compiled once for all cells. Their arguments, here and in
`runge_kutta.py`:

first, count    the sweeps to run, of all
interval, sub   sampling interval (ms) and steps in it
table           (rows, blocks, 8 coefficients, 8 gates), two cubics a gate: the rates a and s, or A and B of the step;
                (rows, 1, 8, 4) where four gates are all and there is no electrode
origin, per_mv  v stands in row v * per_mv + origin, and origin is whole
instant         the first block of gates without a time constant, whose first cubic is their steady state
ends, factors   conductance row r is g[r] times the gates x[factors[ends[r - 1]:ends[r]]]
channel_ends    channel k owns the rows channel_ends[k - 1]:channel_ends[k]
slots           where each gate stands in x, and behind the gates each concentration
law             of each row: 0, or the pool that its reversal follows (`tables.py`)
levels          (rows, blocks, 8, 8) like `table`, over concentration
packing         the rows in groups of eight (`packed.py`)
spots, flow     (pools, 4) and (pools, 7), see `pools.py`
clamped         whether the command is v itself, in mV (Runge-Kutta with pools only)
g, e, c         (conductance rows, sweeps) in nS and mV, (sweeps,) in pF
command         sweeps × samples in pA, flat; sample k holds from k to k + 1
v, x            (sweeps,) in mV and (sweeps, slots): the first state, replaced by the one after the last sample
carry           (sweeps, 2): v one step before, and the steps in the interval by now; replaced like v and x
since, until    the samples to solve, `since` a multiple of 64; from stretch to stretch as in one run, to the last bit
v_out           sweeps × samples, flat
gates_out, currents_out     slots and (channels + 1) × sweeps × samples, flat; the last current is the sum. Written if
                `record`

They return the finest division of the interval, the blocks made again with half the step, and how far they came: not to
`until` if v or a concentration left its table in the block of 64 that follows.
"""

import numpy as np

from . import single
from .bits import ROUND, row_of
from .joined import EARLY, EARLY_N, EARLY_U, JUMP, MEAN, MEAN_N, MEAN_U, carried, dot, numbers_at, pushed, vector_at
from .packed import MANY, numbered, packed_flows
from .raw import beyond, hold, raw
from .simd import column, copy, cubic, kernel, load, load4, splat, splat4, store, zeros
from .single import (
    BLOCK,
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
    WORK,
    ZERO,
    U,
    conductance,
    level_of,
    toward,
)  # fmt: skip

instant_one, expand_one = single.at_once, single.expand


def one(joint):
    """The kernel of one sweep, in a circuit (`joined.py`) if `joint`."""

    @kernel
    def propagate_one(
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
        # With G and I in units of 2 C / step, Crank-Nicolson is (v (1 - G) + 2 (I + sum(g e))) / (1 + G).
        unit = 0.5 * interval / sub / c[first]
        n_rows = U(g1.size)
        scaled = column(g, first, unit)
        raw_scaled = raw(scaled)
        packed = n_rows >= MANY or spots.shape[0] > 0
        raw_e, raw_ends, raw_factors, raw_spots, raw_flow = raw(e1), raw(ends), raw(factors), raw(spots), raw(flow)
        groups = U(packing.term_ends.shape[0])
        term_ends, pair_ends, terms = raw(packing.term_ends), raw(packing.pair_ends), raw(packing.terms)
        powers, places, pages = raw(packing.powers), raw(packing.places), raw(packing.pages)
        opening = numbered(packing.numbers, packing.rows, scaled, e1, law)
        numbers = raw(opening)
        memory = zeros(np.int64(width + EIGHT + WORK))
        state = raw(memory)
        work = beyond(state, width + EIGHT)
        own = U(first) * width
        copy(state, ZERO, x, own, width)
        state[width] = 1.0  # a one stands behind it
        states = zeros(np.int64(width) * BLOCK)
        voltages = zeros(BLOCK)
        raw_states, raw_voltages = raw(states), raw(voltages)
        base = first * samples
        seen = ZERO
        reached = until
        now = v[first]
        before = carry[first, 0]
        pools = U(spots.shape[0])
        here = width - U(16) if pools else ZERO
        flat_levels = raw(levels)
        level_stride = U(levels.shape[1]) * ROW
        half_step = 0.5 * interval / sub
        if pools:
            before = state[width - ONE]
        if joint:
            steps, z, z_out, holding, window, half_table = electrode
            nodes = U(z.shape[1] + 1)
            flat_steps = raw(steps)
            flat_half = raw(half_table)
            circuit = zeros(np.int64(nodes + nodes))
            y = raw(circuit)
            full = beyond(y, nodes)
            y[ZERO] = now
            copy(y, ONE, z, U(first) * (nodes - ONE), nodes - ONE)
            current = carry[first, 0]
            place = numbers_at(ZERO, nodes)
        for start in range(since, until, BLOCK):
            stop = min(start + BLOCK, until)
            for i in range(start, stop):
                injected = command[base + i] * unit
                jumps = False
                if joint:
                    injected = 0.0
                    u = command[base + i]
                    jumps = window > 0 and abs(u - (command[base + i - 1] if i else holding)) > JUMP
                    for k in range(ONE, nodes):
                        z_out[((k - ONE) * U(sweeps) + U(first)) * U(samples) + U(i)] = y[k]
                v_out[base + i] = now
                kept = U(i - start) * width
                raw_voltages[U(i - start)] = now
                for s in range(sub):
                    keep = record and s == 0
                    rounded = now * per_mv + (origin + ROUND)
                    row = row_of(rounded)
                    seen |= row
                    f = splat(now * per_mv + origin - (rounded - ROUND))
                    at = (row & (rows - ONE)) * stride
                    ahead_v = 1.5 * now - 0.5 * before
                    if joint:
                        carried(flat_steps, ZERO, nodes, y, full, u)
                        free_v = flat_steps[place + MEAN_U] * u + dot(
                            flat_steps, vector_at(ZERO, nodes, MEAN), y, nodes
                        )
                        ahead_v = free_v + flat_steps[place + MEAN_N] * current
                        if jumps and s == 0:
                            for block in range(ZERO, dynamic * EIGHT, EIGHT):
                                old = load(state, block)
                                new = cubic(flat_half, at, f) + cubic(flat_half, at + HALF_ROW, f) * old
                                store(state, block, new)
                                if keep:
                                    store(raw_states, kept + block, new)
                                at += ROW
                            # The other half at the mean of v in it.
                            early_v = (
                                flat_steps[place + EARLY_U] * u
                                + flat_steps[place + EARLY_N] * current
                                + dot(flat_steps, vector_at(ZERO, nodes, EARLY), y, nodes)
                            )
                            rounded = early_v * per_mv + (origin + ROUND)
                            row = row_of(rounded)
                            seen |= row
                            f = splat(early_v * per_mv + origin - (rounded - ROUND))
                            at = (row & (rows - ONE)) * stride
                            for block in range(ZERO, dynamic * EIGHT, EIGHT):
                                old = load(state, block)
                                store(state, block, cubic(flat_half, at, f) + cubic(flat_half, at + HALF_ROW, f) * old)
                                at += ROW
                    if narrow:
                        f4 = splat4(now * per_mv + origin - (rounded - ROUND))
                        old4 = load4(state, ZERO)
                        new4 = cubic(flat, at, f4) + cubic(flat, at + NARROW, f4) * old4
                        store(state, ZERO, new4)
                        if keep:
                            store(raw_states, kept, 0.5 * (old4 + new4))
                    for block in range(ZERO, ZERO if narrow or (jumps and s == 0) else dynamic * EIGHT, EIGHT):
                        old = load(state, block)
                        new = cubic(flat, at, f) + cubic(flat, at + HALF_ROW, f) * old
                        store(state, block, new)
                        if keep:
                            store(raw_states, kept + block, 0.5 * (old + new))
                        at += ROW
                    for p in range(pools):
                        level = state[here + p]
                        row, part = level_of(level)
                        seen |= row
                        f = splat(part)
                        at = (row & (rows - ONE)) * level_stride - blocks * ROW
                        for block in range(raw_spots[p * FOUR], raw_spots[p * FOUR + ONE]):
                            old = load(state, block * EIGHT)
                            there = at + block * ROW
                            new = cubic(flat_levels, there, f) + cubic(flat_levels, there + HALF_ROW, f) * old
                            store(state, block * EIGHT, new)
                            if keep:
                                store(raw_states, kept + block * EIGHT, 0.5 * (old + new))
                        if keep:
                            for block in range(raw_spots[p * FOUR + ONE], raw_spots[p * FOUR + U(2)]):
                                store(raw_states, kept + block * EIGHT, cubic(flat_levels, at + block * ROW, f))
                            raw_states[kept + here + p] = level
                        ahead = 1.5 * level - 0.5 * state[here + EIGHT + p]
                        row, part = level_of(ahead)
                        seen |= row
                        f = splat(part)
                        at = (row & (rows - ONE)) * level_stride - blocks * ROW
                        for block in range(raw_spots[p * FOUR + ONE], raw_spots[p * FOUR + U(2)]):
                            store(state, block * EIGHT, cubic(flat_levels, at + block * ROW, f))
                        state[here + p] = ahead
                        state[here + EIGHT + p] = level
                    if dynamic < blocks:
                        if keep:
                            instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, raw_states, kept)
                        # Half a step ahead of v, like the other gates.
                        instant_one(ahead_v, flat, rows, blocks, dynamic, origin, per_mv, state, ZERO)
                    if packed:
                        total, drive = packed_flows(
                            state, ahead_v, groups, term_ends, pair_ends, terms, powers, places, numbers,
                            pages, pools, raw_spots, raw_flow, here, work, injected,
                        )  # fmt: skip
                    else:
                        total, drive = conductance(state, n_rows, raw_scaled, raw_e, raw_ends, raw_factors, injected)
                    for p in range(pools):
                        out = -raw_flow[p * SEVEN] * c[first]
                        ahead, level = state[here + p], state[here + EIGHT + p]
                        speed, goal = toward(raw_flow, p * SEVEN, ahead)
                        loss = half_step * speed
                        inverse = 1.0 / (1.0 + loss + out * work[S_OF + p])
                        fixed = (out * work[J_OF + p] - (ahead - goal) * loss - (ahead - level)) * inverse
                        moved = out * work[G_OF + p] * inverse
                        work[FIXED_OF + p] = fixed
                        work[MOVED_OF + p] = moved
                        total -= work[S_OF + p] * moved
                        drive -= work[S_OF + p] * fixed
                    before = now
                    if joint:
                        current = (drive - total * free_v) / (1.0 + flat_steps[place + MEAN_N] * total)
                        pushed(flat_steps, ZERO, nodes, full, y, current)
                        now = y[ZERO]
                        middle = free_v + flat_steps[place + MEAN_N] * current
                    else:
                        now = (now * (1.0 - total) + 2.0 * drive) / (1.0 + total)
                        middle = 0.5 * (before + now)
                    for p in range(pools):
                        level = state[here + EIGHT + p]
                        away = state[here + p] - level + work[FIXED_OF + p] - work[MOVED_OF + p] * middle
                        state[here + p] = level + 2.0 * away
            if record:
                expand_one(
                    first, sweeps, samples, start, stop, states, voltages, slots, ends, factors, channel_ends, g1, e1,
                    law, spots, flow, gates_out, currents_out,
                )  # fmt: skip
            if seen >= rows:
                reached = start
                break
        if pools:
            state[width - ONE] = before
        if joint:
            for k in range(ONE, nodes):
                z[first, k - ONE] = y[k]
            before = current
            hold(circuit)
        v[first] = now
        copy(x, own, state, ZERO, width)
        carry[first, 0] = before
        hold((memory, states, voltages, scaled, e1, opening))
        return sub, 0, reached

    return propagate_one


propagate_one, joined_staggered = one(False), one(True)
