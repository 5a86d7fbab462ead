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
    "kv3_khaliq": "Kfast_Khaliq03 22C",
    "kv_mid_khaliq": "Kmid_Khaliq03 22C",
    "kv_slow_khaliq": "Kslow_Khaliq03 22C",
    "icap_khaliq": "CaP_Khaliq03 22C",
    "ih_khaliq": "Ih_Purkinje Khaliq03 22C",
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
    "nav_mainen": "Na_MainenSejnowski96 37C vshift-10",
    "kv_mainen": "Kv_MainenSejnowski96 37C",
    "im_mainen": "IM_MainenSejnowski96 37C",
    "nav_wang": "Na_WangBuzsaki96 phi5",
    "kv_wang": "K_WangBuzsaki96 phi5",
    "ika_connor": "KA_ConnorStevens",
    "icat_relay": "CaT_Destexhe96_TC 36C shift2",
    "ih_relay": "Ih_Destexhe96_TC 36C",
    "ih_huguenard": "Ih_HM92 35.5C",
    "inap_huguenard": "NaP_HM92",
    "ical_mccormick": "CaL_MH92 23.5C",
    "im_yamada": "IM_McCormick93/Yamada89 23.5C",
    "nav_hay": "NaTa_t Hay2011 34C",
    "kv_korngreen": "K_Pst Hay2011 34C",
    "ika_korngreen": "K_Tst Hay2011 34C",
    "kv3": "Kv3 SKv3_1 Hay2011",
    "kv3_gillies": "Kv3_1 Gillies 32C",
    "im_adams": "IM_Adams82 (Hay) 34C",
    "icat_hay": "CaLVA Hay2011 34C",
    "ikd": "KD Migliore 36C",
    "ican": "CaN_Wolf05 22C",
    "ical12": "CaL_Cav1.2 Wolf05 22C",
    "ikir_dangelo": "Kir_GrC D'Angelo01 20C",
    "kv1": "Kv1 Akemann06 22C",
    "ican_gillies": "CaHVA_Gillies 22C",
    "ical_magee": "CaL_CA1 MJ95",
    "ican_magee": "CaN_CA1 MJ95",
}
CELSIUS = {"inap": 34.0, "inar": 30.0, "icat_relay": 36.0}
CELSIUS |= dict.fromkeys(("nav_mainen", "kv_mainen", "im_mainen"), 37.0)
CELSIUS |= dict.fromkeys(("nav_hay", "kv_korngreen", "ika_korngreen", "im_adams", "icat_hay"), 34.0)
CELSIUS |= dict.fromkeys(("ika_ca1", "ih_ca1", "im_ca1", "nav_ca1", "kv_ca1"), 35.0)
"""Where the reference is not at the entry's own temperature."""

LAST = 1e-16
"""What a sigmoid may err by: half of the last place of 1, since it is formed from a number between -1 and 1."""


def compare(channel: Channel, key: str, celsius: float) -> None:
    """inf to 1e-6 and tau to 1e-5 of itself, at every voltage of the reference."""
    # Below 1e-10 `LAST` is more than a millionth: one entry at one voltage, an inf of 6e-16.
    for text, gates in CURVES[key].items():
        at = channel.at(celsius)
        of_voltage = [gate for gate in channel.gates if "ca" not in gate.names]
        assert set(gates) == {gate.name for gate in of_voltage}
        for gate in of_voltage:
            inf, tau = gate.curves(float(text), at)
            where = f"{channel.name}.{gate.name} at {text} mV"
            assert inf == pytest.approx(gates[gate.name][0], rel=1e-6, abs=LAST), where
            if gate.instantaneous or gates[gate.name][1] is None:
                continue
            assert tau / channel.phi(gate, celsius) == pytest.approx(gates[gate.name][1], rel=1e-5), where


@pytest.mark.parametrize("name", KEYS)
def test_curves(name: str) -> None:
    compare(CHANNELS[name], KEYS[name], CELSIUS.get(name, CHANNELS[name].t_ref))


def test_curves_of_a_channel_that_calcium_inactivates() -> None:
    for name, key, celsius in (("ical_otsuka", "CaL_Otsuka04 33C", 33.0), ("ibk_khaliq", "BK_Khaliq03 22C", 22.0)):
        channel = CHANNELS[name]
        compare(replace(channel, gates=channel.gates[:2]), key, celsius)


