"""What the presets are named for: their analyses find it."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import ANALYSES, CHANNELS, PROTOCOLS, Experiment, ProtocolMismatch, simulate
from patch_sim.analysis import Result
from patch_sim.fields import edit, insert


def result(protocol: str, analysis: str, cell: str = "squid_axon", **edits: object) -> Result:
    experiment = Experiment.of(cell, protocol)
    for path, value in edits.items():
        experiment = edit(experiment, path.replace("__", "."), value)
    return ANALYSES[analysis].run(simulate(experiment))


def test_action_potential_is_one_spike_to_40_mv() -> None:
    found = result("action_potential", "spikes")
    assert found.values["Spikes"] == (1.0, "")
    assert found.values["First peak"][0] == pytest.approx(40.0, abs=1.0)
    assert len(found.table["Peak"][0]) == 1


def test_subthreshold_response_has_no_spike_and_says_so() -> None:
    found = result("subthreshold_response", "spikes")
    assert found.values["Spikes"] == (0.0, "")
    assert np.isnan(found.values["First peak"][0])
    assert "No spike" in found.note


def test_subthreshold_response_gives_the_input_resistance() -> None:
    found = result("subthreshold_response", "input_resistance")
    assert found.values["Input resistance"] == (pytest.approx(86.0, rel=0.1), "MΩ")
    steady = found.table["Steady"][0]
    assert steady[4] == pytest.approx(-65.0, abs=0.05)
    assert np.all(np.diff(steady) > 0)


@pytest.mark.parametrize(
    ("protocol", "edits", "spikes"),
    [
        ("subthreshold_response", {"cell__sections__soma__channels__kv_hh__g_max": 30.0}, (1, 1)),
        ("subthreshold_response", {"cell__sections__soma__channels__kv_hh__g_max": 15.0}, (9, 99)),
        ("action_potential", {"cell__sections__soma__channels__nav_hh__g_max": 50.0}, (0, 0)),
        (
            "action_potential",
            {"cell__sections__soma__channels__nav_hh__g_max": 50.0, "protocol__epochs__B__level": 300.0},
            (1, 1),
        ),
        ("repetitive_firing", {"cell__celsius": 20.0}, (15, 60)),
        ("repetitive_firing", {"cell__celsius": 28.0}, (0, 1)),
    ],
)
def test_what_the_presets_say_to_try(protocol: str, edits: dict[str, float], spikes: tuple[int, int]) -> None:
    assert spikes[0] <= result(protocol, "spikes", **edits).values["Spikes"][0] <= spikes[1]


def test_a_single_spike_is_drawn_as_a_phase_plot() -> None:
    figure = result("action_potential", "spikes").figure
    assert figure.title == "Phase plot"
    assert figure.traces[0].y.max() > 200


def test_one_sweep_gives_no_slope_and_the_note_says_so() -> None:
    found = result("action_potential", "input_resistance")
    assert np.isnan(found.values["Input resistance"][0])
    assert "two different currents" in found.note


def test_repetitive_firing_lasts_to_the_end_of_the_step() -> None:
    found = result("repetitive_firing", "spikes")
    times = found.table["Time"][0]
    assert len(times) > 10
    assert times[-1] > 200
    assert 50 < found.values["Rate"][0] < 80


def test_iv_curve_reverses_near_the_sodium_potential() -> None:
    found = result("iv_curve", "iv_curve")
    reversal, unit = found.values["Reversal"]
    assert unit == "mV"
    assert reversal == pytest.approx(50.0, abs=5.0)  # potassium and leak, already open, pull it a little below E_Na
    assert found.values["Largest inward"][0] < -10_000
    peak, steady = found.table["Peak"][0], found.table["Steady"][0]
    assert np.argmin(peak) == 10
    assert np.all(np.diff(steady) > 0)


def test_without_sodium_there_is_no_reversal_and_the_note_says_so() -> None:
    found = result("iv_curve", "iv_curve", cell__sections__soma__channels__nav_hh__enabled=False)
    assert found.values["Largest inward"][0] > -1000
    assert np.isnan(found.values["Reversal"][0]) == bool(found.note)


def test_an_f_i_curve_has_a_point_a_sweep() -> None:
    found = result("repetitive_firing", "spikes", protocol__n_sweeps=6, protocol__epochs__B__level_delta=20.0)
    (points,) = found.figure.traces
    assert points.sweeps == tuple(range(6))
    assert np.all(np.diff(points.y) >= 0)


@pytest.mark.parametrize(("protocol", "analysis"), [("iv_curve", "spikes"), ("action_potential", "iv_curve")])
def test_the_wrong_recording_is_refused(protocol: str, analysis: str) -> None:
    with pytest.raises(ProtocolMismatch, match=f"analysis '{analysis}' reads"):
        result(protocol, analysis)


def test_settings_are_fields() -> None:
    strict = replace(ANALYSES["spikes"], level=60.0)
    found = strict.run(simulate(Experiment.of("squid_axon", "action_potential")))
    assert found.values["Spikes"][0] == 0.0


def numbers(protocol: str, cell: str = "squid_axon", **edits: object) -> dict[str, float]:
    """Values and columns of the preset's own analysis."""
    found = result(protocol, PROTOCOLS[protocol].analysis, cell, **edits)
    return {name: number for name, (number, _) in found.values.items()} | {
        f"{name} column": column for name, (column, _) in found.table.items()
    }


