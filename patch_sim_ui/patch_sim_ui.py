"""The app: its pages, its look, and the routes beside Reflex."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import reflex as rx

from . import ahead_route, csv_route, cursor_route, frames, live_route, open_route, samples_route
from .live import SESSIONS
from .opened import OPENED
from .pages.acquire import acquire
from .pages.library import library
from .state.bench import Bench
from .store import STORE
from .warm import begin, prepare

DESCRIPTION = "A patch-clamp rig on simulated neurons."


@asynccontextmanager
async def warmed() -> AsyncGenerator[None]:
    """Compile the engine in the background while the first page loads."""
    warming = asyncio.create_task(asyncio.to_thread(prepare))
    yield
    warming.cancel()


def report(exception: Exception) -> None:
    """Faults of handlers go to the log, and the page stays as it is; a message that no handler takes is one line."""
    log = logging.getLogger("patch_sim_ui")
    if isinstance(exception, TypeError) and "unexpected keyword argument" in str(exception):
        log.warning("ignored a message: %s", exception)
    else:
        log.error("%s", exception, exc_info=exception)


begin()
app = rx.App(
    stylesheets=[
        "/tokens.css",
        "/scope.css",
        "/chart.css",
        "/membrane.css",
        "/app.css",
        "/form.css",
        "/panes.css",
        "/amplifier.css",
        "/epochs.css",
        "/narrow.css",
        "/edges.css",
        "/apart.css",
        "/library.css",
        "/forced.css",
    ],
    toaster=None,
    html_lang="en",
    head_components=[rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml")],
    backend_exception_handler=report,
    api_transformer=[
        ahead_route.app(),
        frames.app(STORE.get),
        csv_route.app(STORE.get),
        cursor_route.app(STORE.get),
        samples_route.app(STORE.get),
        live_route.app(SESSIONS),
        open_route.app(OPENED.put),
    ],
)
app.app_wraps.pop((5, "Overlay"))
app.register_lifespan_task(warmed)
app.add_page(
    acquire, route="/", title="Acquire · patch_sim", description=DESCRIPTION, image="/favicon.svg", on_load=Bench.open
)
app.add_page(library, route="/library", title="Library · patch_sim", description=DESCRIPTION, image="/favicon.svg")
