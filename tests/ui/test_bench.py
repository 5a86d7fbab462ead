"""Handlers of the bench, on a bare state."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from patch_sim.engine.simulate import simulate
from patch_sim.experiment import Experiment
from patch_sim.fields import get
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.history import History
from patch_sim_ui.state.job import Job
from patch_sim_ui.state.latest import Latest
from patch_sim_ui.state.moves import history, take
from patch_sim_ui.state.record import Outcome, failed, record, status

G = "cell.sections.soma.channels.nav_hh.g_max"


@pytest.fixture
def bench() -> Bench:
    """A bench as a new tab has it."""
    return Bench(_reflex_internal_init=True)


@pytest.fixture
def live(bench: Bench) -> Bench:
    """A bench with a recording on the screen."""
    take(bench, record(history(bench).now, ""), history(bench).now, True)
    return bench


def asked(event: Any) -> bool:
    """Whether a handler asked for a run."""
    return event is Bench.follow


def test_the_experiment_is_not_wrapped(bench: Bench) -> None:
    assert type(history(bench)) is History
    assert type(history(bench).now) is Experiment


def test_an_edit_changes_one_field(bench: Bench) -> None:
    bench.edit(G, "60")
    assert get(history(bench).now, G) == 60
    assert bench.channels.cards[0].g.text == "60"
    assert bench.can_undo


def test_an_edit_sends_the_parts_of_the_form_that_it_changes(bench: Bench) -> None:
    bench._clean()
    bench.edit(G, "60")
    assert {"channels"} <= bench.dirty_vars
    assert not bench.dirty_vars & {"head", "menus", "bath", "rig", "course"}


def test_nothing_runs_before_the_first_run(bench: Bench) -> None:
    assert not asked(bench.edit(G, "60"))
    assert asked(bench.run())


def test_record_is_in_the_lab_book_and_view_only_is_not(bench: Bench) -> None:
    """Each with what is said of it; a run that follows an edit is neither."""
    for press, keeps in ((bench.run, True), (bench.view_only, False)):
        assert asked(press())
        assert bench._keeps is keeps
    now = history(bench).now
    for keeps, says, lines in ((False, "view only", 0), (None, "no steps", 0), (True, "in the lab book", 1)):
        take(bench, record(now, ""), now, keeps)
        assert says in bench.status
        assert len(bench.book) == lines
    take(bench, Outcome(fault="the solution left the range"), now, True)
    assert len(bench.book) == 1
    bench.start("nothing")
    assert bench._keeps is None, "what is no start asks for nothing"
    bench.start("action_potential")
    assert bench._keeps is True


def test_an_edit_of_a_live_bench_runs_again(live: Bench) -> None:
    assert asked(live.edit(G, "60"))
    assert asked(live.slide(G, "61"))
    assert asked(live.switch_channel("cell.sections.soma.channels.kv_hh"))
    assert asked(live.undo())


@pytest.mark.parametrize("text", ["abc", "nan", "1e999", "-1", "", "1e9"])
def test_a_refused_text_changes_nothing_and_runs_nothing(live: Bench, text: str) -> None:
    before = history(live).now
    assert live.edit(G, text) is None
    assert history(live).now is before
    assert "still 120 mS/cm²" in live.channels.cards[0].g.error
    live.edit(G, "60")
    assert live.channels.cards[0].g.error == ""


def test_a_refused_text_can_be_given_up(bench: Bench) -> None:
    bench.edit("cell.celsius", "500")
    assert bench.bath.temperature.error == "must lie between −5 and 60 °C; still 6.3 °C"
    bench.restore("cell.celsius")
    assert bench.bath.temperature.error == ""


@pytest.mark.parametrize(
    "call",
    [
        lambda b: b.edit("cell.nothing", "1"), lambda b: b.edit("", ""), lambda b: b.edit("cell", "1"),
        lambda b: b.edit("*", "1"), lambda b: b.edit(G, "9" * 1_000_000), lambda b: b.edit("x" * 1_000_000, "1"),
        lambda b: b.edit(None, None), lambda b: b.edit(G, 5), lambda b: b.edit({}, []), lambda b: b.edit("_box.0", "1"),
        lambda b: b.edit("protocol.label", "x"), lambda b: b.edit("cell.__class__", "x"), lambda b: b.slide(G, None),
        lambda b: b.slide(), lambda b: b.restore(None), lambda b: b.take_usual("cell.v"), lambda b: b.take_usual(7),
        lambda b: b.switch_channel("cell"), lambda b: b.switch_channel(None), lambda b: b.add_channel("nonsense"),
        lambda b: b.add_channel("nav_hh"), lambda b: b.add_channel(None), lambda b: b.remove_channel("a", "b"),
        lambda b: b.remove_channel(1, 2), lambda b: b.remove_channel("soma", "*"), lambda b: b.set_epoch("Z", "step"),
        lambda b: b.set_epoch(None, {}), lambda b: b.set_epoch("D", "nonsense"), lambda b: b.pick_cell("nonsense"),
        lambda b: b.pick_cell(None), lambda b: b.pick_protocol("nonsense"), lambda b: b.pick_protocol([]),
        lambda b: b.start("nonsense"), lambda b: b.start(None), lambda b: b.key("nonsense"), lambda b: b.key(None),
        lambda b: b.analyze("nonsense"), lambda b: b.analyze(None), lambda b: b.open_details("nonsense"),
        lambda b: b.open_details(None), lambda b: b.open_drawer("nonsense"), lambda b: b.open_drawer([]),
        lambda b: b.open_view("nonsense"), lambda b: b.open_view({}), lambda b: b.undo(), lambda b: b.redo(),
    ],
)  # fmt: skip
def test_nonsense_from_a_socket_does_nothing(bench: Bench, call: Callable[[Bench], Any]) -> None:
    before = history(bench).now
    assert call(bench) is None
    assert history(bench).now == before


def test_a_drag_is_one_step_back(live: Bench) -> None:
    for g in ("100", "80", "60"):
        live.slide(G, g)
    live.edit(G, "60")
    live.undo()
    assert get(history(live).now, G) == 120
    assert not live.can_undo
    live.redo()
    assert get(history(live).now, G) == 60


def test_a_protocol_empties_the_scope_and_keeps_the_cell(live: Bench) -> None:
    live.edit(G, "60")
    live.pick_protocol("action_potential")
    assert live.token == live.traces_csv == ""
    assert live.level_unit == "pA"
    assert live.panels[0]["id"] == "v"
    assert get(history(live).now, G) == 60
    live.undo()
    assert live.head.protocol == "iv_curve"


def test_a_start_chooses_and_runs(bench: Bench) -> None:
    assert asked(bench.start("action_potential"))
    assert bench.head.protocol == "action_potential"


def test_keys_start_only_an_empty_scope(live: Bench) -> None:
    assert live.key("1") is None
    live.pick_protocol("action_potential")
    assert live.key("2") is not None
    assert live.key("run") is Bench.run


def test_channels_and_epochs_come_and_go(bench: Bench) -> None:
    bench.remove_channel("soma", "kv_hh")
    assert [choice.name for choice in bench.menus.addable] == ["kv_hh"] or "kv_hh" in [
        c.name for c in bench.menus.addable
    ]
    bench.add_channel("kv_hh")
    assert "kv_hh" in [card.name for card in bench.channels.cards]
    bench.set_epoch("D", "step")
    assert [head.state for head in bench.course.epochs[:5]] == ["used"] * 4 + ["next"]
    bench.set_epoch("D", "off")
    assert len(history(bench).now.protocol.epochs) == 3


def test_a_problem_disables_run_and_says_where(live: Bench) -> None:
    live.edit("protocol.rate", "5000")
    assert "digitizer" in live.line.problem
    assert live.course.timing[1].error
    token = live.token
    assert token
    live.edit("protocol.rate", "100")
    assert live.line.problem == ""


def test_after_a_fault_the_last_recording_stays(live: Bench) -> None:
    token = live.token
    take(live, Outcome(fault="the solution left the range"), history(live).now)
    assert live.token == token
    assert live.fault == "the solution left the range"


def test_only_a_run_that_may_go_well_is_offered_again(live: Bench) -> None:
    """A run that broke off, and nothing that a run cannot mend: a file, a link, a solution out of range."""
    take(live, failed(RuntimeError("no memory")), history(live).now)
    assert live.fault
    assert live.unrun == live.fault
    live.refuse_file("This is no protocol")
    assert live.fault != live.unrun
    take(live, failed(RuntimeError("no memory")), history(live).now)
    live.open_link("nothing")
    assert live.fault
    assert live.fault != live.unrun
    take(live, Outcome(fault="the solution left the range"), history(live).now)
    assert live.fault != live.unrun


def test_the_gates_of_a_channel_unfold_and_fold(bench: Bench) -> None:
    path = bench.channels.cards[0].path
    bench.open_details(path)
    assert len(bench.details) > 5
    bench.open_details(path)
    assert bench.details == ()


def test_one_run_at_a_time_and_the_newest_wins() -> None:
    runs = Latest()
    assert runs.begin("tab")
    assert not runs.begin("tab")
    assert runs.begin("other")
    assert runs.again("tab")
    assert not runs.again("tab")
    runs.end("tab")
    assert runs.begin("tab")


def test_a_run_that_is_stopped_keeps_the_last_recording(live: Bench) -> None:
    token, status = live.token, live.status
    runs = Latest()
    assert runs.begin("tab")
    job = runs.job("tab")
    assert not runs.begin("tab")
    runs.stop("tab")
    runs.stop("other")
    assert not runs.again("tab")
    take(live, record(history(live).now, "", job), history(live).now)
    assert (live.token, live.status) == (token, status)
    assert "Stopped" in live.fault
    assert live.unrun == live.fault


def test_a_run_says_how_far_it_is(live: Bench) -> None:
    job = Job()
    assert job.text == "Recording … 0 %"
    take(live, record(history(live).now, "", job), history(live).now)
    assert job.text == "Recording … 100 %"
    assert live.fault == ""


def test_escape_stops_a_run(bench: Bench) -> None:
    assert bench.key("stop") is Bench.stop
    assert bench.stop() is None


def test_the_status_says_when_blocks_were_redone(bench: Bench) -> None:
    recording = simulate(history(bench).now)
    assert "redone" not in status(recording, 5.0)
    assert status(replace(recording, method="accurate", dt=0.0125, redone=3), 5.0).endswith(
        "step 12.5 µs, 3 blocks redone"
    )
