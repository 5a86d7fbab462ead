"""The conductance rows of one sweep, eight at a time.

Rows stand together so that their gates stand below each other (`slots.py`): a term of eight rows is a block of the
state, each lane to its own power. Rows whose gates stand elsewhere are put together apart, and their factors picked one
by one, as many as the longest of them needs; a factor more is one. A row that follows a pool has a weight in the sums
of its law and none in those of the rows with fixed reversals.
"""

import numpy as np
from numba import types

from .simd import (
    FLAGS,
    INT32,
    INT64,
    inlined,
    intrinsic,
    ir,
    kernel,
    load,
    shuffle,
    splat,
    store,
    vec8,
    zeros,
)
from .single import EIGHT, FOUR, G_OF, J_OF, ONE, S_OF, SEVEN, ZERO, U

UNDEFINED = ir.Constant(vec8.doubles, ir.Undefined)
MANY = 5
"""Rows from which packing is worth its while."""
FIXED, DRIVE, OPEN, LAWS = U(1), U(2), U(3), U(4)
"""Pages of `numbers` after the conductances: weight and weight times reversal of rows with fixed ones, what is open
now, and the weights in each law."""
POWERS = U(24)
"""Numbers of a term: three bits of the power of each lane, the lowest first."""


@intrinsic
def times_where(typing, weight, product, factor):
    """`product`, multiplied by `factor` where `weight` is positive."""

    def generate(context, builder, signature, args):
        weight, product, factor = args
        chosen = builder.fcmp_ordered(">", weight, ir.Constant(weight.type, [0.0] * 8))
        return builder.select(chosen, builder.fmul(product, factor, flags=FLAGS), product)

    return vec8(vec8, vec8, vec8), generate


@intrinsic
def pick(typing, array, places, at):
    """The elements of `array` at the places[at], … places[at + 7], of raw ones: eight loads, faster than a gather."""

    def generate(context, builder, signature, args):
        data, index, _ = args
        vector = UNDEFINED
        for k in range(8):
            place = builder.load(builder.gep(index, [builder.add(args[2], INT64(k))]))
            vector = builder.insert_element(vector, builder.load(builder.gep(data, [place])), INT32(k))
        return vector

    return vec8(array, places, types.uint64), generate


@intrinsic
def sum_of(typing, vector):
    """The sum of the eight."""

    def generate(context, builder, signature, args):
        total = args[0]
        for span in (4, 2, 1):
            other = shuffle(builder, total, UNDEFINED, [k ^ span for k in range(8)])
            total = builder.fadd(total, other, flags=FLAGS)
        return builder.extract_element(total, INT32(0))

    return types.float64(vec8), generate


