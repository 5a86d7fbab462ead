"""The instruments of the scope: cursors, reference traces, the list of keys."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PAINTED = "document.querySelector('.scope')?.dataset.painted"


@pytest.fixture
def family(page: Page) -> Page:
    """An I-V family on the screen, the scope with the focus."""
    page.keyboard.press("4")
    page.wait_for_function(PAINTED)
    page.locator(".scope").focus()
    return page


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
