"""The conductance rows of one sweep, eight at a time.

Rows stand together so that their gates stand below each other (`slots.py`): a term of eight rows is a block of the
state, each lane to its own power. Rows whose gates stand elsewhere are put together apart, and their factors picked one
by one, as many as the longest of them needs; a factor more is one. A row that follows a pool has a weight in the sums
of its law and none in those of the rows with fixed reversals.
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from .simd import (
    FLAGS,
    INT32,
    INT64,
    WIDTH,
    aligned,
    copy,
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

Array = NDArray[np.float64]
Index = NDArray[np.uint64]
UNDEFINED = ir.Constant(vec8.doubles, ir.Undefined)
MANY = 5
"""Rows from which packing is worth its while."""
FIXED, DRIVE, OPEN, LAWS = U(1), U(2), U(3), U(4)
"""Pages of `numbers` after the conductances: weight and weight times reversal of rows with fixed ones, what is open
now, and the weights in each law."""
POWERS = U(24)
"""Numbers of a term: three bits of the power of each lane, the lowest first."""


@intrinsic
def where(typing, sign, factor):
    """`factor` where `sign` is negative, else 1: a choice by sign takes one instruction."""

    def generate(context, builder, signature, args):
        sign, factor = args
        whole = ir.VectorType(INT64, 8)
        chosen = builder.icmp_signed("<", builder.bitcast(sign, whole), ir.Constant(whole, [0] * 8))
        return builder.select(chosen, factor, ir.Constant(factor.type, [1.0] * 8))

    return vec8(vec8, vec8), generate


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


class Packed(NamedTuple):
    """The order of the rows of a membrane in groups of eight, as the kernels read it."""

    term_ends: Index
    """(groups,): where the terms of a group end,"""
    pair_ends: Index
    """and its picked pairs of factors."""
    terms: Index
    """The slot at which each term begins, a multiple of eight, plus the highest power in it."""
    powers: Array
    """The bits of its powers, negative where they are set."""
    places: Index
    """The slots of picked factors; of a factor too many that of the one behind the state."""
    pages: Index
    """(laws + 1,): the page of each law in `numbers`."""
    rows: NDArray[np.int64]
    """(groups · 8,): the row in each lane, or −1."""
    numbers: Array
    """Pages of the length of `rows`: conductances, then what the pages above say; but for conductances and reversals
    as the kernels begin with them."""


def pack(ends: Index, factors: Index, law: Index, pools: int, one: int) -> Packed:
    """Order the rows, for the state whose last slot is followed by a one at `one`."""
    return packed(ends.tobytes(), factors.tobytes(), law.tobytes(), pools, one)


@lru_cache(64)
def packed(ends: bytes, factors: bytes, law: bytes, pools: int, one: int) -> Packed:
    """`pack`, found again: conductances and reversals, which often change, have no part in it."""
    stops, slots, laws = (np.frombuffer(raw, np.uint64).tolist() for raw in (ends, factors, law))
    rows = [slots[start:stop] for start, stop in pairwise([0, *stops])]
    taken, left = grouped(rows)
    groups = [(lanes, True) for lanes in taken]
    groups += [([*left[k : k + WIDTH], *[-1] * (k + WIDTH - len(left))], False) for k in range(0, len(left), WIDTH)]
    term_ends: list[int] = []
    pair_ends: list[int] = []
    terms: list[int] = []
    powers: list[float] = []
    places: list[int] = []
    for lanes, below in groups:
        mine = [rows[r] if r >= 0 else [] for r in lanes]
        if below:
            for block in sorted({slot // WIDTH for row in mine for slot in row}):
                counts = [sum(slot // WIDTH == block for slot in row) for row in mine]
                terms.append(block * WIDTH + max(counts))
                powers += [-1.0 if count >> bit & 1 else 1.0 for bit in range(3) for count in counts]
        else:
            longest = -(-max(map(len, mine)) // 2) * 2
            places += [row[k] if k < len(row) else one for k in range(longest) for row in mine]
        term_ends.append(len(terms))
        pair_ends.append(len(places) // (2 * WIDTH))
    order = np.array([r for lanes, _ in groups for r in lanes], np.int64)
    known = list(dict.fromkeys(filter(None, laws)))
    pages = np.zeros(2 * pools + 1, np.uint64)
    pages[known] = np.arange(len(known)) + int(LAWS)
    numbers = np.zeros((int(LAWS) + max(1, len(known)), order.size))
    for n, r in enumerate(order.tolist()):
        if r >= 0:
            numbers[int(pages[laws[r]] if laws[r] else FIXED), n] = 1.0
    index = partial(np.array, dtype=np.uint64)
    return Packed(
        index(term_ends), index(pair_ends), index(terms), aligned(np.array(powers, dtype=float)), index(places),
        pages, order, aligned(numbers.reshape(-1)),
    )  # fmt: skip


def grouped(rows: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[int]]:
    """The rows of each group whose gates stand below each other, lane by lane (−1 for none), and the rows left over."""
    taken: list[list[int]] = []
    blocks: list[set[int]] = []
    left: list[int] = []
    # Those with most factors first, that others find the terms that they need.
    for r in sorted(range(len(rows)), key=lambda r: -len(rows[r])):
        lanes = {slot % WIDTH for slot in rows[r]}
        if len(lanes) > 1 or len(rows[r]) >= WIDTH:
            left.append(r)
            continue
        mine = {slot // WIDTH for slot in rows[r]}
        choices: list[tuple[int, int, int]] = []
        for k, group in enumerate([*taken, [-1] * WIDTH]):
            lane = next(iter(lanes)) if lanes else group.index(-1) if -1 in group else 0
            if group[lane] < 0:
                more = len(mine - blocks[k]) if k < len(taken) else 1000 + len(mine)
                choices.append((more, k, lane))
        _, k, lane = min(choices)
        if k == len(taken):
            taken.append([-1] * WIDTH)
            blocks.append(set())
        taken[k][lane] = r
        blocks[k] |= mine
    return taken, left


@kernel
def numbered(template, rows, g, e, law):
    """The numbers of `Packed` with conductances and reversals in them."""
    size = U(rows.shape[0])
    numbers = zeros(template.shape[0])
    copy(numbers, ZERO, template, ZERO, U(template.shape[0]))
    for n in range(size):
        if rows[n] >= 0:
            r = U(rows[n])
            numbers[n] = g[r]
            if law[r] == ZERO:
                numbers[DRIVE * size + n] = e[r]
    return numbers


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
            highest = terms[term] & SEVEN
            factor = load(x, terms[term] - highest)
            bits = term * POWERS
            powered = where(load(powers, bits), factor)
            if highest > ONE:
                factor = factor * factor
                powered = powered * where(load(powers, bits + EIGHT), factor)
                if highest > U(3):
                    other = other * where(load(powers, bits + U(16)), factor * factor)
            opened = opened * powered
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
