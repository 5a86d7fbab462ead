"""The parts of the kernel for cells of many segments and for electrodes: membranes, and a whole step of them.

A lane is a segment of a sweep: node · wide + sweep, where `wide`, 1 or 8, sweeps run together. Gates stand as
[lane, slot], all else as [node, sweep]; membranes are taken eight lanes at a time, in the order of the nodes, so that
what a short group writes beyond its last lane is overwritten by the next. `tree_spec.py` names what `plan` has.
"""

from .bits import ROUND, row_of
from .simd import cubic, inlined, kernel, load, load4, splat, splat4, store
from .single import EIGHT, HALF_ROW, NARROW, ONE, ROW, ZERO, U
from .transpose import transpose, transpose4
from .tree_live import at_levels, at_once, begin_pools, conduct_live, move_pools, together
from .tree_plan import (
    DRIVE,
    ENDS,
    FACTORS,
    FILLED,
    FRACTIONS,
    FRESH,
    HELD,
    LANES,
    LIVE,
    MIDDLE,
    NOW,
    ROUNDED,
    SCALES,
    SECTIONS,
    SITE,
    SPEC,
    STAMP,
    STAMPS,
    STATES,
    TILE,
    TIMES,
    TOTAL,
    WIDE,
    B,
    E,
    G,
    V,
    X,
    Z,
)  # fmt: skip
from .tree_solve import solve
from .tree_spec import (
    BLOCKS,
    DYNAMIC,
    FIRST,
    FIRST_FACTOR,
    FIRST_ROW,
    LAST_ROW,
    LONG,
    NODES_OF,
    POOLS,
    ROWS_END,
    SCHEMES,
    START,
    TABLE,
    TABLE_STRIDE,
    WIDTH_OF,
)  # fmt: skip

FOUR = U(4)


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
        at = plan[SPEC] + LONG * r
        v, lanes, width = plan[V] + plan[at + FIRST] * wide, plan[at + NODES_OF] * wide, plan[at + WIDTH_OF]
        dynamic, stride = plan[at + DYNAMIC], plan[at + TABLE_STRIDE]
        others = plan[at + SCHEMES] + plan[at + POOLS]
        begin = offset + plan[at + TABLE]
        place = plan[X] + plan[at + START] * wide
        for lane in range(ZERO, lanes, EIGHT):
            locate(m, v + lane, rounded, fractions, plan[SCALES])
            live = min(EIGHT, lanes - lane) if wide == ONE else plan[LIVE]
            for j in range(live):
                row = row_of(m[rounded + j])
                seen |= row
                here = begin + (row & LAST_ROW) * stride
                slot = place + (lane + j) * width
                if stride == HALF_ROW:
                    f4 = splat4(m[fractions + j])
                    store(m, slot, cubic(tables, here, f4) + cubic(tables, here + NARROW, f4) * load4(m, slot))
                    continue
                f = splat(m[fractions + j])
                for _ in range(dynamic):
                    store(m, slot, cubic(tables, here, f) + cubic(tables, here + HALF_ROW, f) * load(m, slot))
                    here += ROW
                    slot += EIGHT
                if others:
                    slot = place + (lane + j) * width
                    seen |= together(m, plan, tables, offset, at, slot, row & LAST_ROW, m[fractions + j])
    return seen


@kernel
def conduct(m, plan, tables, volts):
    """Conductance (nS) of every lane and its current at 0 mV with the sign turned (pA); `volts` is where v stands.

    Returns the rows seen of the tables over concentrations.
    """
    seen = ZERO
    wide, tile = plan[WIDE], plan[TILE]
    for r in range(plan[SECTIONS]):
        at = plan[SPEC] + LONG * r
        first, lanes, width = plan[at + FIRST] * wide, plan[at + NODES_OF] * wide, plan[at + WIDTH_OF]
        blocks, dynamic, pools = plan[at + BLOCKS], plan[at + DYNAMIC], plan[at + POOLS]
        for lane in range(ZERO, lanes, EIGHT):
            place = plan[X] + plan[at + START] * wide + lane * width
            live = min(EIGHT, lanes - lane) if wide == ONE else plan[LIVE]
            if dynamic < blocks:
                locate(m, volts + first + lane, plan[ROUNDED], plan[FRACTIONS], plan[SCALES])
                for j in range(live):
                    at_once(
                        m, place + j * width, tables, plan[at + TABLE], blocks, dynamic,
                        m[plan[ROUNDED] + j], m[plan[FRACTIONS] + j],
                    )  # fmt: skip
            if pools:
                for j in range(live):
                    seen |= at_levels(
                        m, plan, tables, at, place + j * width, m[volts + first + lane + j], m, place + j * width
                    )
                conduct_live(m, plan, at, volts, lane)
                continue
            if wide == ONE and lanes == lane + ONE:  # one segment alone
                total, drive = 0.0, 0.0
                k = plan[FACTORS] + plan[at + FIRST_FACTOR]
                for row in range(plan[at + FIRST_ROW], plan[at + ROWS_END]):
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
            if plan[at + TABLE_STRIDE] == HALF_ROW:
                transpose4(m, place, width, m, tile, EIGHT)
            for block in range(ZERO if plan[at + TABLE_STRIDE] == HALF_ROW else blocks):
                transpose(m, place + block * EIGHT, width, m, tile + block * ROW, EIGHT)
            conductance = splat(0.0)
            current = splat(0.0)
            k = plan[FACTORS] + plan[at + FIRST_FACTOR]
            for row in range(plan[at + FIRST_ROW], plan[at + ROWS_END]):
                opened = splat(m[plan[G] + row])
                end = plan[FACTORS] + plan[plan[ENDS] + row]
                while k < end:
                    opened = opened * load(m, tile + plan[k] * EIGHT)
                    k += ONE
                conductance = conductance + opened
                current = current + opened * m[plan[E] + row]
            store(m, plan[TOTAL] + first + lane, conductance)
            store(m, plan[DRIVE] + first + lane, current)
    return seen


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


@inlined
def center(m, plan, k):
    """v in the middle of the step whose weighted v stands where `B` is."""
    half = 0.5 * m[plan[STAMPS] + k * plan[STAMP] + ONE]
    for lane in range(ZERO, plan[LANES], EIGHT):
        old = load(m, plan[V] + lane)
        store(m, plan[MIDDLE] + lane, old + half * (load(m, plan[B] + lane) - old))


@kernel
def step(m, plan, tables, k):
    """v and the circuit by a step of the stamp `k`, gates standing in its middle; what follows v at once is sought.

    So are concentrations. Returns the rows seen of their tables.
    """
    if plan[FILLED]:
        begin_pools(m, plan)
    seen = conduct(m, plan, tables, plan[V])
    solve(m, plan, k)
    for _ in range(plan[TIMES]):
        center(m, plan, k)
        if plan[FILLED]:
            move_pools(m, plan, k, False)
        seen |= conduct(m, plan, tables, plan[MIDDLE])
        solve(m, plan, k)
    if plan[FILLED]:
        center(m, plan, k)
        move_pools(m, plan, k, True)
    finish(m, plan, k)
    return seen
