"""Takes the screenshots of every page in both themes: ``python docs/pictures.py [address of a running app]``."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

HERE = Path(__file__).parent
PAINTED = "document.querySelector('.scope')?.dataset.painted"
THEMES = ("light", "dark")
STARTS_WITHIN = 300.0
WAIT = 60_000
SETTLES = 2.0
"""Seconds in which the regions find their places."""
PAST = 4.0
"""Seconds that a strip chart or a history is given to fill."""


@contextmanager
def running() -> Iterator[str]:
    """The address of an app that is started for the pictures alone, in production mode."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "reflex", "run", "--env", "prod", "--frontend-port", str(port)]
    app = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.DEVNULL, start_new_session=True)
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN
    try:
        while True:
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                if app.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.5)
        yield address
    finally:
        os.killpg(app.pid, signal.SIGINT)
        app.wait()


def choose(page: Page, cell: str, protocol: str) -> None:
    """A cell under a protocol."""
    page.get_by_label("Cell", exact=True).select_option(cell)
    expect(page.get_by_label("Cell", exact=True)).to_have_value(cell)
    page.get_by_label("Protocol", exact=True).select_option(protocol)
    expect(page.locator(".scope")).to_have_attribute("data-empty", "true")


def record(page: Page, sweep: int) -> None:
    """Run what is chosen and select a sweep."""
    page.locator(".top .run").click()
    page.wait_for_function(PAINTED)
    page.get_by_role("grid", name="Results").locator("tbody tr").nth(sweep).click()
    page.mouse.move(2, 2)


def acquire(page: Page, theme: str) -> None:
    """An I-V family in light; an F-I curve with cursors in dark."""
    if theme == "light":
        choose(page, "squid_axon", "iv_curve")
        record(page, 9)
        return
    choose(page, "regular_spiking", "fi_curve")
    record(page, 4)
    page.locator(".scope").focus()
    page.keyboard.press("c")
    expect(page.get_by_role("table", name="Cursors")).to_be_visible()
    page.wait_for_timeout(1000 * SETTLES)


def continuous(page: Page, theme: str) -> None:
    """A squid axon that fires at a trigger in light; a pacemaker on the strip in dark."""
    choose(page, "squid_axon" if theme == "light" else "subthalamic", "repetitive_firing")
    page.get_by_role("button", name="Continuous", exact=True).click()
    expect(page.locator(".chart-state")).to_have_text("Live · real time")
    if theme == "light":
        page.get_by_role("textbox", name="Holding").fill("100")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Trigger", exact=True).click()
    else:
        page.get_by_role("textbox", name="Holding").fill("0")
        page.keyboard.press("Enter")
        page.get_by_role("group", name="Window").get_by_role("button", name="5", exact=True).click()
    page.wait_for_timeout(1000 * PAST)


def membrane_test(page: Page, _: str) -> None:
    """The model cell through a whole-cell electrode, once its numbers stand."""
    page.get_by_label("Cell", exact=True).select_option("model_cell")
    page.get_by_label("Rig", exact=True).select_option("whole_cell")
    expect(page.locator(".left-over")).to_contain_text("MΩ")
    page.get_by_role("button", name="Membrane Test").click()
    expect(page.locator("[data-name='Ra'] output")).to_have_text("10.00 MΩ")
    page.wait_for_timeout(1000 * PAST)


def library(page: Page, theme: str) -> None:
    """A gated channel in light; a scheme of states in dark."""
    key = {"light": "nav_hh", "dark": "nar_markov"}[theme]
    page.goto(page.url.partition("#")[0].rstrip("/") + f"/library#{key}")
    expect(page.locator(f'.catalog [aria-current][href="#{key}"]')).to_be_visible()
    expect(page.locator("main article")).to_be_visible()
    page.wait_for_timeout(1000 * PAST)  # until its facts are measured


PICTURES: dict[str, Callable[[Page, str], None]] = {
    "acquire": acquire,
    "continuous": continuous,
    "membrane-test": membrane_test,
    "library": library,
}


def take(address: str) -> None:
    """Every picture in each theme."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for name, walk in PICTURES.items():
            for theme in THEMES:
                page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=theme)
                page.set_default_timeout(WAIT)
                page.goto(address)
                page.wait_for_selector(".start path", state="attached")
                walk(page, theme)
                page.screenshot(path=str(HERE / f"{name}-{theme}.png"))
                page.close()
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        take(sys.argv[1])
    else:
        with running() as started:
            take(started)
