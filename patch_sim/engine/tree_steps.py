"""The parts of the kernel for cells of many segments and for electrodes: membranes, and the solution for v.

A lane is a segment of a sweep: node · wide + sweep, where `wide`, 1 or 8, sweeps run together. Gates stand as
[lane, slot], all else as [node, sweep]; membranes are taken eight lanes at a time, in the order of the nodes, so that
what a short group writes beyond its last lane is overwritten by the next. Of each section `plan` has (`SPEC`)

first node, nodes, start of its table, blocks, first block of instantaneous gates, start and width of its states,
first and last conductance row, first factor.
"""

from .simd import ROUND, cubic, inlined, kernel, load, row_of, splat, store, transpose
from .single import EIGHT, HALF_ROW, ONE, ROW, ZERO, U
from .tree_plan import (
    BASE,
    DIAGONAL,
    DRIVE,
    ENDS,
    FACTORS,
    FRACTIONS,
    FRESH,
    HELD,
    LANES,
    LINK,
    LIVE,
    MASS,
    MIDDLE,
    NODES,
    NOW,
    ORDER,
    ROUNDED,
    SCALES,
    SECTIONS,
    SEGMENTS,
    SITE,
    SPEC,
    STAMP,
    STAMPS,
    STATES,
    STRIDE,
    TILE,
    TIMES,
    TOTAL,
    UP,
    WIDE,
    B,
    E,
    G,
    V,
    X,
    Z,
)  # fmt: skip

LAST_ROW = U(1023)
TWO, THREE, FOUR, TEN = U(2), U(3), U(4), U(10)
GRIP = 1e12
"""nS that hold a node at the command of an ideal clamp, to 1e-10 of it."""


@inlined
def locate(m, v, rounded, fractions, scales):
    """Row numbers (as y + ROUND) and fractions of a row of the eight lanes from `v` on."""
    y = load(m, v) * m[scales] + m[scales + ONE]
    whole = y + ROUND
    store(m, rounded, whole)
    store(m, fractions, y - (whole - ROUND))


@kernel
def advance(m, plan, tables, offset):
    """Every gate with a time constant by one step at its own v: x ← A(v) + B(v) x. Returns the rows seen."""
    seen = ZERO
    wide, rounded, fractions = plan[WIDE], plan[ROUNDED], plan[FRACTIONS]
    for r in range(plan[SECTIONS]):
        at = plan[SPEC] + TEN * r
        v, lanes, width = plan[V] + plan[at] * wide, plan[at + ONE] * wide, plan[at + U(6)]
        dynamic = plan[at + FOUR]
        stride = plan[at + THREE] * ROW
        begin = offset + plan[at + TWO]
        place = plan[X] + plan[at + U(5)] * wide
        for lane in range(ZERO, lanes, EIGHT):
            locate(m, v + lane, rounded, fractions, plan[SCALES])
            live = min(EIGHT, lanes - lane) if wide == ONE else plan[LIVE]
            for j in range(live):
                row = row_of(m[rounded + j])
                seen |= row
                f = splat(m[fractions + j])
                here = begin + (row & LAST_ROW) * stride
                slot = place + (lane + j) * width
                for _ in range(dynamic):
                    store(m, slot, cubic(tables, here, f) + cubic(tables, here + HALF_ROW, f) * load(m, slot))
                    here += ROW
                    slot += EIGHT
    return seen


@kernel
def at_once(m, place, tables, begin, blocks, dynamic, rounded, fraction):
    """The instantaneous gates of one lane, whose states begin at `place`."""
    at = begin + ((row_of(rounded) & LAST_ROW) * blocks + dynamic) * ROW
    f = splat(fraction)
    for block in range(dynamic, blocks):
        store(m, place + block * EIGHT, cubic(tables, at, f))
        at += ROW


