"""The experiment of a tab outlives the tab: in a link, and over a reload."""

from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from patch_sim import Experiment
from patch_sim.link import to_link

PAINTED = "document.querySelector('.scope')?.dataset.painted"


def edited(page: Page) -> None:
    """An I-V curve with less sodium."""
    page.keyboard.press("4")
    page.wait_for_function(PAINTED)
    field = page.get_by_role("textbox", name="Na⁺ transient conductance, mS/cm²", exact=True)
    field.fill("77")
    field.press("Enter")
    expect(page.locator(".card .second .unit").first).to_have_text("770 nS")


def test_a_shared_link_opens_the_same_experiment_elsewhere(page: Page, browser: Browser) -> None:
    edited(page)
    page.get_by_label("Share this experiment").click()
    expect(page.get_by_label("Link to this experiment")).not_to_have_value("")
    link = page.get_by_label("Link to this experiment").input_value()
    assert len(link) < 2000
    expect(page.get_by_role("img", name="The link as a QR code")).to_be_visible()
    page.keyboard.press("Escape")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    other = context.new_page()
    other.goto(link)
    other.wait_for_function(PAINTED)

    def csv(tab: Page) -> bytes:
        with tab.expect_download() as download:
            tab.get_by_label("Download the traces as CSV").click()
        return download.value.path().read_bytes()

    assert csv(other) == csv(page)
    context.close()


def test_a_mangled_link_says_so_and_the_page_works_on(page: Page, site: str) -> None:
    page.goto(f"{site}/#x=1.abc.mangled")
    expect(page.locator(".status")).to_contain_text("This link cannot be opened")
    page.goto(f"{site}/#x=" + "y" * 1_000_000)
    expect(page.locator(".status")).to_contain_text("at most 100,000")
    page.locator(".top .run").click()
    page.wait_for_function(PAINTED)


def test_a_link_of_another_version_or_library_says_so(page: Page, site: str) -> None:
    version, _, edits = to_link(Experiment.of("squid_axon", "action_potential")).split(".")
    page.goto(f"{site}/#x={int(version) + 8}.abc.def")
    expect(page.locator(".status")).to_contain_text(f"a link of version '{int(version) + 8}'")
    page.goto(f"{site}/#x={version}.00000000.{edits}")
    expect(page.locator(".status")).to_contain_text("The library has changed since this link was made")
    expect(page.get_by_label("Protocol", exact=True)).to_have_value("action_potential")


def test_a_line_that_drops_loses_nothing(page: Page, site: str) -> None:
    """The server still holds the old line, so that it takes the tab for another one and knows nothing of it."""
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    page.route_web_socket("**/_event/**", pass_on)
    page.goto(site)
    page.wait_for_selector(".start path", state="attached")
    page.keyboard.press("1")
    page.wait_for_function(PAINTED)
    sodium = page.get_by_role("textbox", name="Na⁺ transient conductance, mS/cm²", exact=True)
    sodium.fill("90")
    sodium.press("Enter")
    expect(page.locator(".card .second .unit").first).to_have_text("900 nS")
    lines[-1].close(code=1012)
    temperature = page.get_by_role("textbox", name="Temperature, °C", exact=True)
    temperature.fill("8")
    temperature.press("Enter")
    expect(page.locator(".ions tbody tr").first).to_contain_text("+50.3")
    expect(page.get_by_label("Protocol", exact=True)).to_have_value("action_potential")
    expect(sodium).to_have_value("90")
    expect(page.locator(".status")).to_contain_text("1 sweep in")
    page.locator('[data-tab="book"]').first.click()
    expect(page.locator(".book")).to_contain_text("conductance 120 → 90")


def test_a_reload_keeps_everything(page: Page) -> None:
    edited(page)
    page.reload()
    page.wait_for_function(PAINTED)
    expect(page.locator(".card .second .unit").first).to_have_text("770 nS")
