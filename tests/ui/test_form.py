"""The rows of the page, for every cell and protocol."""

from dataclasses import replace

import pytest

from patch_sim import CHANNELS
from patch_sim.engine.problems import problems
from patch_sim.experiment import Experiment
from patch_sim.fields import edit, insert
from patch_sim_ui.theme import hues, ramp
from patch_sim_ui.view import edits, table_edits
from patch_sim_ui.view.details import details
from patch_sim_ui.view.epoch_plot import epoch_plot
from patch_sim_ui.view.form import form
from patch_sim_ui.view.panels import corners, panels, preview, signals

SODIUM = "cell.sections.soma.channels.nav_hh"


def test_every_experiment_has_a_form(experiment: Experiment) -> None:
    made = form(experiment, {}, {})
    assert [card.name for card in made.cards] == [c.name for c in experiment.cell.sections[0].channels]
    assert [ion.name for ion in made.ions] == [ion.name for ion in experiment.cell.ions]
    assert sum(head.state == "used" for head in made.epochs) == len(experiment.protocol.epochs)
    assert all(len(row.cells) == len(experiment.protocol.epochs) for row in made.epoch_rows)
    assert all((made.see, made.why, made.try_))


def test_reversal_potentials_are_live() -> None:
    iv = Experiment.of("squid_axon", "iv_curve")
    assert [ion.e_rev for ion in form(iv, {}, {}).ions] == ["+50.0", "−77.0"]
    assert form(edit(iv, "cell.ions.na.out", 880.0), {}, {}).ions[0].e_rev == "+66.7"


def test_conductance_is_shown_as_density_and_whole() -> None:
    card = form(Experiment.of("squid_axon", "iv_curve"), {}, {}).cards[0]
    assert (card.g.text, card.g.unit, card.absolute, card.hue) == ("120", "mS/cm²", "1200 nS", "na")


def test_errors_stand_beside_their_fields() -> None:
    iv = Experiment.of("squid_axon", "iv_curve")
    errors = {"cell.celsius": "too hot", "cell.ions.k.in_": "no", "protocol.epochs.B.level": "far"}
    made = form(iv, errors, {})
    assert made.temperature.error == "too hot"
    assert made.ions[1].error == "In: no"
    assert made.epoch_rows[0].error == "B: far"


def test_a_problem_stands_beside_its_field() -> None:
    iv = edit(Experiment.of("squid_axon", "iv_curve"), "protocol.epochs.B.duration_delta", -2.0)
    found = {p.path: f"{p.message}; {p.rule}" for p in problems(iv)}
    made = form(iv, {}, found)
    assert made.problem
    assert "B: epoch B lasts" in made.epoch_rows[3].error


def test_gates_unfold() -> None:
    iv = Experiment.of("squid_axon", "iv_curve")
    labels = [row.label for row in details(iv, "cell.sections.soma.channels.nav_hh", {})]
    assert {"Reversal", "m power", "m α rate", "h β slope", "Q10"} <= set(labels)
    assert len(set(labels)) == len(labels)
    assert details(iv, "cell.sections.soma.channels.none", {}) == ()


def test_a_rate_form_has_the_unit_of_what_it_gives() -> None:
    """The same form is a rate, a steady state and a time constant in one channel or another."""
    relay = Experiment.of("thalamic_relay", "action_potential")
    found = {row.label: row.unit for row in details(relay, "cell.sections.soma.channels.ih_relay", {})}
    assert found["s ∞ largest"] == ""
    squid = {row.label: row.unit for row in details(Experiment.of("squid_axon", "iv_curve"), SODIUM, {})}
    assert squid["m β rate"] == "1/ms"
    mixed = insert(relay, "cell.sections.soma.channels", CHANNELS["ih"])
    assert {"P_Na", "P_K"} <= {row.label for row in details(mixed, "cell.sections.soma.channels.ih", {})}


def test_a_channel_with_the_law_of_a_flux_has_no_fixed_reversal() -> None:
    relay = Experiment.of("thalamic_relay", "action_potential")
    for channel, is_there in ((CHANNELS["ical12"], False), (CHANNELS["ical"], True)):
        mixed = insert(relay, "cell.sections.soma.channels", channel)
        rows = details(mixed, f"cell.sections.soma.channels.{channel.name}", {})
        assert ("Reversal" in [row.label for row in rows]) == is_there == (channel.law == "ohmic")


@pytest.mark.parametrize(("protocol", "first", "unit"), [("iv_curve", "i_m", "pA"), ("action_potential", "v", "mV")])
def test_the_response_comes_first_and_the_command_last(protocol: str, first: str, unit: str) -> None:
    shown = panels(Experiment.of("squid_axon", protocol))
    assert [panel["id"] for panel in shown] == [first, "parts", "command"]
    assert shown[0]["unit"] == unit
    assert [choice["label"] for choice in shown[1]["choices"]] == ["Currents", "Gates"]


