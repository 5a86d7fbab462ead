"""Drugs, solutions and temperature in the form of the cell: what is shown, offered, changed and taken back."""

from dataclasses import replace
from time import thread_time

import pytest

from patch_sim import CELLS, CHANNELS, DRUGS, SOLUTIONS
from patch_sim.channels import Pool
from patch_sim.experiment import Experiment
from patch_sim.fields import edit, insert
from patch_sim.solutions import junction_potential
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.moves import history, take
from patch_sim_ui.state.record import record
from patch_sim_ui.view import bath_edits, edits
from patch_sim_ui.view.bath import ignores_temperature, shares
from patch_sim_ui.view.details import details
from patch_sim_ui.view.edits import Refused, changed
from patch_sim_ui.view.form import form


@pytest.fixture
def iv() -> Experiment:
    """The squid's I-V."""
    return Experiment.of("squid_axon", "iv_curve")


@pytest.fixture
def bench() -> Bench:
    """A bench as a new tab has it."""
    return Bench(_reflex_internal_init=True)


def test_a_drug_says_what_it_blocks_now(iv: Experiment) -> None:
    drugged = bath_edits.with_drug(iv, "ttx")
    (card,) = form(drugged, {}, {}).drugs
    assert (card.label, card.dose.text, card.dose.unit, card.dose.log) == ("Tetrodotoxin", "1", "µM", True)
    assert card.blocks == "Blocks 99.5 % of Na⁺ transient"
    assert card.dose.lo == pytest.approx(1e-3)
    assert card.dose.hi == pytest.approx(1e3)
    less = changed(drugged, "cell.drugs.ttx.concentration", "0.005")
    assert form(less, {}, {}).drugs[0].blocks == "Blocks 50 % of Na⁺ transient"
    assert form(less, {}, {}).cards[0].absolute == "600 nS left"
    idle = bath_edits.with_drug(iv, "xe991")
    assert form(idle, {}, {}).drugs[0].blocks == "Blocks nothing in this cell"
    digested = bath_edits.with_drug(iv, "pronase")
    assert form(digested, {}, {}).drugs[0].blocks == "Takes h from 98 % of Na⁺ transient"


def test_channels_of_equal_block_stand_together() -> None:
    cell = insert(CELLS["regular_spiking"], "sections.soma.channels", replace(CHANNELS["kv_hh"]))
    assert list(shares(cell, DRUGS["tea"].left)) == [
        "67 % of K⁺ delayed rectifier, K⁺ delayed rectifier",
        "72 % of K⁺ M-type",
    ]


def test_drugs_come_and_go_and_reset(iv: Experiment) -> None:
    drugged = bath_edits.with_drug(iv, "tea")
    assert "tea" not in [choice.name for choice in form(drugged, {}, {}).drugs_to_add]
    assert len(form(iv, {}, {}).drugs_to_add) == len(DRUGS)
    path = "cell.drugs.tea.concentration"
    assert edits.restored(changed(drugged, path, "3"), path) == drugged
    off = edits.switched(drugged, "cell.drugs.tea")
    assert not off.cell.drugs[0].enabled
    assert form(off, {}, {}).drugs[0].blocks == "Not in the bath"
    assert form(off, {}, {}).cards[1].absolute == "360 nS"
    assert bath_edits.without_drug(drugged, "tea") == iv
    for wrong in ("tee", "", "tea "):
        with pytest.raises(Refused):
            bath_edits.with_drug(iv, wrong)
    with pytest.raises(Refused):
        bath_edits.without_drug(iv, "tea")


def test_half_blocks_unfold(iv: Experiment) -> None:
    found = details(bath_edits.with_drug(iv, "ttx"), "cell.drugs.ttx", {})
    kinds = ("Sodium, sensitive to tetrodotoxin", "Sodium, resistant to tetrodotoxin")
    assert [row.label for row in found] == ["IC50", "Hill", "Most"] * 2 + ["Wash-in", "Wash-out", "Exchange"]
    assert [row.head for row in found] == [kinds[0], "", "", kinds[1], *[""] * 5]
    assert [row.under for row in found] == [kinds[0]] * 3 + [kinds[1]] * 3 + [""] * 3


