"""Models beside recordings: inside the band, or with a reason."""

import pytest

from patch_sim import CELLS
from patch_sim.recorded import RECORDED, Band, near


@pytest.mark.parametrize(("cell", "fact"), [(cell, fact) for cell, bands in RECORDED.items() for fact in bands])
def test_none_is_outside_without_a_reason(cell: str, fact: str) -> None:
    """What the cell states of itself is proven within its tolerance elsewhere."""
    band = RECORDED[cell][fact]
    assert band.low < band.high
    assert band.source
    assert bool(band.why) != band.holds(CELLS[cell].facts[fact]), CELLS[cell].facts[fact]


def test_a_band_holds_its_ends() -> None:
    assert near(1.9, 0.2, "a paper") == Band(1.7, 2.1, "a paper")
    assert [near(0, 1, "a paper").holds(x) for x in (-1.01, -1.0, 0.0, 1.0, 1.01)] == [False, True, True, True, False]
