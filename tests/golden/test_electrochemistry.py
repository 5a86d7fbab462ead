"""Nernst, Goldman–Hodgkin–Katz and their current against an independent computation with CODATA 2018, to 1e-6."""

import json
from pathlib import Path

import pytest

from patch_sim.channels import Ion
from patch_sim.channels.ions import ghk, ghk_voltage, nernst
from patch_sim.constants import F

VECTORS = json.loads((Path(__file__).parent / "channel_curves.json").read_text(encoding="utf-8"))["_electrochemistry"]
NERNST = {
    "K 3.5/140 37C": (1, 3.5, 140.0, 37.0),
    "K 5.4/150 22C": (1, 5.4, 150.0, 22.0),
    "Na 145/12 37C": (1, 145.0, 12.0, 37.0),
    "Na 440/50 6.3C squid": (1, 440.0, 50.0, 6.3),
    "K 20/400 6.3C squid": (1, 20.0, 400.0, 6.3),
    "Ca 2/2.4e-4 36C": (2, 2.0, 2.4e-4, 36.0),
    "Cl 130/7 37C": (-1, 130.0, 7.0, 37.0),
}
MAMMAL = (Ion("k", 1, 3.5, 140.0), Ion("na", 1, 145.0, 12.0))
SQUID = (Ion("k", 1, 20.0, 400.0), Ion("na", 1, 440.0, 50.0), Ion("cl", -1, 560.0, 52.0))
VOLTAGE = {
    "Ih pNa/pK=.2 3.5/140 145/12 37C": ((1.0, 0.2), MAMMAL, 37.0),
    "Ih pNa/pK=.35": ((1.0, 0.35), MAMMAL, 37.0),
    "rest PK:PNa:PCl 1:.04:.45 squid 20/400 440/50 560/52 20C": ((1.0, 0.04, 0.45), SQUID, 20.0),
}


def test_every_vector_is_tried() -> None:
    assert NERNST.keys() == VECTORS["nernst"].keys()
    assert VOLTAGE.keys() == VECTORS["ghk_voltage"].keys()


@pytest.mark.parametrize("key", NERNST)
def test_nernst(key: str) -> None:
    assert nernst(*NERNST[key]) == pytest.approx(VECTORS["nernst"][key], abs=1e-6)


@pytest.mark.parametrize("key", VOLTAGE)
def test_ghk_voltage(key: str) -> None:
    ratios, ions, celsius = VOLTAGE[key]
    passing = zip(ratios, ions, strict=True)
    assert ghk_voltage(passing, celsius) == pytest.approx(VECTORS["ghk_voltage"][key], abs=1e-6)


@pytest.mark.parametrize("key", VECTORS["ghk_current_Ca_mA_cm2_P1em4"])
def test_ghk_current_of_calcium(key: str) -> None:
    rise, fall = ghk(2, float(key.removeprefix("V=")), 36.0)
    current = 1e-4 * 2 * F * (2.4e-4 * rise - 2.0 * fall) * 1e-3  # µA/cm² to mA/cm²
    assert current == pytest.approx(VECTORS["ghk_current_Ca_mA_cm2_P1em4"][key], rel=1e-6)