def test_a_wash_out_before_the_wash_in_stands_beside_it(bench: Bench) -> None:
    bench.take_drug("ttx")
    bench.open_details("cell.drugs.ttx")
    bench.edit("cell.drugs.ttx.start_s", "2")
    bench.edit("cell.drugs.ttx.stop_s", "1")
    wrong = {row.label: row.error for row in bench.details if row.error}
    assert list(wrong) == ["Wash-out"]
    assert "a drug must come before it goes" in wrong["Wash-out"]


def test_undo_washes_a_drug_out(bench: Bench) -> None:
    before = history(bench).now
    bench.take_drug("ttx")
    assert [card.name for card in bench.bath.drugs] == ["ttx"]
    bench.open_details("cell.drugs.ttx")
    assert bench.opened == "cell.drugs.ttx"
    bench.slide("cell.drugs.ttx.concentration", "0.01")
    bench.edit("cell.drugs.ttx.concentration", "0.02")
    bench.undo()
    assert bench.bath.drugs[0].dose.text == "1"
    bench.undo()
    assert bench.bath.drugs == ()
    assert history(bench).now == before
    bench.redo()
    bench.take_drug("ttx")
    assert history(bench).now == before
    bench.take_drug("nonsense")
    assert history(bench).now == before


def test_solutions_are_picked_side_by_side(iv: Experiment, bench: Bench) -> None:
    sides = form(iv, {}, {}).solutions
    assert (sides.bath, sides.pipette, sides.junction) == ("own", "own", "–")
    bench.pick_solution("bath", "seawater")
    assert bench.bath.solutions.bath == "seawater"
    assert [ion.out.text for ion in bench.bath.ions] == ["440", "10"]
    bench.pick_solution("pipette", "axoplasm")
    assert bench.bath.solutions.junction.endswith(" mV")
    bench.edit("cell.ions.k.out", "20")
    assert bench.bath.solutions.bath == ""
    assert bench.bath.solutions.baths[0].label == "Custom"
    assert bench.bath.solutions.junction == "–"
    bench.pick_solution("bath", "own")
    bench.pick_solution("pipette", "own")
    assert history(bench).now.cell == iv.cell
    for wrong in ("axoplasm", "sea", ""):
        bench.pick_solution("bath", wrong)
    assert history(bench).now.cell == iv.cell


def test_the_junction_potential_is_hendersons() -> None:
    cell = Experiment.of("regular_spiking", "iv_curve")
    both = bath_edits.in_solution(bath_edits.in_solution(cell, "bath", "acsf"), "pipette", "k_gluconate")
    expected = junction_potential(SOLUTIONS["k_gluconate"], SOLUTIONS["acsf"], 36.0)
    assert 10 < expected < 20
    assert form(both, {}, {}).solutions.junction == f"+{expected:.1f} mV"


def test_raising_potassium_says_by_how_much() -> None:
    cortical = Experiment.of("regular_spiking", "iv_curve")
    shown = form(cortical, {}, {})
    assert [ion.moved for ion in shown.ions] == ["", ""]
    assert "(" not in shown.rest
    raised = form(edit(edit(cortical, "cell.ions.k.out", 3.28037 * 4), "protocol.holding", -70.0), {}, {})
    assert [ion.moved for ion in raised.ions] == ["", "+36.9"]
    assert raised.rest.startswith("−6")
    assert "(+" in raised.rest


