"""Slopes of a membrane with pools, and its Jacobian, which is bordered: all that gates share stands in few variables.

Those few are the heads: the concentrations in their order, and v last. A gate sees its own head and itself, a head sees
every gate and, through live reversals and fluxes, every other head. What has no time constant, such as the Nernst
potential, is a function of its head. So the gates are eliminated first, lane by lane, and what is left is a small dense
system, solved concentrations first.

`moving` are the slots where blocks of the state with time constants begin, gates first and the concentrations last, and
`head_of` the head of each. The other arguments are those of `staggered.py`, with conductances in nS/pF and the gain of
`flow` in mM/mV.
"""

from .bits import ROUND, bits, double_of, row_of
from .packed import packed_flows, sum_of
from .raw import raw
from .simd import cubic, inlined, kernel, load, splat, store
from .single import EIGHT, EXPONENT, G_OF, HALF_ROW, J_OF, ONE, ROW, SEVEN, ZERO, U, level_of, toward

POWER_OF_TWO = EXPONENT | U(1 << 62)
"""The bits of a double without its sign and mantissa: the power of two at or below it."""
SPLIT = 32.0
"""Rows of `levels.py` in an octave."""


@inlined
def slope_of(table, at, f):
    """Slope, in rows, at the fraction `f` of a row of eight cubics whose coefficients begin at `at`."""
    return load(table, at + EIGHT) + f * (2.0 * load(table, at + U(16)) + f * (3.0 * load(table, at + U(24))))


@kernel
def live_slopes(
    v, y, injected, flat, flat_levels, rows, blocks, level_stride, dynamic, origin, per_mv, here, spots, flow,
    term_ends, pair_ends, terms, powers, places, numbers, pages, work, dy,
):  # fmt: skip
    """d/dt of gates and concentrations into `dy`; returns dv/dt and the rows, one in the other.

    What has no time constant is brought up to date in `y`.
    """
    rounded = v * per_mv + (origin + ROUND)
    seen = row_of(rounded)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = (seen & (rows - ONE)) * blocks * ROW
    for block in range(ZERO, dynamic * EIGHT, EIGHT):
        store(dy, block, cubic(flat, at, f) - cubic(flat, at + HALF_ROW, f) * load(y, block))
        at += ROW
    for block in range(dynamic * EIGHT, blocks * EIGHT, EIGHT):
        store(y, block, cubic(flat, at, f))
        at += ROW
    pools = U(spots.shape[0])
    for p in range(pools):
        row, part = level_of(y[here + p])
        seen |= row
        f = splat(part)
        at = (row & (rows - ONE)) * level_stride - blocks * ROW
        for block in range(spots[p, 0], spots[p, 1]):
            there, slot = at + block * ROW, block * EIGHT
            relaxed = cubic(flat_levels, there + HALF_ROW, f) * load(y, slot)
            store(dy, slot, cubic(flat_levels, there, f) - relaxed)
        for block in range(spots[p, 1], spots[p, 2]):
            store(y, block * EIGHT, cubic(flat_levels, at + block * ROW, f))
    total, drive = packed_flows(
        raw(y), v, U(term_ends.shape[0]), term_ends, pair_ends, terms, powers, raw(places), numbers, pages, pools,
        raw(spots), raw(flow), here, work, injected,
    )  # fmt: skip
    for p in range(pools):
        net = work[G_OF + p] * v - work[J_OF + p]
        speed, goal = toward(raw(flow), p * SEVEN, y[here + p])
        dy[here + p] = flow[p, 0] * net + (goal - y[here + p]) * speed
    return drive - total * v, seen


