"""The results sheet: one row a sweep, in step with the scope."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


class Table(rx.Component):
    """Rows of numbers; hovering a row previews its sweep, a click or ↑↓ selects it.

    A column is {label, unit, digits, sign}; a row is a list of numbers, texts or None (shown as –). Row k belongs to
    sweep k unless `sweeps` names another (None: to no sweep). Of each cell the samples at `path` are marked in the
    scope, under the pointer or by ←→ from a row on. `caption` names the table for screen readers; without rows it shows
    the sentence `empty`.
    """

    library = source("table.jsx")
    tag = "Table"

    columns: rx.Var[list[Any]]
    rows: rx.Var[list[Any]]
    sweeps: rx.Var[list[Any]]
    caption: rx.Var[str]
    empty: rx.Var[str]
    path: rx.Var[str]


table = Table.create