@kernel
def conduct(m, plan, tables, volts):
    """Conductance (nS) of every lane and its current at 0 mV with the sign turned (pA); `volts` is where v stands."""
    wide, tile = plan[WIDE], plan[TILE]
    for r in range(plan[SECTIONS]):
        at = plan[SPEC] + TEN * r
        first, lanes, width = plan[at] * wide, plan[at + ONE] * wide, plan[at + U(6)]
        blocks, dynamic = plan[at + THREE], plan[at + FOUR]
        for lane in range(ZERO, lanes, EIGHT):
            place = plan[X] + plan[at + U(5)] * wide + lane * width
            if dynamic < blocks:
                locate(m, volts + first + lane, plan[ROUNDED], plan[FRACTIONS], plan[SCALES])
                live = min(EIGHT, lanes - lane) if wide == ONE else plan[LIVE]
                for j in range(live):
                    at_once(
                        m, place + j * width, tables, plan[at + TWO], blocks, dynamic,
                        m[plan[ROUNDED] + j], m[plan[FRACTIONS] + j],
                    )  # fmt: skip
            if wide == ONE and lanes == lane + ONE:  # one segment alone
                total, drive = 0.0, 0.0
                k = plan[FACTORS] + plan[at + U(9)]
                for row in range(plan[at + U(7)], plan[at + EIGHT]):
                    alone = m[plan[G] + row]
                    end = plan[FACTORS] + plan[plan[ENDS] + row]
                    while k < end:
                        alone *= m[place + plan[k]]
                        k += ONE
                    total += alone
                    drive += alone * m[plan[E] + row]
                m[plan[TOTAL] + first + lane] = total
                m[plan[DRIVE] + first + lane] = drive
                continue
            for block in range(blocks):
                transpose(m, place + block * EIGHT, width, m, tile + block * ROW, EIGHT)
            conductance = splat(0.0)
            current = splat(0.0)
            k = plan[FACTORS] + plan[at + U(9)]
            for row in range(plan[at + U(7)], plan[at + EIGHT]):
                opened = splat(m[plan[G] + row])
                end = plan[FACTORS] + plan[plan[ENDS] + row]
                while k < end:
                    opened = opened * load(m, tile + plan[k] * EIGHT)
                    k += ONE
                conductance = conductance + opened
                current = current + opened * m[plan[E] + row]
            store(m, plan[TOTAL] + first + lane, conductance)
            store(m, plan[DRIVE] + first + lane, current)


