"""The tools around the scope: cursors, reference traces, keys, units, the way out, the edges of its region."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


class ScopeTools(rx.Component):
    """Cursors, reference, fit and the list of keys; disabled while there is no `token`."""

    library = source("scope_tools.jsx")
    tag = "ScopeTools"

    token: rx.Var[str]


class CursorStrip(rx.Component):
    """What the cursors read off the selected sweep of `token`, any signal of `offers`; nothing without them."""

    library = source("cursor_strip.jsx")
    tag = "CursorStrip"

    token: rx.Var[str]
    panels: rx.Var[list[Any]]
    offers: rx.Var[list[Any]]
    areas: rx.Var[dict[str, float]]


class Units(rx.Component):
    """Whether currents are absolute or densities; the tab remembers it."""

    library = source("scope_tools.jsx")
    tag = "Units"


class Export(rx.Component):
    """A menu: the scope as a picture, and the selected sweeps of the CSV at `path` in the clipboard."""

    library = source("export.jsx")
    tag = "Export"

    path: rx.Var[str]


class Edges(rx.Component):
    """The edges between the regions of the page: dragged, stepped by keys, folded; the browser remembers them."""

    library = source("edges.jsx")
    tag = "Edges"


scope_tools = ScopeTools.create
cursor_strip = CursorStrip.create
