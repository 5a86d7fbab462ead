"""Traces that go ahead, without a browser: the socket that sends each new recording."""

import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from patch_sim import Experiment, Recording, simulate
from patch_sim_ui import ahead_route, frames
from patch_sim_ui.ahead_route import TOKEN, WATCHES

WISH = {"signals": ["v", "command"], "points": 400}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(ahead_route.app()) as running:
        yield running


@pytest.fixture(scope="module")
def recording() -> Recording:
    return simulate(Experiment.of("squid_axon", "action_potential"))


def until(holds, within: float = 60.0) -> bool:
    """Whether something comes to hold."""
    end = time.monotonic() + within
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_a_recording_comes_as_the_page_would_have_fetched_it(client, recording):
    with client.websocket_connect("/ahead/tab") as socket:
        socket.send_json(WISH)
        assert until(lambda: WATCHES["tab"].signals == ("v", "command"))
        WATCHES["tab"].show("abc", recording)
        body = socket.receive_bytes()
    assert body[:TOKEN].decode().strip() == "abc"
    assert body[TOKEN:] == frames.encode(recording, ["v", "command"], 400)


def test_of_a_tab_that_is_gone_nothing_is_kept(client):
    with client.websocket_connect("/ahead/tab"):
        assert until(lambda: "tab" in WATCHES)
    assert until(lambda: "tab" not in WATCHES)


@pytest.mark.parametrize("signals", [[], ["no such signal"]])
def test_what_was_not_asked_for_or_is_not_there_is_not_sent(client, recording, signals):
    with client.websocket_connect("/ahead/tab") as socket:
        socket.send_json({"signals": signals, "points": 400})
        socket.send_json({"signals": signals, "points": 401})
        assert until(lambda: WATCHES["tab"].points == 401)
        WATCHES["tab"].show("first", recording)
        socket.send_json(WISH)
        assert until(lambda: WATCHES["tab"].points == 400)
        WATCHES["tab"].show("second", recording)
        assert socket.receive_bytes()[:TOKEN].decode().strip() == "second"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"signals": "v"}', '{"signals": ["v"], "points": "x"}', "9" * 9999]
)
def test_nonsense_changes_nothing(client, text):
    with client.websocket_connect("/ahead/tab") as socket:
        socket.send_json(WISH)
        assert until(lambda: WATCHES["tab"].points == 400)
        socket.send_text(text)
        socket.send_json({"signals": ["i_m"], "points": 300})
        assert until(lambda: WATCHES["tab"].points == 300)
        assert WATCHES["tab"].signals == ("i_m",)
