"""The page as a whole: accessible, within its window, one region at a time on a phone, and still while it works."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def run(page: Page) -> None:
    """Record what is chosen, and wait until it is painted."""
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope')?.dataset.painted")


def test_results_do_not_move_the_page(page: Page) -> None:
    regions = [".left", ".middle", ".drawer", ".right", ".status", ".top .run", ".drawn", ".about"]
    before = [page.locator(region).bounding_box() for region in regions]
    run(page)
    assert [page.locator(region).bounding_box() for region in regions] == before


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_serious_is_inaccessible(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    assert serious(page) == []
    run(page)
    page.locator(".scope").focus()
    page.keyboard.press("ArrowUp")
    assert serious(page) == []


def serious(page: Page) -> list[str]:
    """What axe finds serious or worse, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_overflows_the_window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    run(page)
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [width, height]


def test_a_phone_shows_one_region_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    regions = {"Scope": ".middle", "Cell": ".channels", "Amplifier": ".clamp", "Epochs": ".drawer", "Results": ".drawn"}
    for name, region in regions.items():
        page.get_by_role("group", name="Views").get_by_role("button", name=name).click()
        expect(page.locator(region)).to_be_visible()
        for other in regions.values():
            assert other == region or page.locator(other).is_hidden()


def test_a_narrow_window_saves_a_protocol_and_shows_lab_book_script_and_true_values(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("group", name="Views").get_by_role("button", name="Epochs").click()
    box = page.locator(".timing").get_by_role("button", name="Save").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
    drawer, views = page.get_by_role("group", name="Drawer"), page.get_by_role("group", name="Views")
    said, script = page.get_by_placeholder("Write a comment"), page.locator("pre[aria-label=Script]")
    drawer.get_by_role("button", name="Lab book").click()
    said.click()
    expect(page.locator(".drawer")).to_be_hidden()
    views.get_by_role("button", name="Results").click()
    expect(said).to_be_hidden()
    page.set_viewport_size({"width": 1024, "height": 768})
    said.click()  # which nothing else lies over
    drawer.get_by_role("button", name="Script").click()
    script.click()
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    page.get_by_label("Protocol", exact=True).select_option("membrane_test")
    run(page)
    table, sheet = page.locator(".compared").bounding_box(), page.locator(".numbers .rows").bounding_box()
    assert table
    assert sheet
    assert table["x"] + table["width"] <= sheet["x"]
    assert page.locator(".compared").evaluate("one => one.scrollWidth <= one.clientWidth")
    figure, checks = page.locator(".drawn").bounding_box(), page.locator(".checks").bounding_box()
    assert figure
    assert checks
    assert checks["x"] + checks["width"] <= figure["x"], "what the rig check says lies beside the figure, not over it"
    cut = ".clamp .name, .card .name"
    assert page.locator(cut).evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")
