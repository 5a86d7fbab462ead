"""Continuous without a browser: the socket that shows a session."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from patch_sim import DRUGS
from patch_sim.fields import insert
from patch_sim_ui import live_route
from patch_sim_ui.live import Sessions

from .stretches import CELL, NONSENSE, STRETCH, Stretch, held_at


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def client(sessions: Sessions) -> Iterator[TestClient]:
    with TestClient(live_route.app(sessions)) as running:
        yield running


def until(holds, within: float = 60.0) -> bool:
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


UNDER_WAY = live_route.AHEAD + 2
"""Stretches that may have been made before the server hears what is said."""


def held(socket, level: float) -> Stretch:
    """The first stretch that ends at this command."""
    for _ in range(UNDER_WAY):
        (found,) = follow(socket, 1)
        if found.command[-1] == level:
            return found
    raise AssertionError(f"no stretch of {UNDER_WAY} is held at {level}")


def code_of(socket) -> int:
    """Why the server closes a socket, after whatever was on its way."""
    while (message := socket.receive())["type"] != "websocket.close":
        pass
    return message["code"]


def test_stretches_arrive_in_real_time(client, sessions):
    with client.websocket_connect(f"/live/{sessions.open(CELL)}") as socket:
        follow(socket, 5)
        took, found = [], []
        while not took or (min(took) >= 2.0 and len(took) < 10):  # a machine that is busy for a while is no slow server
            began = time.monotonic()
            found += follow(socket, 30)
            took.append(time.monotonic() - began)
    assert min(took) < 2.0
    lasted = (found[-1].start - found[0].start) / (len(found) - 1)
    assert lasted == pytest.approx(STRETCH, rel=0.05)
    assert (found[-1].made - found[0].made) / (len(found) - 1) > 0.95 * STRETCH, "no faster than time"
    assert [s.number for s in found] == list(range(6, 6 + len(found)))


def test_a_change_is_seen_on_the_socket(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 3)
        sessions.put(key, held_at(100.0))
        held(socket, 100.0)


def test_a_change_does_not_wait_for_the_end_of_a_stretch(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 3)
        lasted = []
        for k in range(1, 16):
            client.portal.call(sessions.put, key, held_at(float(k)))  # as a handler does, on the loop of the socket
            found = held(socket, float(k))
            lasted.append(found.end - found.start)
    assert min(lasted) < STRETCH / 2
    assert max(lasted) < 1.1 * STRETCH


def test_pause_and_slow_motion(client, sessions):
    key = sessions.open(CELL)
    with client.websocket_connect(f"/live/{key}") as socket:
        follow(socket, 3)
        socket.send_json({"speed": 0.1})
        first, *_, last = follow(socket, UNDER_WAY + 15)[UNDER_WAY:]
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