@pytest.mark.parametrize(("name", "v_half", "slope"), [("ical_otsuka", 1e-4, -2e-5), ("ikca_otsuka", 1.7e-4, 8e-5)])
def test_curves_of_boltzmann_functions_of_calcium(name: str, v_half: float, slope: float) -> None:
    ca = np.array([1e-6, 5e-5, 1e-4, 1.7e-4, 3e-4])
    inf, _ = CHANNELS[name].gates[-1].curves(np.zeros(5), {"ca": ca})
    np.testing.assert_allclose(inf, 1 / (1 + np.exp(-(ca - v_half) / slope)), rtol=1e-9)


@pytest.mark.parametrize("ca", CALCIUM)
def test_calcium_opens_a_gate_of_bk(ca: str) -> None:
    (inf, _) = CHANNELS["ibk_khaliq"].gates[2].curves(0.0, {"ca": float(ca)})
    assert inf == pytest.approx(CALCIUM[ca]["BK_z_Khaliq"], rel=1e-9)


UNSHIFTED = {"icat": "CaT_HM92/Destexhe98 24C shift0", "icat_reticular": "CaTs_RE HP92/Destexhe94 24C shift0"}
"""Those whose reference has no shift of voltage."""


@pytest.mark.parametrize("name", UNSHIFTED)
def test_curves_of_a_shifted_channel(name: str) -> None:
    compare(edit(CHANNELS[name], "params.shift.value", 0.0), UNSHIFTED[name], 24.0)


OF_CALCIUM = {
    "ikca": ("SK_E2_Hay", 20.0, 20.0),
    "iahp_destexhe": ("AHP_Destexhe94", 22.0, 0.0),
    "iahp_mccormick": ("AHP_MH92_23p5", 23.5, 0.0),
    "can_destexhe": ("CAN_Destexhe94", 36.0, 0.0),
    "ikca_mccormick": ("KC_MH92_Vm40", 23.5, -40.0),
}
"""Of each gate of calcium its reference, and that one's temperature and voltage."""


@pytest.mark.parametrize("ca", CALCIUM)
@pytest.mark.parametrize("name", OF_CALCIUM)
def test_curve_of_calcium(name: str, ca: str) -> None:
    channel, (key, celsius, v) = CHANNELS[name], OF_CALCIUM[name]
    (gate,) = channel.gates
    inf, tau = gate.curves(v, channel.at(celsius, float(ca)))
    expected = np.atleast_1d(CALCIUM[ca][key])
    assert inf == pytest.approx(expected[0], rel=1e-9)
    if expected.size > 1:
        assert tau / channel.phi(gate, celsius) == pytest.approx(expected[1], rel=1e-9)


def test_the_calcium_channel_of_mainen_is_that_of_reuveni_at_another_temperature() -> None:
    assert CHANNELS["ical_mainen"].gates == CHANNELS["ical"].gates


def test_cav13_is_cav12_that_opens_earlier() -> None:
    (m, h), (late, other) = CHANNELS["ical13"].gates, CHANNELS["ical12"].gates
    assert (h, m.tau) == (other, late.tau)
    assert m.curves(-33.0, {})[0] == pytest.approx(late.curves(-8.9, {})[0])


def test_the_shift_moves_the_curves() -> None:
    moved = edit(CHANNELS["nav_tm"], "params.v_t.value", -63.0)
    for ours, theirs in zip(moved.gates, CHANNELS["nav_tm"].gates, strict=True):
        np.testing.assert_allclose(
            ours.curves(-48.0, moved.at(36.0)), theirs.curves(-40.0, CHANNELS["nav_tm"].at(36.0)), rtol=1e-12
        )


ELSEWHERE = {
    "ical_mainen": "above",
    "ical13": "above",
    "ikca_mainen": "linear in calcium, as its facts say",
    "nav_connor": "rates of firing of the cell connor_stevens",
    "kv_connor": "rates of firing of the cell connor_stevens",
    "ical_otsuka": "above",
    "ikca_otsuka": "above",
    "ibk_khaliq": "above",
    "ikir": "below",
}
"""What compares the others."""


def test_every_gated_entry_is_compared() -> None:
    gated = {name for name, channel in CHANNELS.items() if channel.gates}
    assert gated == KEYS.keys() | UNSHIFTED.keys() | OF_CALCIUM.keys() | ELSEWHERE.keys()


def test_the_inward_rectifier_is_the_published_one_at_its_e_k() -> None:
    """With E_K at −90 mV, that of the paper's cell, both entries have the same steady state."""
    (gate,) = CHANNELS["ikir"].gates
    for text, gates in CURVES[KEYS["ikir_steephen"]].items():
        assert gate.curves(float(text), CHANNELS["ikir"].at(22.0, e_rev=-90.0))[0] == pytest.approx(
            gates["m"][0], rel=1e-6
        )
