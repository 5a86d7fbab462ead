"""The real app in a real browser: built and started once for all tests of this folder."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from .tape import LIVE, Wire, continuous

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REQUIRED = os.environ.get("PATCH_SIM_REQUIRE_BROWSER") == "1"
STARTS_WITHIN = 240.0
expect.set_options(timeout=30_000)  # a loaded machine is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and REQUIRED:
        pytest.fail(f"no browser: none of {', '.join(NAMES)} is on the path")
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the path")
    return found


class Server:
    """The app in production mode on a free port, in its own group of processes."""

    def __init__(self, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = log
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin, and return when the page answers."""
        command = [sys.executable, "-m", "reflex", "run", "--env", "prod", "--frontend-port", str(self.port)]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
        wait_for(self.url, self.process, self.log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it, by force if it does not end by itself."""
        os.killpg(self.process.pid, how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="package")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all tests."""
    started = Server(tmp_path_factory.mktemp("site") / "log.txt")
    try:
        started.start()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="package")
def site(server: Server) -> str:
    """The address of the app."""
    return server.url


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the page answers."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"the app did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def windows(browser: Browser) -> dict[str, BrowserContext]:
    """One window of each theme for all tests: the page's scripts are fetched and compiled once."""
    size = {"width": 1440, "height": 900}
    return {
        theme: browser.new_context(viewport=size, color_scheme=theme, accept_downloads=True)
        for theme in ("light", "dark")
    }


@pytest.fixture(params=["light"])
def page(site: str, windows: dict[str, BrowserContext], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new tab that is ready for clicks and remembers nothing; what it throws fails the test."""
    context = windows[request.param]
    tab = context.new_page()
    thrown: list[str] = []
    tab.on("pageerror", lambda error: thrown.append(str(error)))
    tab.add_init_script("sessionStorage.getItem('begun') || (localStorage.clear(), sessionStorage.setItem('begun', 1))")
    tab.goto(site)
    tab.wait_for_selector(".start path", state="attached", timeout=1e3 * STARTS_WITHIN)  # kernels may be compiled first
    yield tab
    for left in context.pages:
        left.close()
    assert thrown == []


@pytest.fixture
def wire(page: Page) -> Wire:
    """The socket of a tab in which Continuous has begun, on one cell at rest."""
    found = Wire(page)
    page.get_by_label("Protocol", exact=True).select_option("action_potential")
    expect(page.locator(".empty h2")).to_have_text("Action Potential")
    continuous(page).click()
    expect(page.locator(".chart-state")).to_have_text(LIVE)
    return found
