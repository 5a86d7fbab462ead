"""Curves of the library's channels against those of public implementations, evaluated apart from this program.

Origin of channel_curves.json: the public .mod and .ode files that each entry's source names, at 19 voltages; of
pacemaker_curves.json the same formulas in plain Python, read in the public implementations of the named papers.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patch_sim import CHANNELS
from patch_sim.channels import Channel
from patch_sim.fields import edit

CURVES = {
    key: table
    for name in ("channel_curves.json", "pacemaker_curves.json")
    for key, table in json.loads((Path(__file__).parent / name).read_text(encoding="utf-8")).items()
}
CALCIUM = CURVES["_calcium_gates (cai mM)"]
KEYS = {
    "nav_hh": "Na_HH52 6.3C",
    "kv_hh": "K_HH52 6.3C",
    "nav_tm": "Na_TraubMiles VT=-55 36C",
    "kv_tm": "Kd_TraubMiles VT=-55 36C",
    "ih": "Ih_Kole06 34C",
    "ika": "KA_HM92 23.5C",
    "inap": "NaP_Magistretti (Hay) 34C",
    "inar": "NaR_Golgi/Granule 30C (D'Angelo01)",
    "im": "IM_Pospischil 36C taumax1000",
    "ikir_steephen": "Kir_Steephen09 22C(x3 at 35C)",
    "ical": "CaL_Reuveni93 36C",
    "ika_ca1": "KA_CA1prox Migliore99 35C",
    "ih_ca1": "Ih_CA1prox Magee/Poolos 35C",
    "im_ca1": "IM_CA1 borgkm 35C",
    "nav_ca1": "Na_CA1 nax 35C",
    "kv_ca1": "Kdr_CA1 35C",
    "nav_otsuka": "Na_Otsuka04 33C",
    "kv_otsuka": "K_Otsuka04 33C",
    "ika_otsuka": "KA_Otsuka04 33C",
    "icat_otsuka": "CaT_Otsuka04 33C",
    "nav_drion": "Na_Drion11",
    "kv_drion": "K_Drion11",
    "ical_drion": "CaL_Drion11",
    "ican_drion": "CaN_Drion11",
    "inmda_drion": "NMDA_Drion11",
    "nav17": "Nav1.7 Verma20",
    "nav18": "Nav1.8 Verma20",
    "kv_verma": "K_Verma20",
    "ika_verma": "KA_Verma20",
}
CELSIUS = {"inap": 34.0, "inar": 30.0, "ika_ca1": 35.0, "ih_ca1": 35.0, "im_ca1": 35.0, "nav_ca1": 35.0, "kv_ca1": 35.0}
"""Where the reference is not at the entry's own temperature."""


def compare(channel: Channel, key: str, celsius: float) -> None:
    """inf to 1e-6 and tau to 1e-5 of itself, at every voltage of the reference."""
    for text, gates in CURVES[key].items():
        at = channel.at(celsius)
        assert set(gates) == {gate.name for gate in channel.gates}
        for gate in channel.gates:
            inf, tau = gate.curves(float(text), at)
            where = f"{channel.name}.{gate.name} at {text} mV"
            assert inf == pytest.approx(gates[gate.name][0], abs=1e-6), where
            assert tau / channel.phi(gate, celsius) == pytest.approx(gates[gate.name][1], rel=1e-5), where


@pytest.mark.parametrize("name", KEYS)
def test_curves(name: str) -> None:
    compare(CHANNELS[name], KEYS[name], CELSIUS.get(name, CHANNELS[name].t_ref))


def test_curves_of_a_channel_that_calcium_inactivates() -> None:
    channel = CHANNELS["ical_otsuka"]
    compare(replace(channel, gates=channel.gates[:2]), "CaL_Otsuka04 33C", 33.0)


@pytest.mark.parametrize(("name", "v_half", "slope"), [("ical_otsuka", 1e-4, -2e-5), ("ikca_otsuka", 1.7e-4, 8e-5)])
def test_curves_of_boltzmann_functions_of_calcium(name: str, v_half: float, slope: float) -> None:
    ca = np.array([1e-6, 5e-5, 1e-4, 1.7e-4, 3e-4])
    inf, _ = CHANNELS[name].gates[-1].curves(np.zeros(5), {"ca": ca})
    np.testing.assert_allclose(inf, 1 / (1 + np.exp(-(ca - v_half) / slope)), rtol=1e-9)


def test_curves_of_a_shifted_channel() -> None:
    compare(edit(CHANNELS["icat"], "params.shift.value", 0.0), "CaT_HM92/Destexhe98 24C shift0", 24.0)


@pytest.mark.parametrize("ca", CALCIUM)
def test_curve_of_calcium(ca: str) -> None:
    (gate,) = CHANNELS["ikca"].gates
    inf, tau = gate.curves(np.array([-80.0, 20.0]), CHANNELS["ikca"].at(20.0, float(ca)))
    assert inf == pytest.approx(CALCIUM[ca]["SK_E2_Hay"], abs=1e-6)
    assert tau == pytest.approx(1.0)


def test_the_shift_moves_the_curves() -> None:
    moved = edit(CHANNELS["nav_tm"], "params.v_t.value", -63.0)
    for ours, theirs in zip(moved.gates, CHANNELS["nav_tm"].gates, strict=True):
        np.testing.assert_allclose(
            ours.curves(-48.0, moved.at(36.0)), theirs.curves(-40.0, CHANNELS["nav_tm"].at(36.0)), rtol=1e-12
        )


def test_every_gated_entry_is_compared() -> None:
    gated = {name for name, channel in CHANNELS.items() if channel.gates}
    assert gated == KEYS.keys() | {"ikca", "icat", "ikir", "ical_otsuka", "ikca_otsuka"}


def test_the_inward_rectifier_is_the_published_one_at_its_e_k() -> None:
    """With E_K at −90 mV, that of the paper's cell, both entries have the same steady state."""
    (gate,) = CHANNELS["ikir"].gates
    for text, gates in CURVES[KEYS["ikir_steephen"]].items():
        assert gate.curves(float(text), CHANNELS["ikir"].at(22.0, e_rev=-90.0))[0] == pytest.approx(
            gates["m"][0], abs=1e-6
        )
