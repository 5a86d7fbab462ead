"""Steps as long as a tolerance allows: RODAS of fourth order (Hairer & Wanner, Solving ODEs II, 1996, IV.7 and IV.10).

A Rosenbrock method: every stage solves with 1/(γ h) − J, J the exact Jacobian. Gates see v and v sees gates, and gates
do not see each other, so that J is an arrowhead: the solution for v comes first, from one row, then that of every gate.
Between the ends of steps the states lie on the method's own cubics, of third order.

A step is accepted when the embedded method differs by less than `tolerance` in v (mV), and by a hundredth of it in
every gate; steps end at each jump of the command. For membranes without schemes; those with pools are solved by
`adaptive_live.py`. Arguments as in `staggered.py`, and `tolerance`.
"""

import numpy as np

from . import single
from .bits import ROUND, row_of
from .bordered import slope_of
from .raw import raw
from .simd import column, copy, cubic, inlined, kernel, largest, load, maximum, splat, store, zeros
from .single import BLOCK, EIGHT, HALF_ROW, ONE, ROW, ZERO, U

expand_one, instant_one = single.expand, single.at_once

GAMMA = 0.25
# Stage k begins at y + sum(A[k, j] u_j) and is solved with f there + sum(C[k, j] u_j) / h; the last two differ by the
# stage before and give the error. D are those of the dense output. From RODAS, method 1.
A = np.zeros((6, 6))
A[1, :1] = 1.544
A[2, :2] = 0.9466785280815826, 0.2557011698983284
A[3, :3] = 3.314825187068521, 2.896124015972201, 0.9986419139977817
A[4, :4] = 1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950
A[5, :5] = *A[4, :4], 1.0
C = np.zeros((6, 6))
C[1, :1] = -5.6688
C[2, :2] = -2.430093356833875, -0.2063599157091915
C[3, :3] = -0.1073529058151375, -9.594562251023355, -20.47028614809616
C[4, :4] = 7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160
C[5, :5] = 8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054
D = np.array([
    [10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662],
    [-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872],
])  # fmt: skip

FIRST = 0.01
"""ms of the first step after a jump."""
SHORTEST = 1e-7
"""ms: what so short a step does not cure is no matter of the step."""
SAFE, LEAST, MOST = 0.9, 0.2, 6.0
"""By how much the next step may differ, and how far it stays below what the error allows."""
GATE_WEIGHT = 100.0
"""mV that an error of 1 in a gate counts as."""


@inlined
def between(now, after, third, fourth, first, rise, ramp, target, at, n):
    """target[at : at + n]: the cubic from `now` to `after` at the shares `first`, `first` + `rise` … of the step.

    `ramp` holds 0 … 7.
    """
    whole = n - n % EIGHT
    for k in range(ZERO, whole, EIGHT):
        s = (load(ramp, ZERO) + np.float64(np.int64(k))) * rise + first
        w = 1.0 - s
        store(target, at + k, w * now + s * (w * (s * fourth + third) + after))
    for k in range(whole, n):
        s1 = np.float64(np.int64(k)) * rise + first
        w1 = 1.0 - s1
        target[at + k] = w1 * now + s1 * (w1 * (s1 * fourth + third) + after)


@kernel
def slopes(v, y, injected, flat, rows, blocks, dynamic, origin, per_mv, g, e, ends, factors, dy):
    """dy/dt of the gates into `dy`; returns dv/dt and the row. Instantaneous gates in `y` are brought to `v`."""
    rounded = v * per_mv + (origin + ROUND)
    row = row_of(rounded)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = (row & (rows - ONE)) * blocks * ROW
    for block in range(ZERO, dynamic * EIGHT, EIGHT):
        store(dy, block, cubic(flat, at, f) - cubic(flat, at + HALF_ROW, f) * load(y, block))
        at += ROW
    for block in range(dynamic * EIGHT, blocks * EIGHT, EIGHT):
        store(y, block, cubic(flat, at, f))
        at += ROW
    total = injected
    k = ZERO
    for r in range(U(g.shape[0])):
        opened = g[r]
        while k < ends[r]:
            opened *= y[factors[k]]
            k += ONE
        total -= opened * (v - e[r])
    return total, row


@kernel
def jacobian(v, y, flat, rows, blocks, dynamic, origin, per_mv, g, e, ends, factors, by_gate, of_gate, speed):
    """d(dv/dt)/dgate, d(dgate/dt)/dv and −d(dgate/dt)/dgate of every gate; returns d(dv/dt)/dv."""
    for block in range(ZERO, blocks * EIGHT, EIGHT):
        store(by_gate, block, splat(0.0))
    own = 0.0
    begin = ZERO
    for r in range(U(g.shape[0])):
        end = ends[r]
        opened = g[r]
        for k in range(begin, end):
            opened *= y[factors[k]]
        own -= opened
        pull = g[r] * (e[r] - v)
        for k in range(begin, end):
            others = pull
            for j in range(begin, end):
                if j != k:
                    others *= y[factors[j]]
            by_gate[factors[k]] += others
        begin = end
    rounded = v * per_mv + (origin + ROUND)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = (row_of(rounded) & (rows - ONE)) * blocks * ROW
    for block in range(ZERO, dynamic * EIGHT, EIGHT):
        rise = slope_of(flat, at, f) - slope_of(flat, at + HALF_ROW, f) * load(y, block)
        store(of_gate, block, per_mv * rise)
        store(speed, block, cubic(flat, at + HALF_ROW, f))
        at += ROW
    for block in range(dynamic * EIGHT, blocks * EIGHT, EIGHT):
        store(of_gate, block, per_mv * slope_of(flat, at, f))
        at += ROW
    for q in range(dynamic * EIGHT, blocks * EIGHT):
        own += by_gate[q] * of_gate[q]
    return own


