"""Longer walks: every preset, the keyboard alone, a phone, several tabs, a server that dies in the middle of a run."""

import signal
from typing import Any

from playwright.sync_api import Page, expect

from .tape import LIVE, continuous

PAINTED = "document.querySelector('.scope')?.dataset.painted"
SODIUM = "Na⁺ transient conductance, mS/cm²"


def painted_anew(page: Page, token: str) -> str:
    """The token on the screen, once it is another one."""
    page.wait_for_function(f"old => {PAINTED} && {PAINTED} !== old", arg=token, timeout=60_000)
    return page.evaluate(PAINTED)


def test_every_preset_that_fits_the_cell_runs(page: Page) -> None:
    protocols = page.get_by_label("Protocol", exact=True)
    names = protocols.locator("option:not([disabled])").evaluate_all("all => all.map(({ value }) => value)")
    assert len(names) > 20
    token = ""
    for name in names:
        protocols.select_option(name)
        expect(page.locator(".scope")).to_have_attribute("data-empty", "true")
        page.locator(".top .run").click()
        token = painted_anew(page, token)
        expect(page.locator(".status .said")).to_contain_text("in")
        expect(page.locator(".status .amber")).to_have_count(0)
        assert page.locator(".scope-plot .js-line").first.evaluate("one => one.getAttribute('d').length > 20"), name


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.keyboard.press("1")
    token = painted_anew(page, "")
    expect(page.locator(".status .said")).to_contain_text("in the lab book")
    page.keyboard.press("v")
    token = painted_anew(page, token)
    expect(page.locator(".status .said")).to_contain_text("view only")
    page.get_by_role("slider", name=SODIUM).focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    token = painted_anew(page, token)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("textbox", name=SODIUM)).to_have_value("120")
    page.locator(".scope").focus()
    page.keyboard.press("?")
    own = page.get_by_role("button", name="Key of: Fit all axes")
    own.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("g")
    expect(own).to_have_text("G")
    page.get_by_role("button", name="Key of: Record").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("has a meaning of its own")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("v")
    expect(page.get_by_text("V was taken: what it did is on Space now")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(page.locator(".top .run kbd")).to_have_text("X")
    before = page.evaluate(PAINTED)
    page.locator(".scope").focus()
    page.keyboard.press("x")
    painted_anew(page, before)
    page.reload()
    page.wait_for_function(PAINTED)
    expect(page.get_by_role("button", name="Fit all axes (G)")).to_be_visible()
    page.evaluate("localStorage.setItem('patch_sim.keys', '{\"run\": 5}')")
    page.reload()
    expect(page.locator(".top .run kbd")).to_have_text("Space")


def test_a_name_says_what_it_does_and_where_to_read_on(page: Page) -> None:
    page.get_by_role("button", name="K⁺ delayed rectifier").hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("brings the membrane back")
    tip.get_by_role("link").click()
    expect(page).to_have_title("Library · patch_sim")
    expect(page.locator("main h1")).to_contain_text("K⁺ delayed rectifier")


def test_on_a_phone_everything_is_reachable(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".top .run").click()
    token = painted_anew(page, "")
    expect(page.locator(".status .said")).to_contain_text("17 sweeps in")
    page.get_by_role("button", name="µA/cm²").click()
    expect(page.locator(".scope-unit").first).to_have_text("µA/cm²")
    expect(page.get_by_label("Protocol", exact=True)).to_have_value("iv_curve")
    width = page.get_by_label("Protocol", exact=True).bounding_box()
    assert width
    assert width["width"] > 90, "it says which"
    page.locator('.views [data-tab="cell"]').click()
    field = page.get_by_role("textbox", name=SODIUM)
    field.fill("60")
    field.press("Enter")
    token = painted_anew(page, token)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(field).to_have_value("120")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("link", name="Library").click()
    expect(page).to_have_title("Library · patch_sim")
    page.get_by_label("patch_sim, Acquire").click()
    page.wait_for_function(PAINTED)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_tabs_are_experiments_of_their_own_and_a_run_outlives_its_server(page: Page, site: str, server: Any) -> None:
    page.keyboard.press("1")
    first = painted_anew(page, "")
    other = page.context.new_page()
    other.goto(site)
    other.wait_for_selector(".start path", state="attached", timeout=60_000)
    other.keyboard.press("4")
    painted_anew(other, "")
    for tab, value in ((page, "90"), (other, "70")):
        tab.get_by_role("textbox", name=SODIUM).fill(value)
        tab.get_by_role("textbox", name=SODIUM).press("Enter")
        expect(tab.locator(".card .second .unit").first).to_have_text(f"{value}0 nS")
    for tab, value, protocol in ((page, "90", "action_potential"), (other, "70", "iv_curve")):
        tab.reload()
        tab.wait_for_function(PAINTED)
        expect(tab.get_by_role("textbox", name=SODIUM)).to_have_value(value)
        expect(tab.get_by_label("Protocol", exact=True)).to_have_value(protocol)
    continuous(other).click()
    expect(other.locator(".chart-state")).to_have_text(LIVE)

    first = page.evaluate(PAINTED)
    sweeps = page.get_by_role("textbox", name="Sweeps", exact=True)
    page.locator('[data-tab="epochs"]').first.click()
    sweeps.fill("3000")
    sweeps.press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_enabled(timeout=60_000)
    server.stop(signal.SIGKILL)
    expect(page.locator(".status")).to_contain_text("No connection", timeout=60_000)
    server.start()
    painted_anew(page, first)
    expect(sweeps).to_have_value("3000")
    expect(page.get_by_role("textbox", name=SODIUM)).to_have_value("90")
    page.locator('[data-tab="book"]').first.click()
    expect(page.locator(".book")).to_contain_text("conductance 120 → 90")
    expect(other.locator(".status")).to_contain_text("The server has started anew: the cell goes on")
    expect(other.locator(".chart-state")).to_have_text(LIVE)
    expect(other.get_by_role("textbox", name=SODIUM)).to_have_value("70")
    continuous(other).click()
    expect(other.locator(".empty h2")).to_have_text("I-V Curve")
