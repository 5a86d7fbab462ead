"""Continuous, as the bench handles it, on a bare state."""

import pytest

from patch_sim.fields import get
from patch_sim_ui.live import SESSIONS
from patch_sim_ui.state import moves
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.moves import history, take
from patch_sim_ui.state.record import record

G = "cell.sections.soma.channels.nav_hh.g_max"


@pytest.fixture
def bench() -> Bench:
    """A bench with a recording on the screen and its cell going on."""
    bench = Bench(_reflex_internal_init=True)
    take(bench, record(history(bench).now, ""), history(bench).now, True)
    bench.go_on()
    return bench


def running(bench: Bench):
    """What the cell lives under."""
    session = SESSIONS.get(bench.live)
    return session and session.wanted


def test_it_begins_as_the_bench_is(bench: Bench) -> None:
    assert running(bench) is history(bench).now


def test_every_edit_reaches_it_and_nothing_is_recorded(bench: Bench) -> None:
    done = [bench.edit(G, "60"), bench.slide(G, "61"), bench.edit(G, "62"), bench.undo(), bench.redo()]
    done += [bench.switch_channel("cell.sections.soma.channels.kv_hh"), bench.edit("protocol.mode", "cc")]
    assert done == [None] * 7
    assert get(running(bench), G) == 62
    assert running(bench) is history(bench).now
    bench.pick_protocol("repetitive_firing")
    assert running(bench).protocol.name == "repetitive_firing"


def test_an_edit_reaches_it_before_the_rows_and_the_book_are_written(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []
    monkeypatch.setattr(moves, "note", lambda *_: done.append("book"))
    monkeypatch.setattr(moves, "show", lambda *_: done.append("rows"))
    monkeypatch.setattr(SESSIONS, "put", lambda key, _: done.append(key))
    bench.edit(G, "60")
    assert done.index(bench.live) == 0
    assert {"book", "rows"} < set(done)


def test_the_numbers_follow_a_slider(bench: Bench) -> None:
    bench.slide(G, "60")
    assert bench.channels.cards[0].g.text == "60"


def test_leaving_brings_the_recording_back(bench: Bench) -> None:
    token, key = bench.token, bench.live
    assert bench.go_on() is None
    assert (bench.live, bench.token) == ("", token)
    assert SESSIONS.get(key) is None


def test_leaving_records_anew_what_was_changed_meanwhile(bench: Bench) -> None:
    bench.edit(G, "60")
    assert bench.go_on() is Bench.follow
    bench.go_on()
    assert bench.go_on() is None


def test_a_cell_that_the_server_forgot_is_another_one(bench: Bench) -> None:
    bench.edit(G, "60")
    key = bench.live
    SESSIONS.close(key)
    bench.lost_live()
    assert bench.live != key
    assert running(bench) is history(bench).now
    assert bench.go_on() is Bench.follow
    bench.lost_live()
    assert bench.live == ""


def test_stop_leaves_it_and_escape_does_not(bench: Bench) -> None:
    token, key = bench.token, bench.live
    assert bench.key("stop") is None
    assert bench.live == key
    assert bench.stop() is None
    assert (bench.live, bench.token) == ("", token)
    assert bench.key("stop") is Bench.stop


def test_run_leaves_it(bench: Bench) -> None:
    assert bench.run() is Bench.follow
    assert bench.live == ""


def test_space_off_the_chart_does_nothing(bench: Bench) -> None:
    assert bench.key("run") is None
    assert bench.live
