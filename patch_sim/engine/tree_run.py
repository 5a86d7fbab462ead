"""The kernel for cells of many segments and for electrodes: sweeps, steps and what is kept of them."""

import numpy as np

from .simd import ROUND, kernel, store, zeros
from .simd import load, splat
from .single import BLOCK, EIGHT, ONE, ZERO, U
from .tree_steps import advance, at_once, conduct, finish, solve

DAMPED = 1.0
"""mV: a larger jump of the command wakes waves that two steps of backward Euler put to rest."""


@kernel
def step(
    k, times, v, x, z, u, wide, count, spec, table, per_mv, origin, rounded, fractions, ends, factors, g, e, tile,
    total, drive, segments, base, mass, order, up, link, diagonal, b, middle, stamps, states, site, held, fresh,
):  # fmt: skip
    """v and z by a step of the stamp `k`, gates standing in its middle; `times` looks for what follows v at once."""
    lanes = (U(order.shape[0]) + ONE) * wide
    conduct(v, x, wide, count, spec, table, per_mv, origin, rounded, fractions, ends, factors, g, e, tile, total, drive)
    solve(
        k, v, z, u, wide, segments, base, mass, total, drive, order, up, link, diagonal, b, stamps, states, site, held
    )
    for _ in range(times - 1):
        for lane in range(ZERO, lanes, EIGHT):
            old = load(v, lane)
            store(middle, lane, old + 0.5 * stamps[k, 1] * (load(b, lane) - old))
        conduct(
            middle, x, wide, count, spec, table, per_mv, origin, rounded, fractions, ends, factors, g, e, tile,
            total, drive,
        )  # fmt: skip
        solve(
            k, v, z, u, wide, segments, base, mass, total, drive, order, up, link, diagonal, b, stamps, states, site,
            held,
        )  # fmt: skip
    finish(k, v, z, u, wide, lanes, b, stamps, states, site, held, fresh)


