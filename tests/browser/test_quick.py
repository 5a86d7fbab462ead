"""A user who is faster than the line: what is done before the server's answer has come is not lost to that answer."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, WebSocket, WebSocketRoute, expect

from .tape import LIVE, continuous, spikes, until

PAINTED = "document.querySelector('.scope')?.dataset.painted"
SODIUM = "Na⁺ transient conductance, mS/cm²"


class Slow:
    """The line of a tab whose answers wait until they are let through."""

    def __init__(self, page: Page) -> None:
        self.page, self.waits = page, False
        self.held: list[str | bytes] = []
        page.route_web_socket("**/_event/**", self.opened)

    def opened(self, line: WebSocketRoute) -> None:
        self.line = line
        line.connect_to_server().on_message(self.came)

    def came(self, message: str | bytes) -> None:
        if self.waits:
            self.held.append(message)
        else:
            self.line.send(message)

    def hold(self) -> None:
        self.waits = True

    def let(self, count: int | None = None) -> None:
        """Let through what came by now, and from now on all; or only the first so many."""
        until(self.page, lambda: len(self.held) >= (count or 0))
        self.waits = count is not None
        now, self.held = self.held[:count], self.held[len(self.held[:count]) :]
        for message in now:
            self.line.send(message)


@pytest.fixture
def slow(page: Page, site: str) -> Iterator[Slow]:
    """An I-V curve on the screen of a tab with a slow line."""
    found = Slow(page)
    page.goto(site)
    page.wait_for_selector(".start path", state="attached")
    page.keyboard.press("4")
    page.wait_for_function(PAINTED)
    expect(page.locator(".status .said")).to_contain_text("in the lab book")
    yield found
    found.let()


def test_what_is_typed_stays_when_the_answer_to_an_earlier_text_comes(slow: Slow) -> None:
    sodium = slow.page.get_by_role("textbox", name=SODIUM, exact=True)
    slow.hold()
    sodium.fill("77")
    sodium.press("Enter")
    sodium.fill("66")
    slow.let()
    expect(slow.page.locator(".card .second .unit").first).to_have_text("770 nS")
    expect(sodium).to_have_value("66")
    sodium.press("Enter")
    expect(slow.page.locator(".card .second .unit").first).to_have_text("660 nS")
    expect(sodium).to_have_value("66")


def test_a_slider_does_not_fall_back_to_an_earlier_step(slow: Slow) -> None:
    slider = slow.page.get_by_role("slider", name=SODIUM, exact=True)
    text = slow.page.get_by_role("textbox", name=SODIUM, exact=True)
    usual = slider.input_value()
    slider.press("ArrowLeft")
    expect(text).not_to_have_value("120")
    one = slider.input_value()
    slow.hold()
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    three = slider.input_value()
    assert float(usual) - float(three) == pytest.approx(3 * (float(usual) - float(one)))
    before = text.input_value()
    slow.let(1)
    while text.input_value() == before:
        slow.let(1)
    assert slider.input_value() == three
    slow.let()
    expect(slider).to_have_value(three)


def test_inject_before_the_line_is_open_is_played_when_it_is(page: Page) -> None:
    def early(line: WebSocketRoute) -> None:
        page.locator(".inject").click()
        line.connect_to_server()

    page.route_web_socket("**/live/**", early)
    page.get_by_label("Protocol", exact=True).select_option("action_potential")
    expect(page.locator(".empty h2")).to_have_text("Action Potential")
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    until(page, lambda: spikes(page) == 1)


def test_an_empty_scope_says_what_it_will_draw_so_that_traces_can_come_by_themselves(page: Page) -> None:
    wishes: list[list[str]] = []

    def opened(socket: WebSocket) -> None:
        if "/ahead/" in socket.url:
            socket.on("framesent", lambda text: wishes.append(json.loads(text)["signals"]))

    page.on("websocket", opened)
    page.reload()
    page.wait_for_selector(".start path", state="attached", timeout=60_000)
    until(page, lambda: len(wishes) == 1)
    assert {"i_m", "i_nav_hh", "command"} <= set(wishes[0])
    page.get_by_label("Protocol", exact=True).select_option("action_potential")
    until(page, lambda: len(wishes) == 2)
    assert {"v", "command"} <= set(wishes[1])
    assert page.evaluate(PAINTED) is None or page.evaluate(PAINTED) == "", "nothing was run for it"
