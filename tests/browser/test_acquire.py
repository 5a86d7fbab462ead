"""Walks through the page Acquire, as a user takes them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

SODIUM = "Na⁺ transient conductance, mS/cm²"


def painted(page: Page, after: str = "") -> str:
    """The token on the screen, once there is one that is not `after`."""
    page.wait_for_function(
        "after => { const token = document.querySelector('.scope')?.dataset.painted; return token && token !== after }",
        arg=after,
    )
    return page.locator(".scope").get_attribute("data-painted") or ""


def run(page: Page, protocol: str) -> str:
    """Choose a protocol and run it; the token that is painted."""
    page.get_by_label("Protocol", exact=True).select_option(label=protocol)
    expect(page.locator(".empty h2")).to_have_text(protocol)
    page.locator(".top .run").click()
    return painted(page)


def field(page: Page, label: str):
    """The text field of this name."""
    return page.get_by_role("textbox", name=label, exact=True)


def test_an_action_potential_is_one_spike(page: Page) -> None:
    run(page, "Action Potential")
    expect(page.get_by_role("grid", name="Results").locator("tbody tr")).to_have_count(1)
    expect(page.locator(".keys dd").first).to_have_text("1 ")
    expect(page.locator(".status")).to_contain_text("1 sweep in")


def test_space_runs_what_was_chosen(page: Page) -> None:
    page.locator(".scope").focus()
    page.keyboard.press("Space")
    painted(page)
    expect(page.locator(".status")).to_contain_text("17 sweeps in")


@pytest.mark.parametrize(
    ("key", "protocol"), [("1", "action_potential"), ("4", "iv_curve"), ("6", "frequency_response")]
)
def test_six_starts_on_six_keys(page: Page, key: str, protocol: str) -> None:
    page.keyboard.press(key)
    painted(page)
    expect(page.get_by_label("Protocol", exact=True)).to_have_value(protocol)


def test_views_of_a_family_stay_in_step(page: Page) -> None:
    run(page, "I-V Curve")
    rows = page.get_by_role("grid", name="Results").locator("tbody tr")
    swatches = page.get_by_role("listbox", name="Sweeps by level").get_by_role("option")
    expect(rows).to_have_count(17)
    expect(swatches).to_have_count(17)
    rows.nth(4).click()
    expect(page.locator(".levels")).to_contain_text("5 of 17")
    page.locator(".scope").focus()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(5)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(4)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("grid").locator("[aria-selected=true]")).to_have_count(0)
    rows.nth(2).hover()
    expect(swatches.locator("xpath=self::*[contains(@class,'near')]")).to_have_count(1)


def test_keys_type_while_a_field_has_the_focus(page: Page) -> None:
    token = run(page, "I-V Curve")
    field(page, SODIUM).focus()
    page.keyboard.press("Space")
    page.keyboard.press("2")
    expect(field(page, SODIUM)).to_have_value(" 2")
    expect(page.get_by_role("grid").locator("[aria-selected=true]")).to_have_count(0)
    assert page.locator(".scope").get_attribute("data-painted") == token


def test_a_dragged_slider_runs_live_and_is_one_step_back(page: Page) -> None:
    token = run(page, "I-V Curve")
    before = page.locator(".keys dd").first.inner_text()
    box = page.get_by_role("slider", name=SODIUM).bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.25, middle)
    page.mouse.down()
    seen = token
    for k in range(30):
        page.mouse.move(box["x"] + box["width"] * (0.25 + 0.02 * k), middle)
        if k % 10 == 9:
            seen = painted(page, seen)  # the traces follow while the slider moves
    page.mouse.up()
    expect(page.locator(".keys dd").first).not_to_have_text(before)
    last = painted(page, token)
    page.get_by_role("button", name="Undo").click()
    painted(page, last)
    expect(field(page, SODIUM)).to_have_value("120")
    expect(page.locator(".keys dd").first).to_have_text(before)
    expect(page.get_by_role("button", name="Undo (Ctrl Z)")).to_be_disabled()
    page.locator(".scope").focus()
    page.keyboard.press("Control+Shift+Z")
    expect(field(page, SODIUM)).not_to_have_value("120")
    page.keyboard.press("Control+z")
    expect(field(page, SODIUM)).to_have_value("120")


@pytest.mark.parametrize(
    ("label", "text", "rule"),
    [
        (SODIUM, "\u22125", "must be at least 0; still 120 mS/cm²"),
        (SODIUM, "abc", "must be a number, such as 12.5 or 1e3; still 120 mS/cm²"),
        (SODIUM, "NaN", "must be a number, such as 12.5 or 1e3; still 120 mS/cm²"),
        (SODIUM, "1e999", "must be a finite number; still 120 mS/cm²"),
        ("Temperature, °C", "500", "must lie between −5 and 60 °C; still 6.3 °C"),
        ("K⁺ outside, mM", "0", "Out: must be above 0; still 16.345 mM"),
        ("First duration of epoch B, ms", "-1", "B: must be at least 0; still 20 ms"),
    ],
)
def test_a_bad_text_is_refused_beside_its_field(page: Page, label: str, text: str, rule: str) -> None:
    token = run(page, "I-V Curve")
    old = field(page, label).input_value()
    field(page, label).fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(rule)
    expect(field(page, label)).to_have_attribute("aria-invalid", "true")
    assert page.locator(".scope").get_attribute("data-painted") == token
    field(page, label).focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(field(page, label)).to_have_value(old)
    assert page.locator(".scope").get_attribute("data-painted") == token


def test_a_comma_and_a_true_minus_are_read(page: Page) -> None:
    token = run(page, "I-V Curve")
    field(page, "Temperature, °C").fill("18,5")
    page.keyboard.press("Tab")
    painted(page, token)
    expect(field(page, "Temperature, °C")).to_have_value("18.5")
    field(page, "Holding, mV").fill("\u221280")
    page.keyboard.press("Enter")
    expect(field(page, "Holding, mV")).to_have_value("\u221280")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_sliders_go_to_both_of_their_ends(page: Page) -> None:
    """No end of a slider is a place where nothing runs."""
    run(page, "I-V Curve")
    sliders = page.locator(".left input[type=range]:visible:not(:disabled)")
    assert sliders.count() >= 8
    for slider in sliders.all():
        was = slider.get_attribute("aria-valuetext")
        for key in ("Home", "End"):
            token = page.locator(".scope").get_attribute("data-painted") or ""
            slider.press(key)
            painted(page, token)
            expect(page.locator(".status .amber")).to_have_count(0)
            expect(page.get_by_role("alert")).to_have_count(0)
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        expect(slider).to_have_attribute("aria-valuetext", was or "")


def test_arrows_step_a_number(page: Page) -> None:
    token = run(page, "I-V Curve")
    field(page, SODIUM).focus()
    page.keyboard.press("ArrowUp")
    expect(field(page, SODIUM)).to_have_value("121")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(field(page, SODIUM)).to_have_value("110.9")
    painted(page, token)
    expect(page.get_by_role("slider", name=SODIUM)).to_have_attribute("aria-valuetext", "110.9 mS/cm²")


def test_reversal_potentials_follow_the_solutions(page: Page) -> None:
    field(page, "Na⁺ outside, mM").fill("880")
    page.keyboard.press("Enter")
    expect(page.locator(".ions tbody tr").first).to_contain_text("+66.7")


def test_channels_are_switched_removed_and_added(page: Page) -> None:
    token = run(page, "I-V Curve")
    page.get_by_role("switch", name="Na⁺ transient").click()
    token = painted(page, token)
    expect(page.locator(".scope .chip, .scope-chip").filter(has_text="INa")).to_have_count(0)
    page.get_by_role("switch", name="Na⁺ transient").click()
    token = painted(page, token)
    page.get_by_role("button", name="K⁺ delayed rectifier").click()
    page.get_by_role("button", name="Remove from the cell").click()
    token = painted(page, token)
    expect(page.locator("[data-channel=kv_hh]")).to_have_count(0)
    page.get_by_label("Add a channel").select_option("kv_hh")
    painted(page, token)
    expect(page.locator("[data-channel=kv_hh]")).to_have_count(1)


def test_epochs_are_added_and_taken_out(page: Page) -> None:
    page.get_by_label("Type of epoch D").select_option(label="Step")
    expect(field(page, "First duration of epoch D, ms")).to_have_value("10")
    expect(page.locator(".lasts")).to_contain_text("40 ms per sweep")
    page.get_by_label("Type of epoch D").select_option(label="Off")
    expect(field(page, "First duration of epoch D, ms")).to_have_count(0)


def test_a_problem_disables_run_and_stands_beside_its_field(page: Page) -> None:
    field(page, "Rate, kHz").fill("5000")
    page.keyboard.press("Enter")
    expect(page.locator(".top .run")).to_be_disabled()
    expect(page.locator(".epoch-table > .above").get_by_role("alert")).to_contain_text("digitizer")
    field(page, "Rate, kHz").fill("100")
    page.keyboard.press("Enter")
    expect(page.locator(".top .run")).to_be_enabled()


def test_the_mode_changes_units_and_panels(page: Page) -> None:
    page.get_by_role("button", name="Current clamp", exact=True).click()
    expect(field(page, "Holding, pA")).to_be_visible()
    page.locator(".top .run").click()
    painted(page)
    expect(page.get_by_role("combobox", name="Analysis")).to_have_value("spikes")


def test_traces_and_sheet_are_downloaded(page: Page, tmp_path: Path) -> None:
    run(page, "I-V Curve")
    for name, columns, lines in (
        ("Download the traces as CSV", 1 + 8 * 17, 3001),
        ("Download the sheet as CSV", 5, 18),
    ):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        text = Path(waiting.value.path()).read_text().splitlines()
        assert waiting.value.suggested_filename.startswith("squid_axon_iv_curve")
        assert len(text) == lines
        assert len(text[0].split(",")) == columns


def test_the_theme_is_switched_and_remembered(page: Page) -> None:
    html = page.locator("html")
    expect(html).to_have_class("light")
    page.get_by_role("button", name="Light or dark theme").click()
    expect(html).to_have_class("dark")
    page.reload()
    expect(html).to_have_class("dark")


def test_a_recording_that_the_server_forgot_is_made_again(page: Page) -> None:
    run(page, "I-V Curve")
    page.route("**/frames/**", lambda route: route.fulfill(status=404, json={"message": "gone"}), times=1)
    page.reload()
    painted(page)
    expect(page.get_by_role("grid", name="Results").locator("tbody tr")).to_have_count(17)


def test_a_double_click_on_a_name_resets_it(page: Page) -> None:
    field(page, "Temperature, °C").fill("20")
    page.keyboard.press("Enter")
    expect(page.locator(".ions tbody tr").first).to_contain_text("+52.5")
    page.get_by_text("Temperature", exact=True).dblclick()
    expect(field(page, "Temperature, °C")).to_have_value("6.3")


def test_the_gates_of_a_channel_can_be_edited(page: Page) -> None:
    token = run(page, "I-V Curve")
    page.get_by_role("button", name="K⁺ delayed rectifier").click()
    field(page, "n α half, mV").fill("-40")
    page.keyboard.press("Enter")
    painted(page, token)
    expect(field(page, "n α half, mV")).to_have_value("\u221240")
