"""A walk along the rig: choose one, switch a circuit, go through the Membrane Test."""

from playwright.sync_api import Page, expect

from .tape import until


def test_a_rig_its_correction_and_the_check(page: Page) -> None:
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    expect(page.locator(".left-over")).to_have_text("10 of 10 MΩ uncompensated")
    expect(page.locator(".check.amber").first).to_contain_text("Voltage error")
    page.get_by_label("Rₛ correction on").click()
    expect(page.locator(".left-over")).to_have_text("2 of 10 MΩ uncompensated")
    expect(page.locator("[data-circuit='rig.r_set_mohm'] input.check-box")).to_be_checked()
    page.locator(".top .button.run").click()
    expect(page.locator(".scope-chip", has_text="true")).to_be_visible(timeout=60_000)


def test_the_membrane_test_goes_through_its_stages(page: Page) -> None:
    page.get_by_label("Cell", exact=True).select_option("model_cell")
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    page.locator(".membrane-test").click()
    expect(page.locator("[data-name='Ra'] output")).to_have_text("10.00 MΩ", timeout=60_000)
    expect(page.locator("[data-name='Cm'] output")).to_have_text("33.0 pF")

    def rate() -> float:
        return float(page.locator(".mt .chart-state").get_attribute("data-rate") or 0)

    asked = page.locator(".mt").get_by_role("textbox", name="Rate, Hz")
    asked.fill("4")  # what any machine keeps up with
    asked.press("Enter")
    until(page, lambda: 3 < rate() < 5, within=60)
    asked.fill("15")
    asked.press("Enter")
    until(page, lambda: rate() > 5, within=60)
    numbers = page.locator(".mt-number[data-over]")
    expect(numbers).to_have_count(0)
    page.get_by_label("Ra to").fill("9")
    expect(page.locator("[data-name='Ra'][data-over]")).to_contain_text("above 9 MΩ")
    page.get_by_label("Trouble", exact=True).last.select_option("dying_cell")
    expect(page.locator(".mt-wrong")).to_contain_text("Rm collapses")
    expect(page.locator("[data-name='Rm'] .far")).to_be_visible(timeout=60_000)
    page.get_by_label("Trouble", exact=True).last.select_option("")
    expect(page.locator(".mt-wrong")).to_have_count(0)
    page.locator(".mt").focus()
    page.keyboard.press("1")
    expect(page.locator("[data-name='Rt'] output")).to_have_text("5.00 MΩ")
    page.keyboard.press("Escape")
    expect(page.locator(".mt")).to_have_count(0)


def test_t_shows_and_hides_the_truth_on_acquire(page: Page) -> None:
    page.get_by_label("Cell", exact=True).select_option("model_cell")
    page.get_by_label("Protocol", exact=True).select_option("membrane_test")
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    page.locator(".top .button.run").click()
    truth = page.locator(".scope-chip", has_text="true")
    expect(truth.first).to_be_visible(timeout=60_000)
    beside = page.locator(".compared td.truth")
    expect(beside.first).to_contain_text("10.0")
    tool = page.get_by_role("button", name="True potential and true values")
    expect(tool).to_have_attribute("aria-pressed", "true")
    page.locator(".scope").focus()
    page.keyboard.press("t")
    expect(tool).to_have_attribute("aria-pressed", "false")
    expect(truth).to_have_count(0)
    expect(beside.first).to_be_hidden()
    page.keyboard.press("t")
    expect(truth.first).to_be_visible()
    expect(beside.first).to_be_visible()


def test_the_membrane_test_on_a_phone(page: Page) -> None:
    """Numbers, trace, history and side one below the other, each within the window, none over another."""
    page.get_by_label("Cell", exact=True).select_option("model_cell")
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="More").click()
    page.locator("#more").get_by_text("Membrane Test", exact=True).click()
    expect(page.locator("[data-name='Ra'] output")).to_have_text("10.00 MΩ", timeout=60_000)
    page.wait_for_selector(".mt-traces path.fit", state="attached")
    below = 0.0
    for part in ("header", ".mt-numbers", ".mt-traces", "aside", ".mt-history"):
        box = page.locator(f".mt > {part}").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] > 40
        assert box["y"] >= below - 1
        below = box["y"] + box["height"]
    for plot in page.locator(".mt-plot svg").all():
        assert (plot.bounding_box() or {})["height"] > 60
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_label("Trouble", exact=True).last.scroll_into_view_if_needed()
    page.get_by_role("button", name="Bath").click()
    expect(page.locator("[data-name='Rt'] output")).to_have_text("5.00 MΩ")
