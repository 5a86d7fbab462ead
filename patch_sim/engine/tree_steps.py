"""The parts of the kernel for cells of many segments and for electrodes: membranes, and the solution for v.

A lane is a segment of a sweep: node · wide + sweep, where `wide`, 1 or 8, sweeps run together. Gates stand as
[lane, slot], all else as [node, sweep]; membranes are taken eight lanes at a time, in the order of the nodes, so that
what a short group writes beyond its last lane is overwritten by the next. Numbers of each section are in `spec`:

first node, nodes, start of its table, blocks, first block of instantaneous gates, start and width of its states,
first and last conductance row, first factor.
"""

from .simd import ROUND, inlined, kernel, load, row_of, splat, store, transpose
from .single import EIGHT, HALF_ROW, ONE, ROW, ZERO, U, cubic

LAST_ROW = U(1023)
GRIP = 1e12
"""nS that hold a node at the command of an ideal clamp, to 1e-10 of it."""


@inlined
def locate(v, at, per_mv, origin, rounded, fractions):
    """Row numbers (as y + ROUND) and fractions of a row of eight lanes."""
    y = load(v, at) * per_mv + origin
    whole = y + ROUND
    store(rounded, ZERO, whole)
    store(fractions, ZERO, y - (whole - ROUND))


@kernel
def advance(v, x, wide, count, spec, table, per_mv, origin, rounded, fractions):
    """Every gate with a time constant by one step at its own `v`: x ← A(v) + B(v) x. Returns the rows seen."""
    seen = ZERO
    for r in range(spec.shape[0]):
        first, lanes, width = spec[r, 0] * wide, spec[r, 1] * wide, spec[r, 6]
        dynamic = spec[r, 4]
        stride = spec[r, 3] * ROW
        for lane in range(ZERO, lanes, EIGHT):
            locate(v, first + lane, per_mv, origin, rounded, fractions)
            live = min(EIGHT, lanes - lane) if wide == ONE else count
            for j in range(live):
                row = row_of(rounded[j])
                seen |= row
                f = splat(fractions[j])
                at = spec[r, 2] + (row & LAST_ROW) * stride
                place = spec[r, 5] * wide + (lane + j) * width
                for _ in range(dynamic):
                    store(x, place, cubic(table, at, f) + cubic(table, at + HALF_ROW, f) * load(x, place))
                    at += ROW
                    place += EIGHT
    return seen


@kernel
def at_once(v, f, table, start, blocks, dynamic, x, place):
    """The instantaneous gates of one lane whose y + ROUND and fraction are `v` and `f`."""
    at = start + ((row_of(v) & LAST_ROW) * blocks + dynamic) * ROW
    for block in range(dynamic, blocks):
        store(x, place + block * EIGHT, cubic(table, at, splat(f)))
        at += ROW


@kernel
def conduct(
    v, x, wide, count, spec, table, per_mv, origin, rounded, fractions, ends, factors, g, e, tile, total, drive
):  # fmt: skip
    """Conductance (nS) of every lane and its current at 0 mV with the sign turned (pA), instantaneous gates at `v`."""
    for r in range(spec.shape[0]):
        first, lanes, width = spec[r, 0] * wide, spec[r, 1] * wide, spec[r, 6]
        blocks, dynamic = spec[r, 3], spec[r, 4]
        for lane in range(ZERO, lanes, EIGHT):
            place = spec[r, 5] * wide + lane * width
            if dynamic < blocks:
                locate(v, first + lane, per_mv, origin, rounded, fractions)
                live = min(EIGHT, lanes - lane) if wide == ONE else count
                for j in range(live):
                    at_once(rounded[j], fractions[j], table, spec[r, 2], blocks, dynamic, x, place + j * width)
            for block in range(blocks):
                transpose(x, place + block * EIGHT, width, tile, block * ROW, EIGHT)
            conductance = splat(0.0)
            current = splat(0.0)
            k = spec[r, 9]
            for row in range(spec[r, 7], spec[r, 8]):
                opened = splat(g[row])
                while k < ends[row]:
                    opened = opened * load(tile, factors[k] * EIGHT)
                    k += ONE
                conductance = conductance + opened
                current = current + opened * e[row]
            store(total, first + lane, conductance)
            store(drive, first + lane, current)


