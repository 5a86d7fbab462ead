"""Sessions of Continuous: a cell that goes on, what its chart asks for, and how the browser reads it."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from patch_sim.engine.simulate import simulate
from patch_sim.fields import edit
from patch_sim_ui.live import Session, Sessions

from .stretches import CELL, CLAMPED, NONSENSE, STRETCH, Stretch, advanced, held_at
from .test_javascript import NODE

HERE = Path(__file__).parent / "js"


def test_a_cell_rests_until_something_is_done_to_it():
    session = Session(CELL)
    found = advanced(session, 200)
    assert np.ptp(np.concatenate([s.response for s in found])) < 0.01
    assert all(not s.command.any() and not s.clamped for s in found)


def test_stretches_join_without_a_seam_and_keep_real_time():
    found = advanced(Session(held_at(100.0)), 1000)
    assert [s.start for s in found[1:]] == pytest.approx([s.end for s in found[:-1]])
    assert found[-1].end == pytest.approx(1000, abs=1)
    assert (np.diff(np.concatenate([s.time for s in found])) > 0).all()
    assert all(len(s.response) <= 210 for s in found)


@pytest.mark.parametrize("rate", [2.0, 20.0, 100.0, 250.0])
def test_slow_motion_keeps_its_pace_at_every_rate(rate):
    session = Session(edit(CELL, "protocol.rate", rate))
    found = [Stretch(body) for _ in range(300) if (body := session.advance(STRETCH / 10))]
    assert found[-1].end == pytest.approx(1000, abs=64 / rate + STRETCH / 10)


def test_a_change_acts_in_the_next_stretch_and_does_not_jump():
    session = Session(CELL)
    before = advanced(session, 100)[-1]
    session.wanted = held_at(100.0)
    after = advanced(session, 100)
    assert after[0].command[0] == 100
    assert abs(after[0].response[0] - before.response[-1]) < 0.5
    assert max(s.response.max() for s in after) > 20


def test_inject_is_the_sweep_that_is_recorded():
    session = Session(CELL)
    advanced(session, 100)
    session.hear(json.dumps({"play": 0}))
    found = advanced(session, 100)
    recorded = simulate(CELL)
    assert max(s.response.max() for s in found) == pytest.approx(recorded["v"].max(), abs=0.01)
    assert max(s.command.max() for s in found) == recorded["command"].max()
    assert found[-1].command[-1] == 0


def test_under_voltage_clamp_the_response_is_the_current():
    session = Session(CLAMPED)
    session.hear(json.dumps({"play": 12}))
    found = advanced(session, 100)
    recorded = simulate(CLAMPED)
    assert all(s.clamped for s in found)
    assert min(s.response.min() for s in found) == pytest.approx(recorded["i_m"][12].min(), rel=1e-3)


def test_another_clamp_goes_on_in_time():
    session = Session(CELL)
    before = advanced(session, 100)[-1]
    session.wanted = CLAMPED
    after = advanced(session, 100)[0]
    assert after.clamped
    assert after.start == pytest.approx(before.end)


def test_what_cannot_run_is_said_and_the_cell_goes_on_as_it_was():
    session = Session(CELL)
    advanced(session, 100)
    session.wanted = edit(CELL, "solver.dt", 0.0037)
    assert advanced(session, 100)
    assert "step" in session.fault.lower()
    session.wanted = CELL
    assert advanced(session, 100)
    assert session.fault == ""


def test_a_cell_that_is_lost_says_so_and_begins_anew_with_the_next_change():
    session = Session(CELL)
    before = advanced(session, 100)[-1]
    session.wanted = held_at(1e6)
    assert not advanced(session, 200)[1:]
    assert "mV" in session.fault or "left" in session.fault
    assert session.advance(STRETCH) is None
    session.wanted = CELL
    after = advanced(session, 100)
    assert session.fault == ""
    assert after[0].start >= before.end
    assert after[-1].response[-1] == pytest.approx(-65, abs=0.1)


@pytest.mark.parametrize("speed", [0.1, 0.3, 1, 3, 10])
def test_a_speed_is_taken_and_what_is_looked_at_closely_comes_closely(speed):
    session = Session(CELL)
    session.hear(json.dumps({"speed": speed}))
    assert session.speed == speed
    wide = Stretch(session.advance(STRETCH * speed))
    session.hear('{"window": 0.02}')
    near = Stretch(session.advance(STRETCH * speed))
    assert wide.dx < 2 * max(0.08, STRETCH * speed / 104)
    assert near.dx <= min(wide.dx, 0.64)
    assert len(near.response) <= 2 * 1100
    assert near.start == pytest.approx(wide.end)


@pytest.mark.parametrize("text", NONSENSE)
def test_what_a_chart_cannot_have_said_is_ignored(text):
    session = Session(CELL)
    session.hear(text)
    assert (session.speed, session.window, session.paused, session.seen) == (1.0, 1.0, False, 0)
    assert not any(s.command.any() for s in advanced(session, 100))


def test_sessions_are_kept_up_to_a_number():
    sessions = Sessions(cap=3)
    keys = [sessions.open(CELL) for _ in range(3)]
    assert len(set(keys)) == 3
    assert min(map(len, keys)) >= 20
    sessions.get(keys[0])
    sessions.open(CELL)
    assert len(sessions) == 3
    assert sessions.get(keys[0])
    assert sessions.get(keys[1]) is None
    sessions.put(keys[1], CELL)
    sessions.close(keys[1])
    assert len(sessions) == 3


def test_one_that_is_shown_is_kept():
    sessions = Sessions(cap=2)
    key = sessions.open(CELL)
    sessions.get(key).hold(object())
    for _ in range(5):
        sessions.open(CELL)
    assert sessions.get(key)
    assert len(sessions) == 2


def test_the_pure_functions_of_the_chart():
    done = subprocess.run([NODE, "--test", str(HERE / "chart.test.mjs")], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout


def test_the_browser_reads_a_stretch():
    body = Session(held_at(100.0)).advance(STRETCH, 7)
    done = subprocess.run([NODE, str(HERE / "stretch.mjs")], input=body, capture_output=True, check=True, timeout=600)
    read, here = json.loads(done.stdout), Stretch(body)
    assert (read["number"], read["mode"]) == (7, "cc")
    assert [read["start"], read["dx"], read["gap"], read["made"]] == [here.start, here.dx, here.gap, here.made]
    np.testing.assert_allclose(read["response"], here.response)
    np.testing.assert_allclose(read["command"], here.command)
