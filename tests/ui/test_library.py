"""The Library: everything in the registries has a page, whose numbers are those of the entries."""

import json
from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, Experiment, simulate
from patch_sim.drugs import DRUGS
from patch_sim.engine.problems import problems
from patch_sim.fields import edit
from patch_sim.link import from_link
from patch_sim.measures import CELL_MEASURES
from patch_sim_ui.view.alone import SECTION, alone, path_of
from patch_sim_ui.view.library import KINDS, first, found, groups, key_of
from patch_sim_ui.view.library_channel import channel_page, fields_of, speed
from patch_sim_ui.view.library_graphs import V, clamped, curves_of
from patch_sim_ui.view.library_others import dose_response, page_of
from patch_sim_ui.view.library_scheme import scheme_plot
from patch_sim_ui.view.library_words import CELL_FACTS, fact_rows, measured
from patch_sim_ui.view.proofs import channel_proofs


def test_the_list_has_every_entry_once():
    listed = [entry.key for group in groups() for entry in group.entries]
    assert sorted(listed) == sorted(key_of(kind, name) for kind, registry in KINDS.items() for name in registry)
    assert len(set(listed)) == len(listed)
    assert all(found(key) is not None for key in [*listed, first()])
    assert found("no such thing") is None


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=list(CHANNELS))
def test_every_channel_has_a_page_and_can_be_clamped_alone(channel):
    page = channel_page(channel)
    assert page.equations
    assert page.sources
    experiment = alone(channel)
    assert not problems(experiment)
    assert {c.name for c in experiment.cell.channels} == {channel.name, "leak"}
    for spec in [*curves_of(channel, experiment.cell, experiment.cell), clamped(experiment, channel.name)]:
        json.dumps(spec, allow_nan=False)
        low, high = spec["y"]["range"]
        for line in spec["lines"]:
            assert len(line["y"]) == len(spec["xs"])
            assert spec["y"]["log"] or low <= min(line["y"]) + 1e-9
            assert max(line["y"]) <= high * (1 + 1e-3) + 1e-9


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "channels"])
def test_every_other_entry_has_a_page(kind):
    for name, one in KINDS[kind].items():
        page = page_of(kind, one)
        assert page.label == one.label
        assert page.name == name
        if page.open:
            opened = from_link(page.open)
            assert not opened.changed
            assert not problems(opened.experiment)
        assert all(found(link.key) for link in (*page.fitting, *page.lacking))
        assert all(not row.key or found(row.key) for row in (*page.rows, *page.rows_2))


def test_the_curves_are_those_of_the_gates():
    channel = CHANNELS["nav_hh"]
    steady, times = curves_of(channel, alone(channel).cell, alone(channel).cell)
    drawn = {line["label"]: line["y"] for line in (*steady["lines"], *times["lines"])}
    for gate in channel.gates:
        inf, tau = gate.curves(V, channel.at(6.3))
        np.testing.assert_allclose(drawn[f"{gate.name}_∞"], inf, rtol=1e-3)
        np.testing.assert_allclose(drawn[f"τ_{gate.name}"], tau, rtol=1e-3)


def test_temperature_moves_the_time_constants_alone_and_keeps_their_axis():
    channel, cold = CHANNELS["nav_hh"], alone(CHANNELS["nav_hh"])
    warm = edit(cold, "cell.celsius", 16.3)
    before, after = (curves_of(channel, one.cell, cold.cell) for one in (cold, warm))
    assert before[0]["lines"] == after[0]["lines"]
    assert before[1]["y"] == after[1]["y"]
    for slow, fast in zip(before[1]["lines"], after[1]["lines"], strict=True):
        np.testing.assert_allclose(np.array(slow["y"]) / fast["y"], 3.0, rtol=2e-3)
    assert speed(warm, channel) == "τ ÷ 3.00"


def test_a_param_moves_the_curves():
    channel = CHANNELS["nav_hay"]
    experiment = alone(channel)
    (field,) = fields_of(experiment, channel)[1]
    assert field.path == f"{path_of(channel)}.params.shift.value"
    moved = edit(experiment, field.path, 20.0)
    one, other = (curves_of(channel, e.cell, experiment.cell)[0]["lines"][1]["y"] for e in (experiment, moved))
    half = [float(np.interp(0.5, line, V)) for line in (one, other)]
    assert half[0] - half[1] == pytest.approx(20.0, abs=0.2)


def test_a_gate_of_calcium_is_drawn_over_calcium():
    channel = CHANNELS["ikca"]
    steady = curves_of(channel, alone(channel).cell, alone(channel).cell)[0]
    assert steady["x"] == {"label": "[Ca²⁺]", "unit": "µM", "log": True}
    half = np.interp(0.5, steady["lines"][0]["y"], steady["xs"])
    assert half == pytest.approx(1e3 * channel.facts["z_ca_half"], rel=0.01)


def test_the_currents_are_those_of_the_simulation():
    channel = CHANNELS["kv_hh"]
    experiment = alone(channel)
    spec = clamped(experiment, channel.name)
    recording = simulate(experiment)
    peak = max(max(line["y"]) for line in spec["lines"])
    assert peak == pytest.approx(float(recording["i_kv_hh"].max()), rel=0.01)
    assert len(spec["lines"]) == experiment.protocol.n_sweeps


def test_facts_of_a_channel_hold_as_measured_now():
    channel = CHANNELS["nav_hh"]
    proofs = {proof.name: proof for proof in channel_proofs(channel.name)}
    rows = [measured(row, proofs[row.name]) for row in fact_rows(channel)]
    assert [row.holds for row in rows] == ["yes"] * len(channel.facts)
    assert rows[0].label == "Half of m open at"
    assert float(rows[0].measured.replace("−", "-")) == pytest.approx(proofs["m_half"].measured, abs=0.01)


def test_every_fact_of_a_cell_has_a_name_and_a_unit():
    assert CELL_FACTS.keys() == CELL_MEASURES.keys()


def test_a_scheme_is_drawn_with_every_state_apart():
    for channel in CHANNELS.values():
        if channel.scheme:
            plot = scheme_plot(channel.scheme)
            assert [state.name.lower() for state in plot.states] == list(channel.states)
            assert len({(state.x, state.y) for state in plot.states}) == len(plot.states)
            assert len(plot.ways) == len(plot.steps) == len(channel.scheme.transitions)


def test_the_marks_of_a_dose_response_curve_lie_on_it():
    for drug in DRUGS.values():
        spec = dose_response(drug)
        for line in spec["lines"]:
            at = np.interp(np.log(line["mark"]["x"]), np.log(spec["xs"]), line["y"])
            assert at == pytest.approx(line["mark"]["y"], abs=0.5)


def test_a_cell_names_what_a_preset_lacks():
    page = page_of("cells", CELLS["model_cell"])
    lacking = {link.label: link.detail for link in page.lacking}
    assert lacking["I-V Curve"] == "needs a sodium channel"
    assert Experiment.of("model_cell", "voltage_ramp").protocol.label in {link.label for link in page.fitting}


def test_the_leak_alone_is_the_only_channel_once():
    experiment = alone(CHANNELS["leak"])
    assert [c.name for c in experiment.cell.sections[0].channels] == ["leak"]
    assert experiment.cell.sections[0].name == SECTION
    assert replace(experiment.cell) == experiment.cell
