"""The amplifier's panel owes a row for each circuit, Auto the true value, and a check that one click answers."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import RIGS, Experiment, simulate
from patch_sim.engine.problems import problems
from patch_sim.fields import edit
from patch_sim_ui.view import amplifier
from patch_sim_ui.view.edits import Refused, changed
from patch_sim_ui.view.form import form
from patch_sim_ui.view.offers import offers
from patch_sim_ui.view.panels import panels

BARE = Experiment.of("squid_axon", "iv_curve", "whole_cell")
CIRCUITS = (
    "c_fast", "c_slow", "c_set", "r_set_mohm", "correction", "prediction", "leak_gohm", "cutoff", "noise", "bits",
    "r_feedback_gohm", "c_glass", "r_shunt_gohm",
)  # fmt: skip


@pytest.mark.parametrize("name", CIRCUITS)
def test_every_circuit_switches_on_to_something_that_runs_and_off_again(name: str) -> None:
    bare = edit(BARE, "rig.c_fast", 0.0)
    if name == "c_slow":
        bare = edit(edit(bare, "rig.c_glass", 1.5), "rig.tau_glass", 250.0)
    on = amplifier.with_circuit(bare, f"rig.{name}")
    assert getattr(on.rig, name)
    assert problems(on) == ()
    off = amplifier.with_circuit(on, f"rig.{name}")
    assert not getattr(off.rig, name)
    assert problems(off) == ()


def test_auto_sets_what_is_true() -> None:
    for name, value in (("c_set", 10.0), ("r_set_mohm", 10.0), ("c_fast", 5.0)):
        assert getattr(amplifier.with_auto(BARE, f"rig.{name}").rig, name) == pytest.approx(value)
    with pytest.raises(Refused):
        amplifier.with_auto(BARE, "rig.noise")
    with pytest.raises(Refused):
        amplifier.with_auto(BARE, "cell.celsius")


def test_auto_measures_what_only_a_test_can_tell() -> None:
    """Leak subtraction at the resistance of cell and electrode together; slow injection at rest."""
    model = Experiment.of("model_cell", "membrane_test", "whole_cell")
    assert amplifier.with_auto(model, "rig.leak_gohm").rig.leak_gohm == pytest.approx(0.51, rel=0.001)
    spike = Experiment.of("squid_axon", "action_potential", "whole_cell")
    kept = amplifier.with_circuit(spike, "rig.v_slow")
    assert kept.rig.v_slow == -65.0
    assert not problems(kept)
    assert amplifier.with_circuit(kept, "rig.v_slow").rig.v_slow is None
    slow = edit(edit(BARE, "rig.c_glass", 1.5), "rig.tau_glass", 250.0)
    done = amplifier.with_auto(slow, "rig.c_slow").rig
    assert (done.c_slow, done.tau_slow) == (1.5, 250.0)


def test_a_mode_has_the_circuits_that_it_can_have() -> None:
    def shown(mode: str) -> set[str]:
        rows = form(edit(BARE, "protocol.mode", mode), {}, {}).amplifier.compensations
        return {row.field.path.removeprefix("rig.") for row in rows}

    assert {"c_fast", "c_slow", "correction"} <= shown("vc")
    assert {"bridge_mohm", "v_slow"} <= shown("cc")
    assert shown("i0") == {"pipette_offset", "c_neutral"}


def test_a_trouble_is_one_step() -> None:
    assert amplifier.with_trouble(BARE, "rising_access").rig.r_s_mohm == pytest.approx(30.0)
    for rig, name in ((BARE.rig, "moon"), (RIGS["ideal"], "leaky_seal")):
        with pytest.raises(Refused):
            amplifier.with_trouble(replace(BARE, rig=rig), name)


def test_command_pipette_and_truth_can_be_had_in_any_panel() -> None:
    for experiment, names in (
        (BARE, ["command", "v", "v_pip"]),
        (Experiment.of("squid_axon", "action_potential", "whole_cell"), ["v_pip", "v"]),
    ):
        found = [offer for offer in offers(simulate(experiment)) if "true V" in offer["label"]]
        assert [signal["name"] for signal in found[0]["signals"]] == names


def test_the_head_says_what_is_left() -> None:
    shown = form(amplifier.with_circuit(BARE, "rig.correction"), {}, {}).amplifier
    assert shown.left == "2 of 10 MΩ uncompensated"
    on = [row.field.label for row in shown.compensations if row.checked]
    assert on == ["Cₚ fast", "Whole-cell Rₛ", "Rₛ correction"]
    current = Experiment.of("squid_axon", "action_potential", "whole_cell")
    assert form(current, {}, {}).amplifier.left == "10 of 10 MΩ not balanced"
    assert form(replace(BARE, rig=RIGS["ideal"]), {}, {}).amplifier.left == "ideal electrode"
    over = replace(BARE, rig=replace(BARE.rig, r_set_mohm=14.0, correction=90.0))
    assert form(over, {}, {}).amplifier.left == "2.6 MΩ more than the 10 that there are"
    said = [check.text for check in amplifier.checks(over)]
    assert "will oscillate" in said[0]
    assert not any("Voltage error" in text for text in said)
    balanced = [check.text for check in amplifier.checks(amplifier.with_circuit(current, "rig.bridge_mohm"))]
    assert "The bridge is balanced: the drop over the 10 MΩ is taken away." in balanced


def test_a_remedy_is_one_click() -> None:
    bridge = Experiment.of("squid_axon", "action_potential", "sharp")
    found = [check for check in amplifier.checks(bridge) if check.remedy]
    for check in found:
        bridge = amplifier.remedied(bridge, check.remedy)
    assert not [check for check in amplifier.checks(bridge) if check.is_warning]
    with pytest.raises(Refused):
        amplifier.remedied(bridge, "Set 12 %")


@pytest.mark.parametrize("cell", ["model_cell", "squid_axon", "purkinje", "nociceptor", "thalamic_relay"])
def test_auto_takes_nineteen_twentieths_of_the_transient(cell: str) -> None:
    """Where the membrane has 20 times the access: what is compensated is a capacitance behind a resistance, no leak."""
    bare = Experiment.of(cell, "membrane_test", "whole_cell")
    before, after = simulate(bare), simulate(amplifier.with_auto(bare, "rig.c_set"))
    window = before.window(bare.protocol.stimulus)
    eight = slice(window.start, window.start + round(8 * bare.protocol.rate))

    def transient(current: np.ndarray) -> float:
        return float(np.abs(current[eight] - current[eight.stop]).max())

    assert transient(after["i_m"][0]) <= 0.05 * transient(before["i_m"][0])


def test_the_truth_lies_over_the_command_behind_a_rig_alone() -> None:
    command = panels(BARE)[-1]["signals"]
    assert [signal["name"] for signal in command] == ["command", "v", "v_pip"]
    assert command[1]["hue"] == "truth"
    assert len(panels(replace(BARE, rig=RIGS["ideal"]))[-1]["signals"]) == 1
    recorded = panels(Experiment.of("squid_axon", "action_potential", "whole_cell"))[0]["signals"]
    assert [signal["name"] for signal in recorded] == ["v_pip", "v"]


def test_an_empty_seal_says_what_it_means_and_its_rule_is_written_out() -> None:
    sealed = Experiment.of("model_cell", "membrane_test", rig="whole_cell")
    with pytest.raises(Refused, match=r"such as 12\.5 or 1e3; still empty: a perfect seal"):
        changed(sealed, "rig.r_seal_gohm", "tight")
    with pytest.raises(Refused, match=r"must lie between 0\.001 and 1000000 GΩ"):
        changed(sealed, "rig.r_seal_gohm", "1e7")


def test_a_compensation_that_is_refused_without_a_resistance_can_be_seen_and_switched_off() -> None:
    bare = edit(edit(edit(BARE, "rig.r_set_mohm", 10.0), "rig.correction", 80.0), "rig.r_s_mohm", 0.0)
    shown = [row.field.path for row in form(bare, {}, {}).amplifier.compensations]
    assert {"rig.correction", "rig.r_set_mohm", "rig.lag", "rig.leak_gohm"} <= set(shown)
    assert "rig.correction" in {problem.path for problem in problems(bare)}
    ideal = form(Experiment.of("squid_axon", "iv_curve"), {}, {}).amplifier.compensations
    assert [row.field.path for row in ideal] == ["rig.pipette_offset", "rig.leak_gohm"]