def test_a_channel_of_ones_own_is_offered(iv: Experiment) -> None:
    grown = edits.with_channel(edits.with_channel(iv, "soma", "own k"), "soma", "own na")
    assert grown.cell.e_rev(grown.cell.sections[0].channels[-1]) == grown.cell.ions[0].e_rev(6.3)
    for wrong in ("own", "own ", "own xe", "own ca.out"):
        with pytest.raises(Refused):
            edits.with_channel(iv, "soma", wrong)
    assert [card.name for card in form(grown, {}, {}).cards][-2:] == ["own", "own_2"]
    path = "cell.sections.soma.channels.own"
    texts = {row.label: row.text for row in details(grown, path, {}) if row.formula}
    assert texts["m ∞"] == "1/(1 + exp(-(v - m_half)/8))"
    with pytest.raises(Refused, match="is no function of a formula"):
        changed(grown, f"{path}.gates.m.inf.text", "system(v)")
    assert edits.without_channel(edits.without_channel(grown, "soma", "own"), "soma", "own_2") == iv


def test_rest_is_left_out_where_it_takes_long(iv: Experiment) -> None:
    pooled = edit(iv, "cell.sections.soma.pools", (Pool("k", 0.03, 10.0, 16.345, side="out"),))
    assert form(pooled, {}, {}).rest == ""


def test_a_cell_that_ignores_temperature_says_so(iv: Experiment) -> None:
    assert form(iv, {}, {}).temperature_hint == ""
    bare = edit(edit(iv, "cell.sections.*.channels.*.q10", 1.0), "cell.celsius", 20.0)
    assert ignores_temperature(bare.cell)
    assert "reversal potentials alone" in form(bare, {}, {}).temperature_hint
    assert form(bare, {}, {}).ions[1].moved == "−3.8"


def test_a_channel_brings_the_ion_that_it_needs(iv: Experiment) -> None:
    assert {choice.name for choice in form(iv, {}, {}).addable} == (
        CHANNELS.keys() - {"nav_hh", "kv_hh", "leak"} | {f"{edits.OWN}{ion}" for ion in ("na", "k", "ca", "cl")}
    )
    grown = edits.with_channel(iv, "soma", "ical")
    assert (grown.cell.ions[-1].name, grown.cell.ions[-1].out) == ("ca", 10.0)
    path = "cell.ions.ca.out"
    assert edits.restored(changed(grown, path, "3"), path).cell.ions[-1].out == 3.0
    assert len(form(grown, {}, {}).ions) == 3


def test_a_step_of_a_slider_is_quick() -> None:
    """With every drug in the bath, in another solution: the rows of the form in well under 80 ms, nothing cached."""
    experiment = Experiment.of("regular_spiking", "action_potential")
    for name in DRUGS:
        experiment = bath_edits.with_drug(experiment, name)
    experiment = bath_edits.in_solution(experiment, "bath", next(n for n, s in SOLUTIONS.items() if s.side == "bath"))
    form(experiment, {}, {})
    times = []
    for k in range(9):
        start = thread_time()
        experiment = changed(experiment, "cell.ions.k.out", f"{3 + k / 10}")
        form(experiment, {}, {})
        times.append(thread_time() - start)
    assert min(times) < 0.08


def test_more_potassium_says_by_how_much_reversal_rest_and_firing_move(bench: Bench) -> None:
    """3.29 to 12 mM on the regular-spiking cell: E_K, rest and the count of spikes, each beside what it was."""
    bench.pick_cell("regular_spiking")
    bench.pick_protocol("repetitive_firing")
    take(bench, record(history(bench).now, ""), history(bench).now)
    assert {one.moved for one in bench.sheet.numbers} == {""}
    bench.edit("cell.ions.k.out", "12")
    take(bench, record(history(bench).now, ""), history(bench).now)
    (potassium,) = (row for row in bench.bath.ions if row.name == "k")
    found = {one.label: one for one in bench.sheet.numbers}
    assert (potassium.moved, bench.channels.rest) == ("+34.6", "−69.9 mV (+0.7)")
    assert (found["Spikes"].text, found["Spikes"].moved) == ("23", "+13")
    assert found["Rest"].moved == "+0.7"
    bench.edit("cell.ions.k.out", "3.2902")
    take(bench, record(history(bench).now, ""), history(bench).now)
    assert next(one for one in bench.sheet.numbers if one.label == "Spikes").moved == ""
