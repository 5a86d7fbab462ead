"""Walks through Continuous, as a user takes them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from patch_sim_ui.live_route import AHEAD

from .tape import LIVE, Wire, continuous, spikes, until


def rate(page: Page) -> float:
    """Spikes a second."""
    return float(page.locator("[data-rate]").get_attribute("data-rate") or 0)


def hold(page: Page, level: str) -> None:
    """Type a holding current."""
    field = page.get_by_role("textbox", name="Holding")
    field.fill(level)
    field.press("Enter")


def inked(page: Page) -> str:
    """The picture of both panels as it is now."""
    return page.locator(".chart canvas").evaluate("canvas => canvas.toDataURL()")


def test_it_moves_and_teaches(page: Page, wire: Wire) -> None:
    expect(continuous(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".chart-teach")).to_have_text("Raise Holding until it fires, or press Inject.")
    assert page.locator(".scope").is_hidden()
    before = inked(page)
    until(page, lambda: inked(page) != before)
    assert spikes(page) == 0


def test_raising_holding_makes_it_fire(page: Page, wire: Wire) -> None:
    hold(page, "100")
    until(page, lambda: spikes(page) > 10)
    assert 55 < rate(page) < 80
    expect(page.locator(".chart-teach")).to_have_count(0)
    hold(page, "0")
    until(page, lambda: rate(page) < 5)


def test_a_slider_acts_while_it_is_dragged(page: Page, wire: Wire) -> None:
    hold(page, "100")
    until(page, lambda: rate(page) > 50)
    box = page.get_by_role("slider", name="Na⁺ transient conductance").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.28 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.02 * box["width"], middle, steps=8)
    until(page, lambda: rate(page) < 5)
    page.mouse.up()
    assert len(wire.urls) == 1


def test_tetrodotoxin_washes_in_while_it_fires_and_out_again(page: Page, wire: Wire) -> None:
    hold(page, "100")
    until(page, lambda: rate(page) > 50)
    page.get_by_label("Add a drug").select_option("ttx")
    expect(page.locator(".chart-drug")).to_have_text("TTX 1 µM")
    until(page, lambda: rate(page) < 1)
    page.locator(".drugs").get_by_role("switch").click()
    expect(page.locator(".chart-drug")).to_have_count(0)
    until(page, lambda: rate(page) > 50)
    assert len(wire.urls) == 1, "all the time the same cell"


def test_inject_plays_the_protocol_once(page: Page, wire: Wire) -> None:
    page.locator(".inject").click()
    until(page, lambda: spikes(page) == 1)
    page.locator(".chart").focus()
    page.keyboard.press("i")
    until(page, lambda: spikes(page) == 2)
    page.wait_for_timeout(300)
    assert spikes(page) == 2


def test_keys_type_in_fields(page: Page, wire: Wire) -> None:
    page.get_by_role("textbox", name="Holding").focus()
    page.keyboard.press("i")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert spikes(page) == 0


def stands_still(page: Page, wire: Wire) -> bool:
    """Whether nothing comes for a while."""
    before = len(wire.starts)
    page.wait_for_timeout(300)
    return len(wire.starts) == before


def test_pause_stands_still_and_goes_on(page: Page, wire: Wire) -> None:
    page.keyboard.press("Space")
    expect(page.locator(".chart-state")).to_have_text("Paused")
    until(page, lambda: stands_still(page, wire))
    count = len(wire.starts)
    page.keyboard.press("Space")
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    until(page, lambda: len(wire.starts) > count + 5)
    assert wire.starts[count] - wire.starts[count - 1] < 40


def test_a_chart_that_was_paused_before_it_had_drawn_all_goes_on(page: Page, wire: Wire) -> None:
    """The server waits for what it sent to be drawn: to pause must not make the chart forget to say so."""
    page.evaluate("() => { window.plain = requestAnimationFrame; window.due = [] }")
    page.evaluate("() => { window.requestAnimationFrame = (draw) => due.push(draw) }")
    until(
        page,
        lambda: len(wire.starts) - max(map(int, re.findall(r'"seen":(\d+)', " ".join(wire.said))), default=0) >= AHEAD,
    )
    page.keyboard.press("Space")
    expect(page.locator(".chart-state")).to_have_text("Paused")
    page.keyboard.press("Space")
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    count = len(wire.starts)
    page.evaluate("() => { window.requestAnimationFrame = plain; due.splice(0).forEach((draw) => draw(0)) }")
    until(page, lambda: len(wire.starts) > count + 20)


@pytest.mark.parametrize(("text", "speed"), [("×0.1", 0.1), ("×10", 10.0)])
def test_slow_and_fast_motion(page: Page, wire: Wire, text: str, speed: float) -> None:
    page.get_by_role("button", name=text, exact=True).click()
    expect(page.locator(".chart-state")).to_have_text(re.compile(rf"^(Live · {speed:g} × real time|Slower.+)$"))
    count = len(wire.starts)
    until(page, lambda: len(wire.starts) > count + 40)
    steps = [b - a for a, b in zip(wire.starts[count + 10 :], wire.starts[count + 11 :], strict=False)]
    assert sum(steps) / len(steps) == pytest.approx(speed * 1000 / 30, rel=0.1)


def test_the_past_is_scrolled_back_to_and_the_trigger_superimposes(page: Page, wire: Wire) -> None:
    hold(page, "100")
    until(page, lambda: rate(page) > 50)
    back = page.get_by_role("slider", name="Scroll back")
    past = "node => node.max - node.min"
    until(page, lambda: back.evaluate(past) > 1)  # more past than the window of 1 s holds
    page.locator(".chart").focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".chart-state")).to_have_text("Paused")
    expect(page.locator(".chart-ago")).to_have_text(re.compile(r"^[01]\.\d s ago$"))
    page.locator(".chart").focus()
    page.keyboard.press("Space")
    expect(page.locator(".chart-ago")).to_have_text("now")
    board = page.locator(".chart-board").bounding_box()
    assert board
    page.mouse.move(board["x"] + 100, board["y"] + 100)
    page.mouse.down()
    page.mouse.move(board["x"] + 100 + board["width"] / 2, board["y"] + 100, steps=5)
    page.mouse.up()
    expect(page.locator(".chart-state")).to_have_text("Paused")
    expect(page.locator(".chart-ago")).to_have_text(re.compile(r"^(0\.[4-9]|1\.\d) s ago$"))
    back.focus()
    page.keyboard.press("Home")
    page.locator(".chart").focus()
    page.keyboard.press("Space")
    expect(page.locator(".chart-ago")).to_have_text("now")

    page.keyboard.press("t")
    until(page, lambda: int(page.locator("[data-sweeps]").get_attribute("data-sweeps") or 0) > 5)
    level = page.get_by_role("slider", name="Trigger level")
    expect(level).to_have_attribute("aria-valuetext", "\u221220 mV")
    handle = level.bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 10, handle["y"] + 9)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, handle["y"] - 21, steps=3)
    page.mouse.up()
    until(page, lambda: float(level.get_attribute("aria-valuenow") or -99) > -15)
    level.focus()
    page.keyboard.press("PageUp")
    for _ in range(5):
        page.keyboard.press("Shift+PageUp")
    expect(page.locator("[data-sweeps]")).to_have_text("waits for a crossing")
    results = Axe().run(page).response["violations"]
    assert [found["id"] for found in results if found["impact"] in ("serious", "critical")] == []


def test_voltage_clamp_shows_the_current(page: Page, wire: Wire) -> None:
    page.get_by_label("Protocol", exact=True).select_option("iv_curve")
    expect(page.locator(".chart-head b").first).to_have_text("Im")
    page.get_by_role("button", name="Lower level").click()
    expect(page.locator(".chart-level")).to_have_text(re.compile(r"^\+50\smV$"))
    page.locator(".inject").click()
    until(page, lambda: '{"play":15}' in wire.said)


def test_leaving_brings_the_recording_back(page: Page) -> None:
    page.locator(".top .run").click()
    page.wait_for_function("() => document.querySelector('.scope').dataset.painted")
    token = page.locator(".scope").get_attribute("data-painted")
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    continuous(page).click()
    expect(page.locator(".chart")).to_have_count(0)
    assert page.locator(".scope").is_visible()
    assert page.locator(".scope").get_attribute("data-painted") == token
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    page.get_by_role("textbox", name="Na⁺ transient conductance, mS/cm²").fill("60")
    page.keyboard.press("Enter")
    continuous(page).click()
    page.wait_for_function("old => ![old, ''].includes(document.querySelector('.scope').dataset.painted)", arg=token)


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
def test_axe_finds_nothing_serious(page: Page, wire: Wire) -> None:
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_its_tools_fit_the_window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        height,
    ]
    inject = page.locator(".inject").bounding_box()
    assert inject["x"] >= 0
    assert inject["x"] + inject["width"] <= width
