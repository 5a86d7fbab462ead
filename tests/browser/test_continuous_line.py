"""The line between a tab and the cell that goes on in it: closed, broken, forgotten."""

import time

from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from .tape import LIVE, Wire, continuous, spikes, until


def test_closing_the_tab_ends_it(page: Page, wire: Wire, site: str, browser: Browser) -> None:
    tab = page.context.new_page()
    tab.goto(site)
    page.wait_for_timeout(500)
    last, seen = wire.starts[-1], time.monotonic()
    page.close()
    tab.wait_for_timeout(2000)
    start = tab.evaluate(
        """url => new Promise(done => {
            const socket = new WebSocket(url);
            socket.binaryType = "arraybuffer";
            socket.onmessage = ({ data }) => { socket.close(); done(new DataView(data).getFloat64(0, true)); };
        })""",
        wire.urls[0],
    )
    passed = 1000 * (time.monotonic() - seen)
    assert start - last < passed - 1000, "it went on after its tab was gone"


def test_a_line_that_breaks_comes_back_to_the_same_cell(page: Page) -> None:
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    page.route_web_socket("**/live/**", pass_on)
    page.get_by_label("Protocol", exact=True).select_option("action_potential")
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    page.locator(".inject").click()
    until(page, lambda: spikes(page) == 1)
    lines[0].close(code=1012)
    expect(page.locator(".chart-state")).to_have_text("No connection; trying again …")
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    page.locator(".inject").click()
    until(page, lambda: spikes(page) == 2)
    assert lines[1].url == lines[0].url


def test_a_cell_that_the_server_forgot_is_another_one(page: Page) -> None:
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        lines.append(line)
        if len(lines) == 1:
            line.close(code=4404)
        else:
            line.connect_to_server()

    page.route_web_socket("**/live/**", pass_on)
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    assert lines[1].url != lines[0].url