def test_tries_of_current_clamp() -> None:
    shallow = numbers("anode_break", protocol__epochs__B__duration=1.0)["Spikes column"]
    assert np.sum(shallow) < np.sum(numbers("anode_break")["Spikes column"])
    slow = numbers("current_ramp", protocol__epochs__B__duration=1000.0)
    assert slow["First peak"] < numbers("current_ramp")["First peak"] - 5
    assert numbers("pulse_train", protocol__epochs__B__period=10.0)["Spikes"] < 40
    assert numbers("sine", protocol__epochs__B__frequency=80.0)["Spikes"] == 40
    assert numbers("sine", protocol__epochs__B__frequency=150.0)["Spikes"] < 75
    assert numbers("noise", protocol__epochs__B__tau=20.0)["Spikes"] < numbers("noise")["Spikes"]
    assert numbers("gap_free", cell__ions__k__out=30.0)["Spikes"] > 50
    assert numbers("current_step", protocol__epochs__B__level=20.0)["Spikes"] == 0
    lifted = edit(Experiment.of("squid_axon", "chirp"), "protocol.epochs.B.level", 25.0)
    assert ANALYSES["spikes"].run(simulate(lifted)).values["Spikes"][0] > 0


def test_tries_of_pairs_and_pulses() -> None:
    one, twice = numbers("refractory_period"), numbers("refractory_period", protocol__epochs__D__level=400.0)
    assert 0 < twice["Fires from"] < one["Fires from"]
    thin, thick = (numbers("strength_duration", cell__sections__soma__c_m=c)["Threshold column"] for c in (1.0, 1.6))
    growth = thick / thin
    assert np.all(growth[np.isfinite(growth)] >= 1)


def test_tries_of_frequency_and_sag() -> None:
    usual = numbers("frequency_response")
    less = numbers("frequency_response", cell__sections__soma__channels__kv_hh__g_max=32.0)
    assert less["Q"] > usual["Q"]
    assert less["Resonance"] < usual["Resonance"]
    experiment = Experiment.of("squid_axon", "hyperpolarization_steps")
    with_ih = insert(experiment, "cell.sections.soma.channels", CHANNELS["ih"])
    sag = ANALYSES["sag_rebound"].run(simulate(with_ih)).values["Sag"][0]
    assert sag > 1
    firing = Experiment.of("fast_spiking", "fi_curve")
    with_im = insert(firing, "cell.sections.soma.channels", CHANNELS["im"])
    before, after = (ANALYSES["f_i"].run(simulate(e)).values for e in (firing, with_im))
    assert after["Rheobase"][0] > before["Rheobase"][0]
    assert after["Adaptation index"][0] > before["Adaptation index"][0]


def test_tries_of_voltage_clamp() -> None:
    assert np.isnan(numbers("activation_ramp", protocol__epochs__C__duration=200.0)["Inward peak"])
    rich = numbers("voltage_ramp", cell__ions__k__out=50.0)
    assert rich["Zero current"] > numbers("voltage_ramp")["Zero current"] + 10
    near = numbers("recovery_from_inactivation", protocol__epochs__C__level=-60.0)
    assert near["Plateau"] < 0.6
    assert near["τ recovery"] > numbers("recovery_from_inactivation")["τ recovery"]
