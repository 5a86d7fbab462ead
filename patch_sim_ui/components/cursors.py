"""The tools over the scope and the strip under it: cursors, reference traces, keys."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


class ScopeTools(rx.Component):
    """Cursors, reference, fit and the list of keys; disabled while there is no `token`."""

    library = source("scope_tools.jsx")
    tag = "ScopeTools"

    token: rx.Var[str]


class CursorStrip(rx.Component):
    """What the cursors read off the selected sweep of `token`, one of the signals of `panels`; nothing without them."""

    library = source("cursor_strip.jsx")
    tag = "CursorStrip"

    token: rx.Var[str]
    panels: rx.Var[list[Any]]


scope_tools = ScopeTools.create
cursor_strip = CursorStrip.create