@kernel
def solve(m, plan, k):
    """v, weighted as the stamp `k` says, of a step from v, to where `B` is."""
    wide, nodes = plan[WIDE], plan[NODES]
    v, b, diagonal, total, drive = plan[V], plan[B], plan[DIAGONAL], plan[TOTAL], plan[DRIVE]
    base, mass = plan[BASE] + k * plan[STRIDE], plan[MASS] + k * plan[STRIDE]
    stamp, states = plan[STAMPS] + k * plan[STAMP], plan[STATES]
    for lane in range(plan[SEGMENTS] * wide, plan[LANES]):
        m[total + lane] = 0.0
        m[drive + lane] = 0.0
    if plan[LANES] == ONE:
        m[diagonal] = m[base] + m[total]
        m[b] = m[mass] * m[v] + m[drive]
    elif wide == ONE:
        for node in range(ZERO, nodes, EIGHT):
            store(m, diagonal + node, load(m, base + node) + load(m, total + node))
            store(m, b + node, load(m, mass + node) * load(m, v + node) + load(m, drive + node))
    else:
        for node in range(nodes):
            lane = node * EIGHT
            store(m, diagonal + lane, load(m, total + lane) + m[base + node])
            store(m, b + lane, load(m, v + lane) * m[mass + node] + load(m, drive + lane))
    ratio = m[stamp]
    for sweep in range(wide):
        lane = plan[SITE] * wide + sweep
        if plan[HELD]:
            m[diagonal + lane] += GRIP
            m[b + lane] += GRIP * m[plan[NOW] + sweep]
        else:
            pushed = m[stamp + THREE] * m[plan[NOW] + sweep] + m[stamp + TWO] * (1.0 - ratio) * m[v + lane]
            for state in range(states):
                pushed += m[stamp + FOUR + state] * m[plan[Z] + state * wide + sweep]
            m[diagonal + lane] -= m[stamp + TWO] * ratio
            m[b + lane] += pushed
    order, up, link = plan[ORDER], plan[UP], plan[LINK]
    last = nodes - ONE
    root = plan[up + last - ONE] if last else ZERO
    if wide == ONE:
        for i in range(last):
            node, to = plan[order + i], plan[up + i]
            inverse = 1.0 / m[diagonal + node]
            factor = m[link + i] * inverse
            m[diagonal + node] = inverse
            m[diagonal + to] -= factor * m[link + i]
            m[b + to] += factor * m[b + node]
        m[b + root] = m[b + root] / m[diagonal + root]
        for back in range(last):
            i = last - ONE - back
            node = b + plan[order + i]
            m[node] = (m[node] + m[link + i] * m[b + plan[up + i]]) * m[diagonal + plan[order + i]]
    else:
        for i in range(last):
            node, to = plan[order + i] * EIGHT, plan[up + i] * EIGHT
            inverse = 1.0 / load(m, diagonal + node)
            factor = inverse * m[link + i]
            store(m, diagonal + node, inverse)
            store(m, diagonal + to, load(m, diagonal + to) - factor * m[link + i])
            store(m, b + to, load(m, b + to) + factor * load(m, b + node))
        root = root * EIGHT
        store(m, b + root, load(m, b + root) / load(m, diagonal + root))
        for back in range(last):
            i = last - ONE - back
            node = plan[order + i] * EIGHT
            near = load(m, b + node) + load(m, b + plan[up + i] * EIGHT) * m[link + i]
            store(m, b + node, near * load(m, diagonal + node))


@kernel
def finish(m, plan, k):
    """v and the circuit's states after the step whose weighted v stands where `B` is."""
    wide, states, v, b = plan[WIDE], plan[STATES], plan[V], plan[B]
    stamp = plan[STAMPS] + k * plan[STAMP]
    more = m[stamp + ONE]
    if states:
        of_v = stamp + FOUR + states
        of_u, of_z = of_v + states, of_v + states + states
        for sweep in range(wide):
            lane = plan[SITE] * wide + sweep
            weighted = m[v + lane] + m[stamp] * (m[b + lane] - m[v + lane])
            for state in range(states):
                new = m[of_v + state] * weighted + m[of_u + state] * m[plan[NOW] + sweep]
                for other in range(states):
                    new += m[of_z + state * states + other] * m[plan[Z] + other * wide + sweep]
                m[plan[FRESH] + state] = new
            for state in range(states):
                m[plan[Z] + state * wide + sweep] = m[plan[FRESH] + state]
    if plan[LANES] == ONE:
        m[v] += more * (m[b] - m[v])
    else:
        for lane in range(ZERO, plan[LANES], EIGHT):
            old = load(m, v + lane)
            store(m, v + lane, old + more * (load(m, b + lane) - old))
    if plan[HELD]:
        for sweep in range(wide):
            m[v + plan[SITE] * wide + sweep] = m[plan[NOW] + sweep]


@kernel
def step(m, plan, tables, k):
    """v and the circuit by a step of the stamp `k`, gates standing in its middle; what follows v at once is sought."""
    conduct(m, plan, tables, plan[V])
    solve(m, plan, k)
    half = 0.5 * m[plan[STAMPS] + k * plan[STAMP] + ONE]
    for _ in range(plan[TIMES]):
        for lane in range(ZERO, plan[LANES], EIGHT):
            old = load(m, plan[V] + lane)
            store(m, plan[MIDDLE] + lane, old + half * (load(m, plan[B] + lane) - old))
        conduct(m, plan, tables, plan[MIDDLE])
        solve(m, plan, k)
    finish(m, plan, k)