@kernel
def run_tree(
    first, count, wide, sub, staggered, times, damping, tables, starts, origin, per_mv, spec, ends, factors,
    g, e, segments, base, mass, order, up, link, stamps, states, site, held, joint_ends, joint_nodes, joint_shares,
    beside, beside_g, places, holding, command, v_all, x_all, z_all, v_out, z_out, axial_out, x_out, record,
):  # fmt: skip
    """The sweeps `first` to `first + count`, `wide` of them together; returns the samples solved.

    Staggered, gates stand half a step before v and the tables hold one step; else every step is three of Crank-Nicolson
    between halves of the gates' own, extrapolated to the fourth order, and the tables hold half and a quarter of it.
    `stamps`, `base` and `mass` have the whole step first, then backward Euler's or the half.
    """
    sweeps, samples = command.shape
    nodes = U(order.shape[0]) + ONE
    lanes = np.int64(nodes * wide)
    v, b, diagonal, middle = zeros(lanes + 8), zeros(lanes + 8), zeros(lanes + 8), zeros(lanes + 8)
    total, drive = zeros(lanes + 8), zeros(lanes + 8)
    widest = ZERO
    for r in range(spec.shape[0]):
        widest = max(widest, spec[r, 6])
    x = zeros(x_all.shape[1] * np.int64(wide) + 8 * np.int64(widest) + 8)
    z, fresh = zeros(np.int64(states * wide) + 8), zeros(np.int64(states) + 8)
    u, was = zeros(8), zeros(8)
    tile, rounded, fractions = zeros(np.int64(widest) * 8 + 8), zeros(8), zeros(8)
    v_old, x_old, z_old = zeros(v.shape[0]), zeros(x.shape[0]), zeros(z.shape[0])
    v_whole, x_whole, z_whole = zeros(v.shape[0]), zeros(x.shape[0]), zeros(z.shape[0])
    table, other = tables[starts[0] : starts[1]], tables[starts[1] : starts[2]]
    live = U(count)
    for s in range(wide):
        sweep = first + min(np.int64(s), count - 1)
        was[s] = holding
        for node in range(nodes):
            v[node * wide + s] = v_all[sweep, node]
        for m in range(states):
            z[m * wide + s] = z_all[sweep, m]
        for r in range(spec.shape[0]):
            for node in range(spec[r, 1]):
                for q in range(spec[r, 6]):
                    x[spec[r, 5] * wide + (node * wide + s) * spec[r, 6] + q] = x_all[
                        sweep, spec[r, 5] + node * spec[r, 6] + q
                    ]
    seen = ZERO
    reached = samples
    damped = 0
    for start in range(0, samples, BLOCK):
        for i in range(start, min(start + BLOCK, samples)):
            for s in range(wide):
                u[s] = command[first + min(np.int64(s), count - 1), i]
                if abs(u[s] - was[s]) > DAMPED:
                    damped = damping
                was[s] = u[s]
                if held:
                    v[site * wide + s] = u[s]
            for j in range(joint_ends.shape[0]):
                node = segments + U(j)
                begin = joint_ends[j - 1] if j else ZERO
                for s in range(wide):
                    mean = 0.0
                    for q in range(begin, joint_ends[j]):
                        mean += joint_shares[q] * v[joint_nodes[q] * wide + s]
                    v[node * wide + s] = mean
            for s in range(live):
                sweep = U(first) + s
                for p in range(places.shape[0]):
                    v_out[p, sweep, i] = v[places[p, 0] * wide + s]
                for m in range(states):
                    z_out[m, sweep, i] = z[m * wide + s]
                if held:
                    flow = 0.0
                    for q in range(beside.shape[0]):
                        flow += beside_g[q] * (v[site * wide + s] - v[beside[q] * wide + s])
                    axial_out[sweep, i] = flow
                if record:
                    keep(x, v, wide, s, spec, places, table, per_mv, origin, x_out[sweep, i], True)
            for part in range(sub):
                if staggered:
                    seen |= advance(v, x, wide, live, spec, table, per_mv, origin, rounded, fractions)
                    if record and part == 0:
                        for s in range(live):
                            keep(x, v, wide, s, spec, places, table, per_mv, origin, x_out[U(first) + s, i], False)
                    k = ZERO
                    if damped > 0:
                        damped -= 1
                        k = ONE
                    step(
                        k, times, v, x, z, u, wide, live, spec, table, per_mv, origin, rounded, fractions, ends,
                        factors, g, e, tile, total, drive, segments, base, mass, order, up, link, diagonal, b, middle,
                        stamps, states, site, held, fresh,
                    )  # fmt: skip
                    continue
                v_old[:] = v
                x_old[:] = x
                z_old[:] = z
                seen |= advance(v, x, wide, live, spec, table, per_mv, origin, rounded, fractions)
                step(
                    ZERO, times, v, x, z, u, wide, live, spec, table, per_mv, origin, rounded, fractions, ends,
                    factors, g, e, tile, total, drive, segments, base, mass, order, up, link, diagonal, b, middle,
                    stamps, states, site, held, fresh,
                )  # fmt: skip
                seen |= advance(v, x, wide, live, spec, table, per_mv, origin, rounded, fractions)
                v_whole[:] = v
                x_whole[:] = x
                z_whole[:] = z
                v[:] = v_old
                x[:] = x_old
                z[:] = z_old
                advance(v, x, wide, live, spec, other, per_mv, origin, rounded, fractions)
                for turn in range(2):
                    step(
                        ONE, times, v, x, z, u, wide, live, spec, table, per_mv, origin, rounded, fractions, ends,
                        factors, g, e, tile, total, drive, segments, base, mass, order, up, link, diagonal, b, middle,
                        stamps, states, site, held, fresh,
                    )  # fmt: skip
                    if turn == 0:
                        seen |= advance(v, x, wide, live, spec, table, per_mv, origin, rounded, fractions)
                seen |= advance(v, x, wide, live, spec, other, per_mv, origin, rounded, fractions)
                extrapolate(v, v_whole)
                extrapolate(x, x_whole)
                extrapolate(z, z_whole)
        if seen > U(1023):
            reached = start
            break
    for s in range(live):
        sweep = U(first) + s
        for node in range(nodes):
            v_all[sweep, node] = v[node * wide + s]
        for m in range(states):
            z_all[sweep, m] = z[m * wide + s]
        for r in range(spec.shape[0]):
            for node in range(spec[r, 1]):
                for q in range(spec[r, 6]):
                    x_all[sweep, spec[r, 5] + node * spec[r, 6] + q] = x[
                        spec[r, 5] * wide + (node * wide + s) * spec[r, 6] + q
                    ]
    return reached


@kernel
def extrapolate(halves, whole):
    """Two halves of a step and the whole of it to the fourth order, in place."""
    for at in range(ZERO, U(whole.shape[0]) // EIGHT * EIGHT, EIGHT):
        two = load(halves, at)
        store(halves, at, two + (two - load(whole, at)) * (1.0 / 3.0))
    for at in range(U(whole.shape[0]) // EIGHT * EIGHT, U(whole.shape[0])):
        halves[at] += (halves[at] - whole[at]) / 3.0


@kernel
def keep(x, v, wide, s, spec, places, table, per_mv, origin, row, fresh):
    """The states of every place into `row` if `fresh`, with instantaneous gates at v; else the mean with those there."""
    at = ZERO
    for p in range(places.shape[0]):
        node, r = places[p, 0], places[p, 1]
        width = spec[r, 6]
        lane = spec[r, 5] * wide + ((node - spec[r, 0]) * wide + s) * width
        for q in range(spec[r, 4] * EIGHT):
            row[at + q] = x[lane + q] if fresh else 0.5 * (row[at + q] + x[lane + q])
        if fresh and spec[r, 4] < spec[r, 3]:
            y = v[node * wide + s] * per_mv + origin
            at_once(y + ROUND, y - ((y + ROUND) - ROUND), table, spec[r, 2], spec[r, 3], spec[r, 4], row, at)
        at += width
