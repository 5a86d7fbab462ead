"""The experiment of a tab outlives the tab: in a link, and over a reload."""

from playwright.sync_api import Browser, Page, expect

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


def test_a_reload_keeps_everything(page: Page) -> None:
    edited(page)
    page.reload()
    page.wait_for_function(PAINTED)
    expect(page.locator(".card .second .unit").first).to_have_text("770 nS")