@kernel
def pack(g, e, ends, factors, law, spots, one):
    """Order the rows, for the state whose last slot is followed by a one at `one`.

    Returns where the terms and the picked pairs of factors of each eight rows end; the slots where terms begin and the
    bits of their powers; the slots of picked factors; `numbers`, and the page of each law in it.
    """
    rows = g.shape[0]
    begins = np.zeros(rows + 1, np.int64)
    pages = np.zeros(spots.shape[0] * 2 + 1, np.uint64)
    used = np.int64(LAWS)
    for r in range(rows):
        begins[r + 1] = ends[r]
        if law[r] > 0 and pages[law[r]] == 0:
            pages[law[r]] = used
            used += 1
    blocks = np.int64(one) // 8
    # A group has eight lanes and a power for each of them in every block.
    taken = np.full(rows * 8 + 8, -1, np.int64)
    bits = np.zeros((rows + 1) * blocks * 8, np.int64)
    aligned = 0
    left = np.zeros(rows, np.int64)
    lefts = 0
    # Those with most factors first, that others find the terms that they need.
    most = 0
    for r in range(rows):
        most = max(most, begins[r + 1] - begins[r])
    for depth in range(most, -1, -1):
        for r in range(rows):
            if begins[r + 1] - begins[r] != depth:
                continue
            lane = np.int64(factors[begins[r]]) % 8 if depth else -1
            fits = depth < 8
            for k in range(begins[r], begins[r + 1]):
                fits &= np.int64(factors[k]) % 8 == lane
            if not fits:
                left[lefts] = r
                lefts += 1
                continue
            best, least, there = -1, 1 << 30, 0
            for group in range(aligned + 1):
                place = lane
                if depth == 0:
                    place = 0
                    while place < 7 and taken[group * 8 + place] >= 0:
                        place += 1
                if taken[group * 8 + place] >= 0:
                    continue
                cost = 1000 if group == aligned else 0
                for k in range(begins[r], begins[r + 1]):
                    block = np.int64(factors[k]) // 8
                    known = 0
                    for other in range(8):
                        known += bits[(group * blocks + block) * 8 + other]
                    cost += 1 if known == 0 else 0
                if cost < least:
                    best, least, there = group, cost, place
            taken[best * 8 + there] = r
            for k in range(begins[r], begins[r + 1]):
                bits[(best * blocks + np.int64(factors[k]) // 8) * 8 + lane] += 1
            aligned = max(aligned, best + 1)
    groups = aligned + (lefts + 7) // 8
    size = groups * 8
    for n in range(lefts):
        taken[aligned * 8 + n] = left[n]
    for n in range(lefts, (groups - aligned) * 8):
        taken[aligned * 8 + n] = -1
    numbers = zeros(max(used, np.int64(LAWS) + 1) * size)
    term_ends, pair_ends = np.zeros(groups, np.uint64), np.zeros(groups, np.uint64)
    terms, powers = np.zeros(aligned * blocks, np.uint64), zeros(max(1, aligned * blocks) * 24)
    places = np.full(rows * most * 8 + 8, one, np.uint64)
    term, pair = 0, 0
    for group in range(groups):
        longest = 0
        for lane in range(8):
            n = group * 8 + lane
            r = taken[n]
            if r < 0:
                continue
            numbers[n] = g[r]
            if law[r] == ZERO:
                numbers[size + n] = 1.0
                numbers[2 * size + n] = e[r]
            else:
                numbers[np.int64(pages[law[r]]) * size + n] = 1.0
            if group >= aligned:
                longest = max(longest, (begins[r + 1] - begins[r] + 1) // 2)
                for k in range(begins[r], begins[r + 1]):
                    places[pair * 16 + (k - begins[r]) * 8 + lane] = factors[k]
        pair += longest
        if group < aligned:
            for block in range(blocks):
                known = 0
                for lane in range(8):
                    power = bits[(group * blocks + block) * 8 + lane]
                    known += power
                    for bit in range(3):
                        powers[term * 24 + bit * 8 + lane] = (power >> bit) & 1
                if known > 0:
                    terms[term] = block * 8
                    term += 1
        term_ends[group] = term
        pair_ends[group] = pair
    return term_ends, pair_ends, terms, powers, places, numbers, pages


@inlined
def packed_conductance(x, groups, term_ends, pair_ends, terms, powers, places, numbers, drive):
    """sum(g prod(x)) and, added to `drive`, sum(g prod(x) e) of the rows with fixed reversals; and of the first law."""
    size = groups * EIGHT
    total = splat(0.0)
    pulled = splat(0.0)
    first = splat(0.0)
    term = ZERO
    pair = ZERO
    for group in range(groups):
        here = group * EIGHT
        opened = load(numbers, here)
        other = splat(1.0)  # a product beside it: each waits for its own last factor only
        while term < term_ends[group]:
            factor = load(x, terms[term])
            bits = term * POWERS
            opened = times_where(load(powers, bits), opened, factor)
            factor = factor * factor
            other = times_where(load(powers, bits + EIGHT), other, factor)
            opened = times_where(load(powers, bits + U(16)), opened, factor * factor)
            term += ONE
        while pair < pair_ends[group]:
            opened = opened * pick(x, places, pair * U(16))
            other = other * pick(x, places, pair * U(16) + EIGHT)
            pair += ONE
        opened = opened * other
        store(numbers, OPEN * size + here, opened)
        total = total + opened * load(numbers, FIXED * size + here)
        pulled = pulled + opened * load(numbers, DRIVE * size + here)
        first = first + opened * load(numbers, LAWS * size + here)
    return sum_of(total), drive + sum_of(pulled), sum_of(first)


@inlined
def opened_by(numbers, size, page):
    """The sum of what is open of the rows of one law."""
    total = splat(0.0)
    for here in range(ZERO, size, EIGHT):
        total = total + load(numbers, OPEN * size + here) * load(numbers, page * size + here)
    return sum_of(total)


@inlined
def packed_flows(
    x, v, groups, term_ends, pair_ends, terms, powers, places, numbers, pages, pools, spots, flow, at, work, drive
):  # fmt: skip
    """As `packed_conductance`, with reversals that follow the pools, whose concentrations stand from `at` on in `x`.

    A row of a pool's ion carries opened · slope · (w − reversal) at a voltage w near `v`, and opened · lift more for
    each mM above the concentration in `x`; `work` gets the sums over the rows of a pool, G, J, S of G w − J + S y.
    """
    total, drive, first = packed_conductance(x, groups, term_ends, pair_ends, terms, powers, places, numbers, drive)
    size = groups * EIGHT
    for p in range(pools):
        q = spots[p * FOUR + ONE] * EIGHT
        page = pages[p + p + ONE]
        opened = 0.0
        if page:
            opened = first if page == LAWS else opened_by(numbers, size, page)
        g_sum, j_sum, s_sum = opened, opened * x[q], -opened * x[q + ONE]
        page = pages[p + p + U(2)]
        if page:
            opened = first if page == LAWS else opened_by(numbers, size, page)
            q = spots[p * FOUR + U(3)]
            c, across = x[at + p], flow[p * SEVEN + U(3)]
            inside = flow[p * SEVEN + FOUR] > 0.0
            within, without = (c, across) if inside else (across, c)
            sloped = opened * (within * x[q + U(2)] - without * x[q + U(3)])
            g_sum += sloped
            j_sum += sloped * v - opened * (within * x[q] - without * x[q + ONE])
            s_sum += opened * (x[q] if inside else -x[q + ONE])
        work[G_OF + p] = g_sum
        work[J_OF + p] = j_sum
        work[S_OF + p] = s_sum
        total += g_sum
        drive += j_sum
    return total, drive
