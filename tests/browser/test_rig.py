"""A walk along the rig: choose one, switch a circuit, go through the Membrane Test."""

import time

from playwright.sync_api import Page, expect


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
    until = time.monotonic() + 60
    while float(page.locator(".mt .chart-state").get_attribute("data-rate") or 0) < 10 and time.monotonic() < until:
        page.wait_for_timeout(200)
    assert float(page.locator(".mt .chart-state").get_attribute("data-rate") or 0) >= 10
    numbers = page.locator(".mt-number[data-over]")
    expect(numbers).to_have_count(0)
    page.get_by_label("Ra to").fill("9")
    expect(page.locator("[data-name='Ra'][data-over]")).to_contain_text("above 9 MΩ")
    page.get_by_label("Trouble", exact=True).last.select_option("dying_cell")
    expect(page.locator(".mt-wrong")).to_contain_text("Rm collapses")
    expect(page.locator("[data-name='Rm'] .far")).to_be_visible(timeout=20_000)
    page.get_by_label("Trouble", exact=True).last.select_option("")
    expect(page.locator(".mt-wrong")).to_have_count(0)
    page.locator(".mt").focus()
    page.keyboard.press("1")
    expect(page.locator("[data-name='Rt'] output")).to_have_text("5.00 MΩ")
    page.keyboard.press("Escape")
    expect(page.locator(".mt")).to_have_count(0)
