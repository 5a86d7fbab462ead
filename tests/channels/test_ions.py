"""Electrochemistry against textbook values (R, F of CODATA 2018)."""

import pytest

from patch_sim import CELLS, CHANNELS, ParameterError
from patch_sim.channels import Ion
from patch_sim.channels.ions import nernst


@pytest.mark.parametrize(
    ("z", "out", "in_", "celsius", "e_rev"),
    [
        (1, 3.5, 140.0, 37.0, -98.591),
        (1, 145.0, 12.0, 37.0, 66.598),
        (2, 2.0, 2.4e-4, 36.0, 120.2554),
        (1, 20.0, 400.0, 6.3, -72.141),
        (1, 440.0, 50.0, 6.3, 52.370),
    ],
)
def test_nernst(z: int, out: float, in_: float, celsius: float, e_rev: float) -> None:
    assert nernst(z, out, in_, celsius) == pytest.approx(e_rev, abs=6e-4)
    assert Ion("x", z, out, in_).e_rev(celsius) == nernst(z, out, in_, celsius)


def test_squid_reversals_are_the_textbooks() -> None:
    cell = CELLS["squid_axon"]
    reversals = [cell.e_rev(channel) for channel in cell.sections[0].channels]
    assert reversals == pytest.approx([50.0, -77.0, -54.387], abs=1e-3)


@pytest.mark.parametrize("concentration", [0.0, -1.0, float("nan"), float("inf"), 1e9, "4", None])
def test_a_concentration_is_positive(concentration: object) -> None:
    with pytest.raises(ParameterError, match=r"Ion\.out = .*must"):
        Ion("k", 1, concentration, 140.0)  # ty: ignore


def test_an_ion_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match="no ion 'na'"):
        CHANNELS["nav_hh"].reversal((), 20.0)


def test_a_fixed_reversal_overrides_the_ion() -> None:
    from dataclasses import replace

    assert replace(CHANNELS["nav_hh"], e_rev=12.0).reversal((), 20.0) == 12.0
