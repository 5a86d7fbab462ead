"""The solution for v of a step of a tree: Hines' elimination, and that of an unbranched cable from both its ends."""

from .simd import inlined, kernel, load, store
from .single import EIGHT, ONE, ZERO, U
from .tree_plan import (
    ALONG,
    BASE,
    DIAGONAL,
    DRIVE,
    HELD,
    LANES,
    LINK,
    MASS,
    MIDDLE_NODE,
    NODES,
    NOW,
    ORDER,
    SEGMENTS,
    SITE,
    STAMP,
    STAMPS,
    STATES,
    STRIDE,
    TOTAL,
    UP,
    WIDE,
    B,
    V,
    Z,
)  # fmt: skip

TWO, THREE, FOUR, GRIP = U(2), U(3), U(4), 1e12
"""GRIP: nS that hold a node at the command of an ideal clamp, to 1e-10 of it."""


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
    if wide == ONE and plan[MIDDLE_NODE]:
        from_both_ends(m, plan)
    elif wide == ONE:
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


@inlined
def past(m, b, diagonal, node, g, less, more):
    """Eliminate a node of a cable whose next is `g` away; what it takes from that one's diagonal and gives to its b."""
    inverse = 1.0 / (m[diagonal + node] - less)
    known = m[b + node] + more
    factor = g * inverse
    m[diagonal + node] = factor
    m[b + node] = known * inverse
    return (g * g) * inverse, factor * known


@kernel
def from_both_ends(m, plan):
    """The solution of an unbranched cable: what goes from segment to segment stays in registers."""
    b, diagonal, along, root = plan[B], plan[DIAGONAL], plan[ALONG], plan[MIDDLE_NODE]
    last = plan[NODES] - ONE
    after = last - root
    turns = min(root, after)
    less_low, more_low, less_high, more_high = 0.0, 0.0, 0.0, 0.0
    for k in range(turns):
        less_low, more_low = past(m, b, diagonal, k, m[along + k], less_low, more_low)
        high = last - k
        less_high, more_high = past(m, b, diagonal, high, m[along + high - ONE], less_high, more_high)
    if root > turns:
        less_low, more_low = past(m, b, diagonal, turns, m[along + turns], less_low, more_low)
    if after > turns:
        less_high, more_high = past(m, b, diagonal, root + ONE, m[along + root], less_high, more_high)
    v = (m[b + root] + more_low + more_high) / (m[diagonal + root] - less_low - less_high)
    m[b + root] = v
    low, high = v, v
    for k in range(turns):
        down, up = root - ONE - k, root + ONE + k
        low = m[b + down] + m[diagonal + down] * low
        high = m[b + up] + m[diagonal + up] * high
        m[b + down] = low
        m[b + up] = high
    if root > turns:
        m[b] += m[diagonal] * low
    if after > turns:
        m[b + last] += m[diagonal + last] * high
