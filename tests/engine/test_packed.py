"""Rows of conductances, eight at a time: the same sums as one row after the other."""

import numpy as np
import pytest
from numba import njit

from patch_sim.engine.packed import numbered, pack, packed_conductance
from patch_sim.engine.raw import hold, raw
from patch_sim.engine.simd import zeros
from patch_sim.engine.single import U

SLOTS = 32


@njit
def summed(x, packing, g, e, law):
    numbers = numbered(packing.numbers, packing.rows, g, e, law)
    sums = packed_conductance(
        raw(x), U(packing.term_ends.shape[0]), raw(packing.term_ends), raw(packing.pair_ends), raw(packing.terms),
        raw(packing.powers), raw(packing.places), raw(numbers), 0.0,
    )  # fmt: skip
    hold((x, numbers))
    return sums


@pytest.mark.parametrize("seed", range(12))
def test_sums_are_those_of_single_rows(seed: int) -> None:
    """Rows whose gates stand below each other, to any power, rows whose gates stand anywhere, and rows without any."""
    rng = np.random.default_rng(seed)
    rows: list[list[int]] = [[]]
    for _ in range(rng.integers(1, 30)):
        if rng.random() < 0.6:
            lane = rng.integers(8)
            rows.append([int(b) * 8 + int(lane) for b in rng.integers(0, SLOTS // 8, rng.integers(0, 8))])
        else:
            rows.append(rng.integers(0, SLOTS, rng.integers(0, 12)).tolist())
    x, n = zeros(SLOTS + 8), len(rows)
    x[:SLOTS], x[SLOTS] = rng.uniform(0.1, 1.0, SLOTS), 1.0
    g, e, law = rng.uniform(0, 5, n), rng.uniform(-90, 50, n), rng.choice([0, 1], n).astype(np.uint64)
    ends = np.cumsum([len(row) for row in rows]).astype(np.uint64)
    factors = np.array([slot for row in rows for slot in row], np.uint64)
    total, drive, first = summed(x, pack(ends, factors, law, 1, SLOTS), g, e, law)
    opened = np.array([strength * x[row].prod() for strength, row in zip(g, rows, strict=True)])
    assert total == pytest.approx(opened[law == 0].sum(), rel=1e-13)
    assert drive == pytest.approx((opened * e)[law == 0].sum(), rel=1e-12, abs=1e-12)
    assert first == pytest.approx(opened[law == 1].sum(), rel=1e-13)
