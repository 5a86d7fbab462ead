"""What voltage-clamp analyses find is what the channels were made of."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import ANALYSES, CELLS, CHANNELS, Experiment, simulate
from patch_sim.analysis import Result
from patch_sim.analysis.currents import channel_of, crossing
from patch_sim.fields import edit

SQUID = CELLS["squid_axon"]


def result(protocol: str, analysis: str, cell: str = "squid_axon", **edits: object) -> Result:
    experiment = Experiment.of(cell, protocol)
    for path, value in edits.items():
        experiment = edit(experiment, path.replace("__", "."), value)
    return ANALYSES[analysis].run(simulate(experiment))


def gate(name: str, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    channel = CHANNELS["nav_hh"]
    return next(g for g in channel.gates if g.name == name).curves(v, channel.at(6.3))


def test_the_largest_sodium_conductance_is_that_of_the_paper() -> None:
    found = result("na_activation", "g_v")
    v, g = found.table["V"][0], found.table["G"][0]
    # Hodgkin & Huxley's equations from a membrane without inactivation: 29.1 mS/cm² at 0 mV from rest, where h is 0.596
    assert g[v == 0.0] == pytest.approx(29.1 / 0.596 * 10, rel=0.02)
    assert np.all(np.diff(g[np.isfinite(g)]) > 0)


def test_points_at_the_reversal_are_left_out_and_marked() -> None:
    found = result("na_activation", "g_v")
    v, share = found.table["V"][0], found.table["G / G max"][0]
    e_rev = SQUID.e_rev(CHANNELS["nav_hh"])
    near = np.abs(v - e_rev) <= 5
    assert near.sum() == 2
    assert np.array_equal(np.isnan(share), near)
    assert found.figure.traces[-1].hollow == tuple(near)
    assert "2 within 5 mV" in found.note


def test_more_sodium_outside_moves_currents_but_not_the_curve() -> None:
    one, two = result("na_activation", "g_v"), result("na_activation", "g_v", cell__ions__na__out=200.0)
    assert two.values["Reversal"][0] < one.values["Reversal"][0] - 15
    assert two.values["V½"][0] == pytest.approx(one.values["V½"][0], abs=1.0)


def test_steady_state_inactivation_is_the_gates() -> None:
    found = result("steady_state_inactivation", "h_inf")
    v, share = found.table["V"][0], found.table["I / I max"][0]
    h, _ = gate("h", v)
    np.testing.assert_allclose(share / share[0], h / h[0], atol=0.025)  # m is not quite the same after each level
    assert found.values["V½"][0] == pytest.approx(CHANNELS["nav_hh"].facts["h_half"], abs=1.0)


def test_a_short_conditioning_step_makes_the_curve_shallow() -> None:
    whole, short = (
        result("steady_state_inactivation", "h_inf", protocol__epochs__B__duration=ms) for ms in (100.0, 2.0)
    )
    assert short.values["k"][0] > 1.3 * whole.values["k"][0]


@pytest.mark.parametrize("level", [-100.0, -80.0, -70.0])
def test_recovery_has_the_time_constant_of_inactivation(level: float) -> None:
    found = result("recovery_from_inactivation", "recovery", protocol__epochs__C__level=level)
    _, tau = gate("h", np.array([level]))
    assert found.values["τ recovery"][0] == pytest.approx(float(tau[0]), rel=0.03)


def test_tails_reverse_at_the_potassium_potential_and_move_with_it() -> None:
    usual, rich = (result("tail_currents", "tail_currents", cell__ions__k__out=mM) for mM in (16.345, 50.0))
    assert usual.values["Reversal"][0] == pytest.approx(-77.0, abs=0.1)
    assert rich.values["Reversal"][0] == pytest.approx(24.083 * np.log(50 / 400), abs=0.1)  # RT/F at 6.3 °C
    tau = usual.table["τ"][0][usual.table["V"][0] == -120.0]
    channel = CHANNELS["kv_hh"]
    _, of_n = channel.gates[0].curves(np.array([-120.0]), channel.at(6.3))
    assert tau == pytest.approx(of_n / 4, rel=0.1)  # n⁴ falls to nearly 0


def test_a_train_wears_sodium_out_and_rest_restores_it() -> None:
    fast = result("voltage_pulse_train", "train_peaks").values["Last / first"][0]
    slow = result(
        "voltage_pulse_train", "train_peaks", protocol__epochs__B__period=50.0, protocol__epochs__B__duration=500.0
    )
    assert fast < 0.5
    assert slow.values["Last / first"][0] > 0.9


def test_the_zero_of_a_slow_ramp_is_the_resting_potential() -> None:
    found = result("voltage_ramp", "ramp_iv")
    assert found.values["Zero current"][0] == pytest.approx(SQUID.facts["v_rest"], abs=0.5)


def test_an_analysis_reads_the_channel_that_it_is_told() -> None:
    experiment = Experiment.of("nociceptor", "na_activation")
    assert channel_of(experiment, "", ("nav", "nav_r")).name == "nav17"
    found = replace(ANALYSES["g_v"], channel="nav18").run(simulate(experiment))
    assert "1.8" in found.figure.title
    channel = CHANNELS["nav18"]
    v = np.arange(-60.0, 20.0)
    inf, _ = channel.gates[0].curves(v, channel.at(channel.t_ref))
    assert found.values["V½"][0] == pytest.approx(float(v[np.argmin(np.abs(inf - 0.5))]), abs=6.0)
    assert not replace(ANALYSES["g_v"], channel="nonsense").fits(experiment)


def test_where_a_line_crosses_zero() -> None:
    x = np.array([-2.0, 0.0, 2.0])
    assert crossing(x, np.array([-1.0, -1.0, 1.0])) == 1.0
    assert crossing(x, np.array([-1.0, 0.0, 1.0])) == 0.0
    assert np.isnan(crossing(x, np.array([1.0, 2.0, 3.0])))
