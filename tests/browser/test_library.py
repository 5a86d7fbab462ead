"""The Library in a browser: found, read, moved by a slider, and taken to the bench."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from patch_sim.cells import CELLS

PAINTED = "document.querySelector('.scope')?.dataset.painted"


@pytest.fixture
def shelf(site: str, windows: dict[str, BrowserContext]) -> Iterator[Page]:
    """The Library in a new tab; what it throws fails the test."""
    tab = windows["light"].new_page()
    thrown: list[str] = []
    tab.on("pageerror", lambda error: thrown.append(str(error)))
    tab.goto(f"{site}/library")
    expect(tab.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    yield tab
    tab.close()
    assert thrown == []


def test_an_entry_is_found_by_keys_and_has_an_address(shelf: Page) -> None:
    shelf.keyboard.press("/")
    shelf.keyboard.type("kv_hh")
    shelf.keyboard.press("ArrowDown")
    shelf.keyboard.press("Enter")
    expect(shelf.get_by_role("heading", level=1)).to_have_text("K⁺ delayed rectifier (HH 1952)")
    assert shelf.url.endswith("#kv_hh")
    shelf.go_back()
    expect(shelf.get_by_role("heading", level=1)).to_have_text("Na⁺ transient (HH 1952)")
    shelf.goto(shelf.url.partition("#")[0] + "#squid_axon")
    expect(shelf.locator(".facts .now[data-holds=yes]")).to_have_count(len(CELLS["squid_axon"].facts), timeout=120_000)


def test_curves_are_read_together_and_follow_temperature(shelf: Page) -> None:
    steady, times = (shelf.locator(".graph", has_text=title) for title in ("Steady state", "Time constant"))
    box = steady.locator(".curves").bounding_box()
    assert box
    shelf.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(steady.locator("output")).to_contain_text("m∞")
    expect(times.locator("output")).to_contain_text("ms")
    shelf.mouse.move(10, 10)
    line = times.locator("path.line").nth(1)
    before, fixed = line.get_attribute("d"), steady.locator("path.line").nth(1).get_attribute("d")
    shelf.get_by_role("slider", name="Temperature").fill("16.3")
    expect(shelf.locator(".knobs")).to_contain_text("τ ÷ 3.00")
    expect(line).not_to_have_attribute("d", before or "")
    assert steady.locator("path.line").nth(1).get_attribute("d") == fixed


def test_the_current_under_the_clamp_is_drawn_when_it_has_been_computed(shelf: Page) -> None:
    for key in ("icat", "ih"):
        shelf.goto(shelf.url.partition("#")[0] + f"#{key}")
        clamp = shelf.locator(".graph", has_text="Under the clamp")
        expect(clamp.locator("path.line").nth(9)).to_be_attached()


def test_a_channel_goes_to_my_cell_and_alone_under_the_clamp(shelf: Page) -> None:
    shelf.goto(shelf.url.partition("#")[0] + "#im")
    expect(shelf.get_by_role("heading", level=1)).to_contain_text("M-type")
    shelf.get_by_role("button", name="Add to my cell").click()
    shelf.wait_for_function(PAINTED)
    expect(shelf.locator('.card[data-channel="im"]')).to_be_visible()
    expect(shelf.locator('.card[data-channel="nav_hh"]')).to_be_visible()
    shelf.locator('.card[data-channel="im"] .name').first.click()
    shelf.get_by_role("link", name="In the Library").click()
    shelf.get_by_role("link", name="Clamp it alone").click()
    shelf.wait_for_function(PAINTED)
    expect(shelf.locator(".card[data-channel]")).to_have_count(2)


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_stands_in_the_way_of_anyone(shelf: Page, width: int) -> None:
    shelf.set_viewport_size({"width": width, "height": 844})
    for key in ("nav_hh", "nar_markov", "regular_spiking", "ttx"):
        shelf.goto(shelf.url.partition("#")[0] + f"#{key}")
        expect(shelf.locator(f'.catalog [aria-current][href="#{key}"]')).to_be_visible()
        expect(shelf.locator("main article")).to_be_visible()
        assert shelf.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(shelf)
        assert found.violations_count == 0, found.generate_report()