@kernel
def live_jacobian(
    v, y, flat, flat_levels, rows, blocks, level_stride, dynamic, origin, per_mv, here, spots, flow,
    g, e, ends, factors, law, by_slot, of_slot, speed, own,
):  # fmt: skip
    """The entries of the Jacobian at `y`, which is up to date.

    `by_slot` is d(dhead/dt)/dslot, head after head; `of_slot` d(dgate/dt)/dhead, or d(slot)/dhead without a time
    constant; `speed` −d(dgate/dt)/dgate; `own` (heads, heads) what heads do to each other, by such slots too.
    """
    pools = U(spots.shape[0])
    width = here + U(16)
    for slot in range(ZERO, (pools + ONE) * width, EIGHT):
        store(by_slot, slot, splat(0.0))
    for i in range(pools + ONE):
        for j in range(pools + ONE):
            own[i, j] = 0.0
    begin = ZERO
    for r in range(U(g.shape[0])):
        end = ends[r]
        opened = g[r]
        for k in range(begin, end):
            opened *= y[factors[k]]
        p = pools
        drive = v - e[r]
        if law[r] == ZERO:
            own[pools, pools] -= opened
        elif law[r] & ONE:
            p = law[r] >> ONE
            q = spots[p, 1] * EIGHT
            drive = v - y[q]
            own[pools, pools] -= opened
            own[p, pools] += flow[p, 0] * opened
            by_slot[pools * width + q] += opened
            by_slot[p * width + q] -= flow[p, 0] * opened
        else:
            p = (law[r] >> ONE) - ONE
            q = spots[p, 3]
            inside = flow[p, 4] > 0.0
            within = y[here + p] if inside else flow[p, 3]
            without = flow[p, 3] if inside else y[here + p]
            drive = within * y[q] - without * y[q + ONE]
            by_level = opened * (y[q] if inside else -y[q + ONE])
            own[pools, p] -= by_level
            own[p, p] += flow[p, 0] * by_level
            by_slot[pools * width + q] -= opened * within
            by_slot[pools * width + q + ONE] += opened * without
            by_slot[p * width + q] += flow[p, 0] * opened * within
            by_slot[p * width + q + ONE] -= flow[p, 0] * opened * without
        pull = g[r] * drive
        for k in range(begin, end):
            others = pull
            for j in range(begin, end):
                if j != k:
                    others *= y[factors[j]]
            by_slot[pools * width + factors[k]] -= others
            if p < pools:
                by_slot[p * width + factors[k]] += flow[p, 0] * others
        begin = end
    rounded = v * per_mv + (origin + ROUND)
    f = splat(v * per_mv + origin - (rounded - ROUND))
    at = (row_of(rounded) & (rows - ONE)) * blocks * ROW
    for block in range(ZERO, dynamic * EIGHT, EIGHT):
        rise = slope_of(flat, at, f) - slope_of(flat, at + HALF_ROW, f) * load(y, block)
        store(of_slot, block, per_mv * rise)
        store(speed, block, cubic(flat, at + HALF_ROW, f))
        at += ROW
    for block in range(dynamic * EIGHT, blocks * EIGHT, EIGHT):
        store(of_slot, block, per_mv * slope_of(flat, at, f))
        at += ROW
        for i in range(pools + ONE):
            own[i, pools] += sum_of(load(by_slot, i * width + block) * load(of_slot, block))
    for p in range(pools):
        c = y[here + p]
        row, part = level_of(c)
        f = splat(part)
        per_mm = SPLIT / double_of(bits(c) & POWER_OF_TWO)
        at = (row & (rows - ONE)) * level_stride - blocks * ROW
        for block in range(spots[p, 0], spots[p, 1]):
            there, slot = at + block * ROW, block * EIGHT
            rise = slope_of(flat_levels, there, f) - slope_of(flat_levels, there + HALF_ROW, f) * load(y, slot)
            store(of_slot, slot, per_mm * rise)
            store(speed, slot, cubic(flat_levels, there + HALF_ROW, f))
        for block in range(spots[p, 1], spots[p, 2]):
            slot = block * EIGHT
            store(of_slot, slot, per_mm * slope_of(flat_levels, at + block * ROW, f))
            for i in range(pools + ONE):
                own[i, p] += sum_of(load(by_slot, i * width + slot) * load(of_slot, slot))
        own[p, p] -= toward(raw(flow), p * SEVEN, c)[0]


@kernel
def eliminate(weight, own, by_slot, of_slot, speed, moving, head_of, inverse, follow, left):
    """Take the gates out of `weight` − J: `left` (heads, heads) are the factors L and U of what remains.

    A gate is then `inverse` times its right-hand side plus `follow` times its head.
    """
    heads = U(own.shape[0])
    width = U(inverse.shape[0])
    for i in range(heads):
        for j in range(heads):
            left[i, j] = -own[i, j]
        left[i, i] += weight
    for m in range(U(head_of.shape[0])):
        block, j = moving[m], head_of[m]
        settled = 1.0 / (weight + load(speed, block))
        store(inverse, block, settled)
        settled = load(of_slot, block) * settled
        store(follow, block, settled)
        for i in range(heads):
            left[i, j] -= sum_of(load(by_slot, i * width + block) * settled)
    for k in range(heads):
        for i in range(k + ONE, heads):
            left[i, k] /= left[k, k]
            for j in range(k + ONE, heads):
                left[i, j] -= left[i, k] * left[k, j]


@kernel
def solve(slope_v, right, by_slot, moving, head_of, inverse, follow, left, here, head, target, at):
    """The solution for the right-hand side `right` and `slope_v`: into `target` from `at` on; returns that of v."""
    heads = U(left.shape[0])
    width = U(inverse.shape[0])
    gates = U(head_of.shape[0])
    for m in range(gates):
        store(right, moving[m], load(right, moving[m]) * load(inverse, moving[m]))
    for i in range(heads):
        pulled = splat(0.0)
        for m in range(gates):
            pulled = pulled + load(by_slot, i * width + moving[m]) * load(right, moving[m])
        head[i] = sum_of(pulled) + (slope_v if i + ONE == heads else right[here + i])
        for j in range(i):
            head[i] -= left[i, j] * head[j]
    for back in range(heads):
        i = heads - ONE - back
        for j in range(i + ONE, heads):
            head[i] -= left[i, j] * head[j]
        head[i] /= left[i, i]
    for m in range(gates):
        block = moving[m]
        store(target, at + block, load(right, block) + load(follow, block) * head[head_of[m]])
    for p in range(heads - ONE):
        target[at + here + p] = head[p]
    return head[heads - ONE]
