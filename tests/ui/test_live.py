"""Continuous without a browser: sessions, and the socket that shows them."""

import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from patch_sim import DRUGS, Experiment
from patch_sim.engine.simulate import simulate
from patch_sim.fields import edit, insert
from patch_sim_ui import live_route
from patch_sim_ui.live import HEADER, Session, Sessions

from .test_javascript import NODE

HERE = Path(__file__).parent / "js"
CELL = Experiment.of("squid_axon", "action_potential")
CLAMPED = Experiment.of("squid_axon", "iv_curve")
STRETCH = 1e3 / 30


def held_at(holding: float, experiment: Experiment = CELL) -> Experiment:
    return edit(experiment, "protocol.holding", holding)


class Stretch:
    """A stretch as a chart reads it."""

    def __init__(self, body: bytes) -> None:
        self.start, self.dx, self.gap, self.made, self.number, self.clamped = HEADER.unpack_from(body)
        self.response, self.command = np.frombuffer(body, "<f4", offset=HEADER.size).reshape(2, -1)
        i = np.arange(len(self.response))
        self.time = self.start + i // 2 * self.dx + i % 2 * self.gap
        self.end = self.start + len(i) // 2 * self.dx


def advanced(session: Session, ms: float) -> list[Stretch]:
    """Stretches that together last `ms`."""
    return [Stretch(body) for _ in range(round(ms / STRETCH)) if (body := session.advance(STRETCH))]


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def client(sessions: Sessions) -> Iterator[TestClient]:
    with TestClient(live_route.app(sessions)) as running:
        yield running


def until(holds, within: float = 2.0) -> bool:
    """Whether something comes to hold."""
    end = time.monotonic() + within
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def follow(socket, count: int) -> list[Stretch]:
    """The next stretches, each told to be seen."""
    found: list[Stretch] = []
    while len(found) < count:
        body = socket.receive_bytes()
        found.append(Stretch(body))
        socket.send_json({"seen": found[-1].number})
    return found


def code_of(socket) -> int:
    """Why the server closes a socket, after whatever was on its way."""
    while (message := socket.receive())["type"] != "websocket.close":
        pass
    return message["code"]


# Sessions


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


NONSENSE = [
    "", "{", "[]", "null", "7", '"play"', "[" * 150, '{"speed": 30}', '{"speed": 0.01}', '{"speed": NaN}',
    '{"speed": {}}', '{"speed": [1]}', '{"paused": 1}', '{"play": "x"}', '{"play": 99}', '{"play": -1}',
    '{"seen": "1"}', '{"seen": null}', " " * 500, '{"window": 0}', '{"window": 1e9}', '{"window": "1"}',
]  # fmt: skip


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


# The socket


def test_stretches_arrive_in_real_time(client, sessions):
    with client.websocket_connect(f"/live/{sessions.open(CELL)}") as socket:
        follow(socket, 5)
        began = time.monotonic()
        found = follow(socket, 30)
        took = time.monotonic() - began
    assert 0.85 < took < 2.0
    assert [s.number for s in found] == list(range(6, 36))


def test_a_change_is_seen_on_the_socket(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 3)
        sessions.put(key, held_at(100.0))
        assert follow(socket, 8)[-1].command[-1] == 100


def test_pause_and_slow_motion(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 3)
        socket.send_json({"speed": 0.1})
        first, *_, last = follow(socket, 20)[5:]
        assert (last.start - first.start) / 14 == pytest.approx(STRETCH / 10, rel=0.1)
        socket.send_json({"paused": True})
        session = sessions.get(key)
        assert until(lambda: session.paused)


def test_a_chart_that_does_not_look_is_not_run_ahead_of(client, sessions):
    with client.websocket_connect(f"/live/{sessions.open(CELL)}") as socket:
        found = [Stretch(socket.receive_bytes()) for _ in range(live_route.AHEAD)]
        time.sleep(0.3)
        socket.send_json({"seen": found[-1].number})
        late = Stretch(socket.receive_bytes())
    assert late.made - found[-1].made > 250


def test_a_wrong_key_is_refused(client):
    with client.websocket_connect("/live/none") as socket:
        assert code_of(socket) == live_route.GONE


def test_too_many_are_refused(client, sessions, monkeypatch):
    monkeypatch.setattr(live_route, "RUNNING", 1)
    with client.websocket_connect(f"/live/{sessions.open(CELL)}") as one:
        follow(one, 1)
        with client.websocket_connect(f"/live/{sessions.open(CELL)}") as other:
            assert code_of(other) == live_route.FULL


def test_closing_ends_the_loop(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 3)
        assert sessions.running == 1
    session = sessions.get(key)
    assert until(lambda: sessions.running == 0)
    asked = session.advance(STRETCH)
    time.sleep(0.2)
    assert Stretch(session.advance(STRETCH)).start == pytest.approx(Stretch(asked).end)


def test_it_goes_on_where_it_was_after_the_line_was_cut(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        last = follow(socket, 10)[-1]
    with client.websocket_connect(f"/live/{key}") as socket:
        first = follow(socket, 1)[0]
    assert first.number == 1
    assert first.start >= last.end - 1e-6


def test_the_newest_of_two_charts_shows_it(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as old:
        follow(old, 2)
        with client.websocket_connect(f"/live/{key}") as new:
            follow(new, 2)
            assert code_of(old) == live_route.ELSEWHERE
            follow(new, 2)


def test_leaving_continuous_closes_the_socket(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 2)
        sessions.close(key)
        assert code_of(socket) == live_route.GONE


def test_what_is_in_the_bath_is_said_on_the_socket(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 2)
        ttx = replace(DRUGS["ttx"], exchange_s=0.1)
        sessions.put(key, insert(CELL, "cell.drugs", ttx))
        shares = [0.0]
        while shares[-1] < 90:
            message = socket.receive()
            if message.get("text"):
                ((dose, share),) = json.loads(message["text"])["bath"]
                assert dose == "TTX 1 µM"
                shares.append(share)
            else:
                socket.send_json({"seen": Stretch(message["bytes"]).number})
    assert shares == sorted(shares), "it comes with the time of its exchange"
    assert len(shares) > 4


def test_a_fault_is_said_on_the_socket(client, sessions):
    key = sessions.open(held_at(1e6))
    with client.websocket_connect(f"/live/{key}") as socket:
        while "text" not in (message := socket.receive()):
            pass
    assert json.loads(message["text"])["fault"]


def test_nonsense_on_the_socket_leaves_it_running(client, sessions, capfd):
    with client.websocket_connect(f"/live/{sessions.open(CELL)}") as socket:
        for text in NONSENSE:
            socket.send_text(text)
        socket.send_bytes(b"\x00\xff")
        follow(socket, 20)
    assert "Traceback" not in "".join(capfd.readouterr())


# What the browser makes of it


def test_the_pure_functions_of_the_chart():
    done = subprocess.run([NODE, "--test", str(HERE / "chart.test.mjs")], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


def test_the_browser_reads_a_stretch():
    body = Session(held_at(100.0)).advance(STRETCH, 7)
    done = subprocess.run([NODE, str(HERE / "stretch.mjs")], input=body, capture_output=True, check=True, timeout=60)
    read, here = json.loads(done.stdout), Stretch(body)
    assert (read["number"], read["mode"]) == (7, "cc")
    assert [read["start"], read["dx"], read["gap"], read["made"]] == [here.start, here.dx, here.gap, here.made]
    np.testing.assert_allclose(read["response"], here.response)
    np.testing.assert_allclose(read["command"], here.command)