@kernel
def solve(
    k, v, z, u, wide, segments, base, mass, total, drive, order, up, link, diagonal, b, stamps, states, site, held
):
    """`b` becomes v, weighted as the stamp `k` says, of a step from `v`."""
    nodes = U(order.shape[0]) + ONE
    here = k * U(base.shape[1])
    lanes = nodes * wide
    for lane in range(segments * wide, lanes):
        total[lane] = 0.0
        drive[lane] = 0.0
    flat_base, flat_mass = base.reshape(-1), mass.reshape(-1)
    if wide == ONE:
        for node in range(ZERO, nodes, EIGHT):
            store(diagonal, node, load(flat_base, here + node) + load(total, node))
            store(b, node, load(flat_mass, here + node) * load(v, node) + load(drive, node))
    else:
        for node in range(nodes):
            lane = node * EIGHT
            store(diagonal, lane, load(total, lane) + flat_base[here + node])
            store(b, lane, load(v, lane) * flat_mass[here + node] + load(drive, lane))
    ratio = stamps[k, 0]
    for sweep in range(wide):
        lane = site * wide + sweep
        if held:
            diagonal[lane] += GRIP
            b[lane] += GRIP * u[sweep]
        else:
            pushed = stamps[k, 3] * u[sweep] + stamps[k, 2] * (1.0 - ratio) * v[lane]
            for m in range(states):
                pushed += stamps[k, U(4) + m] * z[m * wide + sweep]
            diagonal[lane] -= stamps[k, 2] * ratio
            b[lane] += pushed
    if wide == ONE:
        for i in range(nodes - ONE):
            node, to = order[i], up[i]
            inverse = 1.0 / diagonal[node]
            factor = link[i] * inverse
            diagonal[node] = inverse
            diagonal[to] -= factor * link[i]
            b[to] += factor * b[node]
        root = up[nodes - U(2)] if nodes > ONE else ZERO
        b[root] = b[root] / diagonal[root]
        for back in range(nodes - ONE):
            i = nodes - U(2) - back
            node = order[i]
            b[node] = (b[node] + link[i] * b[up[i]]) * diagonal[node]
    else:
        for i in range(nodes - ONE):
            node, to = order[i] * EIGHT, up[i] * EIGHT
            inverse = 1.0 / load(diagonal, node)
            factor = inverse * link[i]
            store(diagonal, node, inverse)
            store(diagonal, to, load(diagonal, to) - factor * link[i])
            store(b, to, load(b, to) + factor * load(b, node))
        root = (up[nodes - U(2)] if nodes > ONE else ZERO) * EIGHT
        store(b, root, load(b, root) / load(diagonal, root))
        for back in range(nodes - ONE):
            i = nodes - U(2) - back
            node = order[i] * EIGHT
            store(b, node, (load(b, node) + load(b, up[i] * EIGHT) * link[i]) * load(diagonal, node))


@kernel
def finish(k, v, z, u, wide, lanes, b, stamps, states, site, held, fresh):
    """v and z after the step whose weighted v is `b`."""
    ratio, more = stamps[k, 0], stamps[k, 1]
    for sweep in range(wide):
        lane = site * wide + sweep
        weighted = v[lane] + ratio * (b[lane] - v[lane])
        for m in range(states):
            new = stamps[k, U(4) + states + m] * weighted + stamps[k, U(4) + states + states + m] * u[sweep]
            for j in range(states):
                new += stamps[k, U(4) + (U(3) + m) * states + j] * z[j * wide + sweep]
            fresh[m] = new
        for m in range(states):
            z[m * wide + sweep] = fresh[m]
    for lane in range(ZERO, lanes, EIGHT):
        old = load(v, lane)
        store(v, lane, old + more * (load(b, lane) - old))
    if held:
        for sweep in range(wide):
            v[site * wide + sweep] = u[sweep]
