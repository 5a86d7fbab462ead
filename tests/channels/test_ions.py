"""Electrochemistry against textbook values (R, F of CODATA 2018)."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, ParameterError, UnknownNameError
from patch_sim.cells import Section, with_layer
from patch_sim.channels import Channel, Ion, Permeant, Pool
from patch_sim.channels.ions import ghk_voltage, nernst
from patch_sim.engine.tables import membrane
from patch_sim.fields import edit, insert


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


@pytest.mark.parametrize("name", ["", "5", "K", "na v"])
def test_an_ion_has_a_name_of_a_path(name: str) -> None:
    with pytest.raises(ParameterError, match=r"Ion\.name"):
        Ion(name, 1, 3.5, 140.0)


def test_a_known_ion_has_its_charge() -> None:
    with pytest.raises(ParameterError, match=r"Ion 'k': its charge is \+1, not -1"):
        Ion("k", -1, 3.5, 140.0)


@pytest.mark.parametrize("rest", [1e-320, 1e-8, 300.0])
def test_a_layer_rests_where_its_rates_are_tabulated(rest: float) -> None:
    with pytest.raises(ParameterError, match=r"Pool\.rest = .* mM: must lie between 1e-07 and 250 mM"):
        Pool("ca", depth=0.1, tau=80.0, rest=rest)


def test_a_layer_needs_a_section_that_is_there() -> None:
    with pytest.raises(UnknownNameError, match="no section 'dend'; did you mean 'soma'"):
        with_layer(CELLS["squid_axon"], "dend", "k_o")


def test_an_ion_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match="no ion 'na'"):
        CHANNELS["nav_hh"].reversal((), 20.0)


def test_a_fixed_reversal_overrides_the_ion() -> None:
    assert replace(CHANNELS["nav_hh"], e_rev=12.0).reversal((), 20.0) == 12.0


MAMMAL = (Ion("na", 1, out=145.0, in_=12.0), Ion("k", 1, out=3.5, in_=140.0))


def test_a_mixed_channel_reverses_where_its_ions_balance() -> None:
    """P_Na/P_K = 0.158 gives the −45 mV of Kole et al. (2006); more sodium outside depolarizes, as it must."""
    ih = CHANNELS["ih"]
    assert ih.reversal(MAMMAL, 37.0) == pytest.approx(-44.94, abs=0.01)
    assert ih.needs == {"na", "k"}
    more = (replace(MAMMAL[0], out=290.0), MAMMAL[1])
    assert ih.reversal(more, 37.0) > ih.reversal(MAMMAL, 37.0) + 10
    assert replace(ih, e_rev=-30.0).reversal((), 37.0) == -30.0
    assert replace(ih, e_rev=-30.0).needs == frozenset()


def test_chloride_passes_the_other_way() -> None:
    cl = Ion("cl", -1, out=130.0, in_=7.0)
    assert ghk_voltage([(0.3, cl)], 37.0) == pytest.approx(cl.e_rev(37.0))


def test_only_monovalent_ions_have_a_ratio() -> None:
    squid = CELLS["squid_axon"]
    with pytest.raises(ParameterError, match="ion 'ca' has the charge"):
        Channel("mix", "Mix", 1.0, permeants=(Permeant("k", 1.0), Permeant("ca", 0.1)))
    mixed = Channel("mix", "Mix", 1.0, permeants=(Permeant("k", 1.0), Permeant("ba", 0.1)))
    with pytest.raises(ParameterError, match="channel 'mix' needs the ion 'ba'"):
        insert(squid, "sections.soma.channels", mixed)
    salty = replace(squid, ions=(*squid.ions, Ion("ba", 2, out=10.0, in_=1e-4)))
    with pytest.raises(ParameterError, match="ratio for 'ba', which only ions of charge ±1 can have"):
        insert(salty, "sections.soma.channels", mixed)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"ion": "k", "permeants": (Permeant("na", 1.0),)}, "without an ion of its own"),
        ({"permeants": (Permeant("na", 1.0), Permeant("na", 0.2))}, "twice among its permeants"),
        ({"e_rev": 0.0, "g_out_power": 0.5}, "g_out_power needs an ion"),
    ],
)
def test_contradictions_are_refused(given: dict[str, Any], rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        Channel("x", "X", 1.0, **given)


def test_the_inward_rectifier_follows_potassium() -> None:
    """Tenfold [K⁺] outside moves its half by E_K's 58 mV and makes it √10 times as large."""
    squid = insert(CELLS["squid_axon"], "sections.soma.channels", CHANNELS["ikir"])
    more = edit(squid, "ions.k.out", 163.45)
    ikir, shift = CHANNELS["ikir"], squid.ions[1].e_rev(6.3) - more.ions[1].e_rev(6.3)
    assert shift == pytest.approx(-55.4, abs=0.1)
    (gate,) = ikir.gates
    for cell in (squid, more):
        half = cell.ions[1].e_rev(6.3) - 12.0
        assert gate.curves(half, cell.at(ikir))[0] == pytest.approx(0.5)
    assert membrane(more).g[-1] / membrane(squid).g[-1] == pytest.approx(10**0.5)
    assert membrane(squid).g[-1] == pytest.approx(0.5 * 10 * (16.345 / 3.5) ** 0.5)


def test_the_inward_rectifier_conducts_below_e_k_alone() -> None:
    """The ratio of the chord conductances 40 mV below and above E_K is that of two points of its Boltzmann curve."""
    cell = replace(CELLS["squid_axon"], sections=(Section("soma", 10.0, 10.0, channels=(CHANNELS["ikir"],)),))
    e_k = cell.ions[1].e_rev(cell.celsius)
    below, above = (float(membrane(cell).current(v, membrane(cell).steady(v))) for v in (e_k - 40, e_k + 40))
    assert below < 0 < above
    assert -below / above == pytest.approx((1 + np.exp(52 / 13)) / (1 + np.exp(-28 / 13)))
