"""How often the Membrane Test measures."""

from playwright.sync_api import Page


def pulses(page: Page) -> float:
    """Pulses a second on the model cell, asked for 15 of them."""
    page.get_by_label("Cell", exact=True).select_option("model_cell")
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    page.locator(".membrane-test").click()
    page.locator("[data-name='Cm'] output").get_by_text("33.0 pF").wait_for(timeout=60_000)
    page.wait_for_timeout(4000)
    return float(page.locator(".mt .chart-state").get_attribute("data-rate") or 0)
