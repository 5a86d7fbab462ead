"""The route of Continuous: a socket that shows one cell, in its own time, until it closes."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress

import anyio
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from .live import RUNNING, Session, Sessions

FRAME = 1 / 30
"""s from one stretch to the next."""
LATE = 2.0
"""s that count at most of a time that has passed."""
SOONEST = 1 / 120
"""s after which a change may end a stretch, so that it is seen with the next one."""
AHEAD = 12
"""Stretches that may be on their way; a chart that sees none stands still: it is hidden, or its line is slow."""
GONE, ELSEWHERE, FULL = 4404, 4409, 4429
"""Why a socket is closed."""
CLOSED = (WebSocketDisconnect, RuntimeError)
"""What sending into a closed socket raises."""


def app(sessions: Sessions) -> Starlette:
    """`/live/<key>` as a websocket; give it to `rx.App(api_transformer=…)`."""

    async def live(socket: WebSocket) -> None:
        await socket.accept()
        session = sessions.get(socket.path_params["key"])
        if session is None:
            await socket.close(GONE, "this cell is gone")
        elif session.holder is None and sessions.running >= RUNNING:
            await socket.close(FULL, "too many cells are running; try again in a minute")
        else:
            await hold(socket, session)

    return Starlette(routes=[WebSocketRoute("/live/{key}", live)])


async def hold(socket: WebSocket, session: Session) -> None:
    """Show the session until the socket closes, or until somebody else shows it or it is closed."""
    session.hold(socket)
    try:
        async with anyio.create_task_group() as both:
            for do in (show, listen):
                both.start_soon(until_first, both.cancel_scope, do, socket, session)
    finally:
        if session.holder is socket:
            session.holder = None


async def until_first(
    scope: anyio.CancelScope, do: Callable[[WebSocket, Session], Awaitable[None]], socket: WebSocket, session: Session
) -> None:
    """Do one thing; when it ends, everything in the scope does."""
    await do(socket, session)
    scope.cancel()


async def listen(socket: WebSocket, session: Session) -> None:
    """Take what the chart says, until it is gone."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        session.hear(message.get("text") or "")


async def show(socket: WebSocket, session: Session) -> None:
    """Send stretch after stretch in real time times the speed. A change does not wait for the end of one under way.

    What comes late is not made up for: the pace drops. Only of a session that keeps time what has passed counts.
    """
    clock = asyncio.get_running_loop().time
    due, lasts, number, told = clock(), FRAME, 0, ("", ())
    since = due - FRAME
    while session.holder is socket:
        session.changed.clear()
        now, before = clock(), since
        since = now
        passed = min(now - before, LATE) if session.keeps_time else lasts
        if not session.paused and number - session.seen < AHEAD:
            stretch = await asyncio.to_thread(session.advance, 1e3 * passed * session.speed, number + 1)
            to_tell = (session.fault, session.bath)
            said = "" if to_tell == told else json.dumps({"fault": session.fault, "bath": session.bath})
            told = to_tell
            number += bool(stretch)
            if not await sent(socket, said, stretch):
                return
        due = max(due + FRAME, clock())
        await asyncio.sleep(min(SOONEST, due - clock()))
        with suppress(TimeoutError):
            await asyncio.wait_for(session.changed.wait(), max(0.0, due - clock()))
        left = max(0.0, due - clock())
        due, lasts = due - left, FRAME - left
    with suppress(*CLOSED):
        await socket.close(GONE if session.holder is None else ELSEWHERE)


async def sent(socket: WebSocket, said: str, stretch: bytes | None) -> bool:
    """Whether what there is to say could be said: a socket may close while a stretch is made."""
    try:
        if said:
            await socket.send_text(said)
        if stretch:
            await socket.send_bytes(stretch)
    except CLOSED:
        return False
    return True
