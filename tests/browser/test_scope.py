"""The instruments of the scope: cursors, reference traces, the list of keys."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAINTED = "document.querySelector('.scope')?.dataset.painted"
ASKED = "performance.getEntriesByType('resource').filter((e) => e.name.includes('/plotly')).map((e) => e.startTime)"
PICTURED = """new MutationObserver((_, watcher) => {
  if (!document.querySelector(".start path")?.getAttribute("d")) return;
  window.pictured = performance.now();
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true, attributeFilter: ["d"] });"""


@pytest.fixture
def family(page: Page) -> Page:
    """An I-V family on the screen, the scope with the focus."""
    page.keyboard.press("4")
    page.wait_for_function(PAINTED)
    page.locator(".scope").focus()
    return page


def test_the_first_run_waits_for_no_plotly(site: str, browser: Browser) -> None:
    tab = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    tab.route("**/plotly*", lambda route: route.fulfill(status=404))
    tab.add_init_script(PICTURED)
    tab.goto(site)
    tab.wait_for_function("window.pictured", timeout=60_000)
    tab.keyboard.press("4")
    tab.wait_for_function(PAINTED)
    assert tab.locator(".scope-plot .sketch .js-line").count() >= 2 * 17
    tab.wait_for_function("() => document.querySelector('.scope-plot .js-line').getAttribute('d').length > 20")
    tab.wait_for_function(f"{ASKED}.length", timeout=60_000)
    asked = tab.evaluate(ASKED)
    assert len(asked) == 1, "Plotly is asked for once"
    assert asked[0] > tab.evaluate("pictured"), "after the starts have their pictures"
    tab.context.close()


def test_cursors_are_dragged_stepped_and_read(family: Page) -> None:
    strip = family.get_by_role("table", name="Cursors")
    expect(strip).to_have_count(0)
    family.keyboard.press("c")
    rows = strip.locator("tbody tr")
    expect(rows).to_have_count(2)
    flag = family.get_by_role("slider", name="Cursor 1")
    box = flag.bounding_box()
    assert box
    before = float(flag.get_attribute("aria-valuenow") or "nan")
    family.mouse.move(box["x"] + 8, box["y"] + 8)
    family.mouse.down()
    family.mouse.move(box["x"] + 108, box["y"] + 8, steps=4)
    family.mouse.up()
    after = float(flag.get_attribute("aria-valuenow") or "nan")
    assert after > before + 2
    expect(rows.first.locator("td").first).to_have_text(f"{after:.2f}".rstrip("0").rstrip("."))
    flag.focus()
    family.keyboard.press("Shift+ArrowLeft")
    assert float(flag.get_attribute("aria-valuenow") or "nan") == pytest.approx(after - 1, abs=0.006)
    strip.get_by_label("Signal that the cursors read").select_option("i_nav_hh")
    expect(rows).to_have_count(2)
    results = Axe().run(family, options={"resultTypes": ["violations"]}).response["violations"]
    assert [found["id"] for found in results if found["impact"] in ("serious", "critical")] == []
    family.locator(".scope").focus()
    family.keyboard.press("c")
    expect(strip).to_have_count(0)


def test_a_reference_stays_over_the_next_run(family: Page) -> None:
    lines = family.locator(".scope-marks .reference")
    family.keyboard.press("End")
    family.keyboard.press("r")
    count = lines.count()
    assert count >= 3
    before = lines.first.get_attribute("d")
    field = family.get_by_role("textbox", name="Na⁺ transient conductance, mS/cm²", exact=True)
    field.fill("110")
    field.press("Enter")
    expect(family.locator(".card .second .unit").first).to_have_text("1100 nS")
    assert lines.count() == count
    assert before
    family.get_by_label("Take the reference away (R)").click()
    expect(lines).to_have_count(0)


def test_a_question_mark_shows_all_keys_but_not_in_a_field(family: Page) -> None:
    keys = family.get_by_role("dialog", name="Keys")
    family.keyboard.press("?")
    expect(keys).to_be_visible()
    family.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    family.get_by_role("textbox", name="Temperature, °C").focus()
    family.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_a_panel_shows_what_its_menu_says(family: Page) -> None:
    heads = family.locator(".scope-head")
    expect(heads).to_have_count(3)
    family.get_by_role("button", name="What the panel Command shows").click()
    family.get_by_role("menuitem", name="Add a panel").click()
    expect(heads).to_have_count(4)
    family.get_by_role("button", name="What the panel V shows").click()
    family.get_by_role("menuitemradio", name="INa", exact=True).click()
    added = heads.nth(2)
    expect(added).to_contain_text("nA")
    family.get_by_role("button", name="µA/cm²").click()
    expect(added).to_contain_text("µA/cm²")
    family.reload()
    family.wait_for_function(PAINTED)
    expect(heads).to_have_count(4)
    expect(added).to_contain_text("µA/cm²")
    family.get_by_role("button", name="What the panel INa shows").click()
    family.keyboard.press("End")
    family.keyboard.press("Enter")
    expect(heads).to_have_count(3)


def test_sweeps_are_tiled_and_chained(family: Page) -> None:
    family.keyboard.press("End")
    mark = family.locator(".scope-marks .on").first
    left, width = ("Number(node.getBBox().x)", "Number(node.getBBox().width)")
    before = mark.evaluate(f"node => {width}")
    family.get_by_role("button", name="Chain").click()
    assert mark.evaluate(f"node => {width}") < before / 10
    assert mark.evaluate(f"node => {left}") > 0.9 * before
    box = family.locator(".scope-glass").bounding_box()
    assert box
    family.mouse.click(box["x"] + 60, box["y"] + 10)
    expect(family.get_by_role("button", name="Cursors (C)")).to_be_disabled()
    family.get_by_role("button", name="Tile").click()
    expect(family.locator(".scale-bar")).to_have_count(3)
    results = Axe().run(family, options={"resultTypes": ["violations"]}).response["violations"]
    assert [found["id"] for found in results if found["impact"] in ("serious", "critical")] == []


def test_a_tag_is_written_beside_a_sweep(family: Page) -> None:
    family.keyboard.press("End")
    family.keyboard.press("m")
    family.get_by_role("textbox", name="Tag").fill("the plateau")
    family.keyboard.press("Enter")
    expect(family.locator(".tag-text")).to_have_text("17: the plateau")
    family.locator('[data-tab="book"]').first.click()
    expect(family.locator(".book li").first).to_contain_text("the plateau")
    family.locator(".scope").focus()
    family.keyboard.press("m")
    family.keyboard.press("Escape")
    expect(family.locator(".tag-text")).to_have_count(1)
    family.locator(".top .run").click()
    expect(family.locator(".tag-text")).to_have_count(0)


def test_the_picture_has_colors_of_its_own(family: Page) -> None:
    family.keyboard.press("End")
    family.get_by_role("button", name="Copy or save what is shown").click()
    with family.expect_download() as saving:
        family.get_by_role("menuitem", name="Save as SVG").click()
    text = saving.value.path().read_text()
    assert text.startswith("<svg")
    assert text.count("<path") > 17 * 3
    assert "var(" not in text


def test_regions_are_resized_folded_and_remembered(family: Page) -> None:
    left, edge = family.locator(".left"), family.get_by_role("separator", name="Width of the left column")

    def width() -> float:
        box = left.bounding_box()
        return box["width"] if box else 0

    before = width()
    edge.focus()
    family.keyboard.press("Shift+ArrowRight")
    assert width() == before + 40
    family.reload()
    family.wait_for_function(PAINTED)
    assert width() == before + 40
    edge.dblclick()
    assert width() == 0
    expect(left).to_be_hidden()
    edge.focus()
    family.keyboard.press("Home")
    assert width() == before


AT_ONCE = """keys => keys.forEach(key =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))"""


def test_a_number_shows_from_which_samples_it_came(family: Page) -> None:
    asked: list[str] = []
    family.on("request", lambda request: asked.append(request.url) if "/samples/" in request.url else None)
    spots = family.locator(".spots")
    largest = family.locator("button.reading").first
    expect(largest).to_have_attribute("aria-description", "peak of sweep 11, 5.59 ms")
    assert asked == [], "nothing is asked before a number is pointed at"
    largest.hover()
    expect(spots.locator("circle")).to_have_count(1)
    expect(spots).to_have_attribute("data-panel", "0")
    expect(family.locator(".sheet tr.near td").first).to_have_text("11")
    expect(family.locator("#tip")).to_have_text("peak of sweep 11, 5.59 ms")
    tip = family.locator("#tip").bounding_box()
    assert tip
    assert tip["x"] + tip["width"] <= 1440
    family.locator(".scope-glass").hover(position={"x": 300, "y": 300})
    expect(spots).to_have_count(0)

    row = family.locator(".sheet tbody tr").nth(8)
    row.locator("td").nth(4).hover()
    expect(spots.locator("path")).to_have_count(1)
    expect(row.locator("td").nth(4)).to_have_attribute("title", "mean of sweep 9, 23–24.99 ms")
    row.locator("td").nth(1).hover()
    expect(spots).to_have_attribute("data-panel", "2")
    row.click()
    family.evaluate(AT_ONCE, ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"])
    expect(family.locator(".measured [aria-live]")).to_have_text("peak of sweep 10, 5.7 ms")
    family.keyboard.press("ArrowUp")
    expect(family.locator(".measured [aria-live]")).to_have_text("peak of sweep 9, 5.86 ms")
    expect(spots.locator("circle")).to_have_count(1)

    largest.focus()
    family.keyboard.press("Enter")
    expect(largest).to_have_attribute("aria-pressed", "true")
    family.locator(".scope").focus()
    expect(spots.locator("circle")).to_have_count(1)
    token = family.evaluate(PAINTED)
    family.keyboard.press(" ")
    family.wait_for_function(f"old => {PAINTED} !== old", arg=token)
    expect(spots.locator("circle")).to_have_count(1)
    results = Axe().run(family, options={"resultTypes": ["violations"]}).response["violations"]
    assert [found["id"] for found in results if found["impact"] in ("serious", "critical")] == []
    largest.click()
    family.locator(".scope").focus()
    family.locator(".scope-glass").hover(position={"x": 300, "y": 300})
    expect(spots).to_have_count(0)
    assert len(asked) == 2, "once a recording"


def test_selecting_restyles_what_it_changes(family: Page) -> None:
    """The lines of the family once, when they are dimmed; then a few nodes a step, whatever else is on the page."""
    page = family
    page.wait_for_timeout(1000)
    lines = page.locator(".scope .js-line").count()
    client = page.context.new_cdp_session(page)
    found: list[dict] = []
    ended: list[object] = []
    client.on("Tracing.dataCollected", lambda part: found.extend(part["value"]))
    client.on("Tracing.tracingComplete", lambda end: ended.append(end))
    client.send("Tracing.start", {"categories": "disabled-by-default-devtools.timeline,devtools.timeline"})
    for _ in range(4):
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(100)
    client.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    styled = [one["args"]["elementCount"] for one in found if "elementCount" in one.get("args", {})]
    assert 17 <= lines <= max(styled) <= lines + 60
    assert sorted(styled)[-2] <= 60
