"""The lab book and the script: every change and run in the words of the form."""

from dataclasses import replace

import pytest

from patch_sim import CHANNELS, DRUGS, Experiment
from patch_sim.fields import edit, insert, remove
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.moves import history, take
from patch_sim_ui.state.record import record
from patch_sim_ui.view.book import MOST, Line, Tag, added, as_text, told
from patch_sim_ui.view.edits import with_channel
from patch_sim_ui.view.own_form import changes
from patch_sim_ui.view.table_edits import with_epoch

SOMA = "cell.sections.soma.channels"
SQUID = Experiment.of("squid_axon", "iv_curve")


@pytest.fixture
def bench() -> Bench:
    """A bench as a new tab has it."""
    return Bench(_reflex_internal_init=True)


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (SQUID, ""),
        (with_epoch(SQUID, "D", "ramp"), "epoch D off → ramp"),
        (edit(SQUID, f"{SOMA}.nav_hh.g_max", 60.0), "nav_hh conductance 120 → 60 mS/cm²"),
        (edit(SQUID, "cell.celsius", 18.5), "Temperature 6.3 → 18.5 °C"),
        (edit(SQUID, "protocol.epochs.B.level", -90.0), "epoch B first level −100 → −90 mV"),
        (edit(SQUID, f"{SOMA}.leak.enabled", False), "leak off"),
        (insert(SQUID, SOMA, CHANNELS["ika"]), f"Added {CHANNELS['ika'].label}"),
        (insert(SQUID, "cell.drugs", DRUGS["ttx"]), f"Added {DRUGS['ttx'].label}"),
        (remove(SQUID, f"{SOMA}.leak"), f"Removed {CHANNELS['leak'].label}"),
        (Experiment.of("squid_axon", "action_potential"), "Protocol: Action Potential"),
        (Experiment.of("model_cell", "iv_curve"), "Cell: Model cell (500 MΩ, 33 pF); protocol: I-V Curve"),
    ],
)
def test_a_change_is_told_in_the_words_of_the_form(after: Experiment, says: str) -> None:
    assert told(SQUID, after) == says


OWN = with_channel(SQUID, "soma", "own na")


@pytest.mark.parametrize(
    ("rest", "text", "says"),
    [
        ("label", "Nav of mine", "Renamed Own channel to Nav of mine"),
        ("gates", "m", "own gates m h → m"),
        ("params", "m_half = -40 mV, h_half = -60 mV, top = 3 ms", "own params {} → {}, top = 3 ms"),
        ("gates.m.rates", "alpha_beta", "own m by α and β"),
        ("family", "nav", "own blocked as "),
    ],
)
def test_what_is_written_of_ones_own_channel_is_told(rest: str, text: str, says: str) -> None:
    change = changes(OWN, f"{SOMA}.own.{rest}")
    assert change
    params = "m_half = -40 mV, h_half = -60 mV"
    assert told(OWN, change(text)).startswith(says.format(params, params))
    assert told(change(text), OWN), "undo is told, too"


def test_a_formula_and_a_power_are_told_with_their_gate() -> None:
    assert told(OWN, edit(OWN, f"{SOMA}.own.gates.h.tau.text", "30")) == "own h τ 20 → 30"
    assert told(OWN, edit(OWN, f"{SOMA}.own.gates.m.power", 3)) == "own m power 1 → 3"


def test_many_changes_are_counted() -> None:
    after = SQUID
    for letter in "ABC":
        after = edit(edit(after, f"protocol.epochs.{letter}.level", -50.0), f"protocol.epochs.{letter}.duration", 7.0)
    assert told(SQUID, after).endswith("and 3 more")


def test_changes_runs_and_comments_are_written_down(bench: Bench) -> None:
    bench.edit("cell.celsius", "9")
    bench.slide("cell.celsius", "10")
    bench.slide("cell.celsius", "11")
    bench.edit("cell.celsius", "11")
    take(bench, record(history(bench).now, ""), history(bench).now, True)
    bench.comment({"text": "  a first look  "})
    bench.undo()
    kinds = [line.kind for line in bench.book]
    assert kinds == ["change", "comment", "run", "change", "change"]
    texts = [line.text for line in bench.book]
    assert texts[0] == "Temperature 11 → 9 °C"
    assert texts[1] == "a first look"
    assert "Squid axon patch, I-V Curve: 17 sweeps" in texts[2]
    assert texts[3] == "Temperature 9 → 11 °C"  # the drag is one line
    text = as_text(tuple(bench.book), "http://here")
    assert text.count("\n") == 6
    assert f"http://here/#x={bench.book[2].link}" in text


@pytest.mark.parametrize("thing", [None, {}, {"text": 5}, {"text": " "}, {"text": "x" * 10_000}])
def test_a_comment_that_is_none_is_not_kept(bench: Bench, thing: object) -> None:
    bench.comment(thing)
    assert not bench.book


def test_the_book_forgets_its_oldest_lines() -> None:
    book: tuple[Line, ...] = ()
    for k in range(MOST + 5):
        book = added(book, Line("", "comment", str(k)))
    assert len(book) == MOST
    assert book[0].text == str(MOST + 4)


def test_a_book_that_the_tab_kept_goes_on(bench: Bench) -> None:
    """Below what is new, once; what a socket brings and is no line of a book is left out."""
    bench.edit("cell.celsius", "9")
    kept = [{"at": "10:00:00", "kind": "comment", "text": "before the restart", "link": ""}]
    for lines in (
        kept,
        kept,
        [],
        None,
        "x",
        [5, {"at": 1}, {**kept[0], "kind": "lie"}, {**kept[0], "text": "x" * 5000}],
    ):
        bench.restore_book(lines)
        assert [line.kind for line in bench.book] == ["change", "comment"]
    assert bench.book[0].link == bench.link, "a change leads back to what it made"


def test_the_script_follows_the_experiment_while_it_is_shown(bench: Bench) -> None:
    bench.open_drawer("script")
    assert 'Experiment.of("squid_axon", "iv_curve")' in bench.script
    bench.edit("cell.celsius", "9")
    assert 'edit(experiment, "cell.celsius", 9.0)' in bench.script
    assert history(bench).now == replace(SQUID, cell=replace(SQUID.cell, celsius=9.0))


def test_a_tag_stands_on_its_recording_and_in_the_book(bench: Bench) -> None:
    bench.tag(4, 12.34567, "too early")
    assert not bench.tags
    take(bench, record(history(bench).now, ""), history(bench).now, True)
    bench.tag(4, 12.34567, "  peak of I_Na ")
    assert bench.tags == (Tag(bench.token, 4, 12.3457, "peak of I_Na"),)
    assert bench.book[0].kind == "tag"
    assert bench.book[0].text == "Sweep 5, 12.3457 ms: peak of I_Na"
    assert bench.book[0].link
    assert f"/#x={bench.book[0].link}" in as_text(tuple(bench.book), "http://here")
    for sweep, time, text in ((-1, 1.0, "a"), (True, 1.0, "a"), (0, float("nan"), "a"), (0, "1", "a"), (0, 1.0, " ")):
        bench.tag(sweep, time, text)
    assert len(bench.tags) == 1