def test_a_channel_that_is_off_has_no_trace() -> None:
    iv = edit(Experiment.of("squid_axon", "iv_curve"), "cell.sections.soma.channels.nav_hh.enabled", False)
    assert "i_nav_hh" not in signals(iv)
    bare = edit(
        edit(iv, "cell.sections.soma.channels.kv_hh.enabled", False), "cell.sections.soma.channels.leak.enabled", False
    )
    assert [panel["id"] for panel in panels(bare)] == ["i_m", "command"]


def test_the_preview_is_the_command(experiment: Experiment) -> None:
    protocol = experiment.protocol
    for sweep in {0, protocol.n_sweeps - 1}:
        shown, command = corners(protocol, sweep), protocol.command(sweep)
        assert shown["x"][-1] == protocol.n_samples / protocol.rate
        at = dict(zip(shown["x"], shown["y"], strict=True))
        for start in protocol.bounds(sweep)[:-1]:
            assert at[start / protocol.rate] == pytest.approx(command[start])


def test_the_table_has_the_rows_of_its_types_and_dashes_between() -> None:
    iv = Experiment.of("squid_axon", "iv_curve")
    labels = [row.label for row in form(iv, {}, {}).epoch_rows]
    assert labels == ["First level", "Delta level", "First duration", "Delta duration", "Digital pattern"]
    mixed = table_edits.with_epoch(table_edits.with_epoch(iv, "B", "chirp"), "C", "pulse")
    rows = {row.label: row.cells for row in form(mixed, {}, {}).epoch_rows}
    assert [cell.path for cell in rows["Pulse width"]] == ["", "", "protocol.epochs.C.width"]
    assert [choice.name for choice in rows["Growth"][1].options] == ["linear", "exponential"]
    made = form(mixed, {}, {}, 0.0187)
    assert made.lasts == ("30 ms per sweep", "3000 samples at 100 kHz", "0.51 s in all")
    assert made.takes == "runs in about 20 ms"


def test_leak_subtraction_has_rows_and_a_panel() -> None:
    on = table_edits.switched_leak(Experiment.of("squid_axon", "iv_curve"))
    assert [field.label for field in form(on, {}, {}).leak][:2] == ["Sub-sweeps", "Polarity"]
    assert signals(on)[:2] == ["i_m_leak_subtracted", "i_m"]
    assert [choice["label"] for choice in panels(on)[0]["choices"]] == ["Leak-subtracted", "Raw"]


def test_a_preview_of_many_sweeps_is_small() -> None:
    many = edit(Experiment.of("squid_axon", "iv_curve"), "protocol.n_sweeps", 10_000).protocol
    assert len(preview(many)["sweeps"]) == 60
    assert len(epoch_plot(many).lines) == 60


def test_the_picture_of_a_protocol_lies_in_its_frame(experiment: Experiment) -> None:
    plot = epoch_plot(experiment.protocol)
    assert plot.lines
    assert all(0 <= mark.at <= 100 for mark in (*plot.letters, *plot.times, *plot.levels))
    assert sum(mark.on for mark in plot.letters) == 1


def test_hues_follow_the_ion_and_tell_potassium_channels_apart() -> None:
    channels = Experiment.of("squid_axon", "iv_curve").cell.sections[0].channels
    other = replace(channels[1], name="other")
    assert hues((*channels, other)) == {"nav_hh": "na", "kv_hh": "k", "leak": "leak", "other": "k2"}


def test_the_ramp_runs_from_end_to_end() -> None:
    assert ramp(0, 17) == "color-mix(in oklab, var(--ramp-1) 0.0%, var(--ramp-0))"
    assert ramp(16, 17) == "color-mix(in oklab, var(--ramp-4) 100.0%, var(--ramp-3))"
    assert ramp(0, 1) == "color-mix(in oklab, var(--ramp-3) 0.0%, var(--ramp-2))"


def test_steps_that_adapt_have_a_tolerance_in_place_of_a_length() -> None:
    pulse = Experiment.of("squid_axon", "action_potential")
    assert (form(pulse, {}, {}).step.path, form(pulse, {}, {}).step.unit) == ("solver.dt", "ms")
    adaptive = form(edit(pulse, "solver.method", "adaptive"), {}, {"solver.tolerance": "no"}).step
    assert (adaptive.path, adaptive.unit, adaptive.text, adaptive.error) == ("solver.tolerance", "mV", "0.01", "no")
    finer = edits.changed(edit(pulse, "solver.method", "adaptive"), adaptive.path, "0.001")
    assert finer.solver.tolerance == 0.001


def test_a_step_that_the_rate_cuts_says_so() -> None:
    pulse = edit(Experiment.of("squid_axon", "action_potential"), "protocol.rate", 20.0)
    assert form(pulse, {}, {}).step.label == "Solver step"
    assert form(edit(pulse, "protocol.rate", 100.0), {}, {}).step.label == "Solver step, cut to 0.01 ms by the rate"
