"""Traces that go ahead: a tab says what it draws, and gets it of every new recording before it asks.

`/ahead/<client>` is a websocket. The tab sends {"signals": ["i_m", "command"], "points": 400}, and again when that is
another; of each recording made for it from then on it is sent the token, ASCII in 24 bytes, and then what
`/frames/<token>` would answer (frames.py). Of what cannot be sent fast enough only the newest goes.
"""

import asyncio
import json
from contextlib import suppress

import anyio
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from patch_sim.errors import UnknownNameError
from patch_sim.recording import Recording

from .frames import encode
from .live_route import CLOSED, until_first

TOKEN = 24
MOST_SIGNALS = 64
LONGEST = 4000
"""Characters of a message that a tab may send."""


class Watch:
    """What one tab draws, and the newest that it has not been sent."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.signals: tuple[str, ...] = ()
        self.points = 1000
        self._loop = loop
        self._newest = b""
        self._came = asyncio.Event()

    def hear(self, text: str) -> None:
        """Take what the tab says that it draws; anything else is ignored."""
        said = None
        if len(text) <= LONGEST:
            with suppress(ValueError):
                said = json.loads(text)
        match said:
            case {"signals": [*names], "points": int(points)} if len(names) <= MOST_SIGNALS:
                self.signals, self.points = tuple(name for name in names if isinstance(name, str)), points

    def show(self, token: str, recording: Recording) -> None:
        """Send it a recording, from whatever thread; one that lacks a signal is left for the tab to ask for."""
        if not self.signals:
            return
        with suppress(UnknownNameError, ValueError):
            body = encode(recording, self.signals, self.points)
            self._loop.call_soon_threadsafe(self._put, token.encode().ljust(TOKEN) + body)

    def _put(self, body: bytes) -> None:
        self._newest = body
        self._came.set()

    async def next(self) -> bytes:
        """The newest recording, as soon as there is one that was not sent."""
        await self._came.wait()
        self._came.clear()
        return self._newest


WATCHES: dict[str, Watch] = {}
"""By the client that Reflex knows a tab as; the latest socket of each."""


def app() -> Starlette:
    """`/ahead/<client>` as a websocket; give it to `rx.App(api_transformer=…)`."""
    return Starlette(routes=[WebSocketRoute("/ahead/{client}", ahead)])


async def ahead(socket: WebSocket) -> None:
    """Send recordings until the tab is gone."""
    await socket.accept()
    client, watch = socket.path_params["client"], Watch(asyncio.get_running_loop())
    WATCHES[client] = watch
    try:
        async with anyio.create_task_group() as both:
            for do in (send, listen):
                both.start_soon(until_first, both.cancel_scope, do, socket, watch)
    finally:
        if WATCHES.get(client) is watch:
            del WATCHES[client]


async def send(socket: WebSocket, watch: Watch) -> None:
    """Each newest recording."""
    with suppress(*CLOSED):
        while True:
            await socket.send_bytes(await watch.next())


async def listen(socket: WebSocket, watch: Watch) -> None:
    """What the tab says, until it is gone."""
    while (message := await socket.receive())["type"] != "websocket.disconnect":
        watch.hear(message.get("text") or "")
