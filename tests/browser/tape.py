"""How the tests look at Continuous: its socket, its button, its counter."""

import re
import struct
import time
from collections.abc import Callable

from playwright.sync_api import Page, WebSocket

LIVE = re.compile(r"^(Live · real time|Slower than asked: .+)$")
"""What the chart says of a cell that goes on; the latter where the machine has too much to do."""


class Wire:
    """What comes through a tab's socket of Continuous."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        self.starts: list[float] = []
        self.said: list[str] = []
        page.on("websocket", self.opened)

    def opened(self, socket: WebSocket) -> None:
        if "/live/" in socket.url:
            self.urls.append(socket.url)
            socket.on("framereceived", self.came)
            socket.on("framesent", lambda text: self.said.append(str(text)))

    def came(self, body: str | bytes) -> None:
        if isinstance(body, bytes):
            self.starts.append(struct.unpack_from("<d", body)[0])


def continuous(page: Page):
    """The button; on a phone it is under More."""
    if (page.viewport_size or {}).get("width", 0) <= 640:
        page.get_by_role("button", name="More", exact=True).click()
    return page.get_by_role("button", name="Continuous", exact=True)


def spikes(page: Page) -> int:
    """The counter."""
    return int(page.locator("[data-spikes]").get_attribute("data-spikes") or 0)


def until(page: Page, holds: Callable[[], bool], within: float = 60.0) -> None:
    """Wait for something to hold."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end
        page.wait_for_timeout(50)