@kernel
def adaptive_one(
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
    size = dynamic * EIGHT
    width = np.int64(x.shape[1])
    flat = raw(table)
    per_c = 1.0 / c[first]
    g1, e1, scaled = column(g, first, 1.0), column(e, first, 1.0), column(g, first, per_c)
    y, trial, new = zeros(width), zeros(width), zeros(width)
    own_place = U(first) * U(width)
    copy(y, ZERO, x, own_place, U(width))
    stages = zeros(6 * width)
    u_v = zeros(8)
    by_gate, of_gate, speed, inverse, third, fourth = (
        zeros(width), zeros(width), zeros(width), zeros(width), zeros(width + 8), zeros(width),
    )  # fmt: skip
    states, voltages = zeros(width * BLOCK), zeros(BLOCK)
    ramp = zeros(8)
    for k in range(8):
        ramp[k] = k
    base = first * samples
    now = v[first]
    if dynamic < blocks:
        instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, y, ZERO)
    h = FIRST
    shortest = np.inf
    refused = 0
    t = 0.0
    done = since
    filled = since
    jump = since
    injected = 0.0
    jumped = True
    length = np.int64(0)
    begin = done
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
        left = length * interval - t
        ends_here = h >= left * 0.999999
        if ends_here:
            h = left
        own = jacobian(
            now, y, flat, rows, blocks, dynamic, origin, per_mv, scaled, e1, ends, factors, by_gate, of_gate, speed
        )
        weight = 1.0 / (GAMMA * h)
        pivot = weight - own
        for block in range(ZERO, size, EIGHT):
            store(inverse, block, 1.0 / (weight + load(speed, block)))
        for q in range(size):
            pivot -= by_gate[q] * of_gate[q] * inverse[q]
        seen = ZERO
        stage_v = now
        for stage in range(6):
            stage_v = now
            for block in range(ZERO, size, EIGHT):
                store(trial, block, load(y, block))
            for j in range(stage):
                stage_v += A[stage, j] * u_v[j]
                for block in range(ZERO, size, EIGHT):
                    part = A[stage, j] * load(stages, U(j * width) + block)
                    store(trial, block, load(trial, block) + part)
            slope_v, row = slopes(
                stage_v, trial, injected, flat, rows, blocks, dynamic, origin, per_mv, scaled, e1, ends, factors, new
            )
            seen |= row
            for j in range(stage):
                factor = C[stage, j] / h
                slope_v += factor * u_v[j]
                for block in range(ZERO, size, EIGHT):
                    store(new, block, load(new, block) + factor * load(stages, U(j * width) + block))
            drive = splat(0.0)
            for block in range(ZERO, size, EIGHT):
                scaled_new = load(new, block) * load(inverse, block)
                store(new, block, scaled_new)
                drive = drive + load(by_gate, block) * scaled_new
            store(third, ZERO, drive)
            for q in range(8):
                slope_v += third[q]
            solved = slope_v / pivot
            u_v[stage] = solved
            for block in range(ZERO, size, EIGHT):
                moved = load(new, block) + load(of_gate, block) * load(inverse, block) * solved
                store(stages, U(stage * width) + block, moved)
        error_gate = splat(0.0)
        for block in range(ZERO, size, EIGHT):
            last = load(stages, U(5 * width) + block)
            store(new, block, load(trial, block) + last)
            error_gate = maximum(error_gate, maximum(last, 0.0 - last))
        after = stage_v + u_v[5]
        error = max(abs(u_v[5]), GATE_WEIGHT * largest(error_gate)) / tolerance
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
            for block in range(ZERO, size, EIGHT):
                c3, c4 = splat(0.0), splat(0.0)
                for j in range(5):
                    u = load(stages, U(j * width) + block)
                    c3 = c3 + D[0, j] * u
                    c4 = c4 + D[1, j] * u
                store(third, block, c3)
                store(fourth, block, c4)
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
                there = v_out[base + i]
                place = U(i % BLOCK) * U(width)
                voltages[i % BLOCK] = there
                for block in range(ZERO, size, EIGHT):
                    inner = load(third, block) + s * load(fourth, block)
                    mixed = w * load(y, block) + s * (load(new, block) + w * inner)
                    store(states, place + block, mixed)
                if dynamic < blocks:
                    instant_one(there, flat, rows, blocks, dynamic, origin, per_mv, states, place)
                if (i + 1) % BLOCK == 0 or i + 1 == until:
                    expand_one(
                        first, sweeps, samples, filled, i + 1, states, voltages, slots, ends, factors, channel_ends,
                        g1, e1, law, spots, flow, gates_out, currents_out,
                    )  # fmt: skip
                    filled = i + 1
        done = reach
        t += h
        now = after
        for block in range(ZERO, size, EIGHT):
            store(y, block, load(new, block))
        if dynamic < blocks:
            instant_one(now, flat, rows, blocks, dynamic, origin, per_mv, y, ZERO)
        if ends_here:
            jumped = True
        h *= min(MOST, max(LEAST, SAFE * max(error, 1e-12) ** -0.25))
    v[first] = now
    copy(x, own_place, y, ZERO, U(width))
    finest = 1 if shortest >= interval else np.int64(np.rint(interval / shortest))
    return finest, refused, done
