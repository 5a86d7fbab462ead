"""The rows of a bench: one variable for each part of the form, so that an edit sends what it changes and no more."""

from dataclasses import fields
from typing import Any

import reflex as rx

from patch_sim_ui.view.form import form
from patch_sim_ui.view.rows import PARTS, Bath, Channels, Course, Head, Line, Menus, Rig, part

from .linked import FIRST

BEGIN = form(FIRST, {}, {})


class Formed(rx.State, mixin=True):
    """The form's part of a bench."""

    head: Head = part(BEGIN, Head)
    menus: Menus = part(BEGIN, Menus)
    channels: Channels = part(BEGIN, Channels)
    bath: Bath = part(BEGIN, Bath)
    rig: Rig = part(BEGIN, Rig)
    course: Course = part(BEGIN, Course)
    line: Line = part(BEGIN, Line)


class Rows:
    """A bench's form as its components read it: each field from the variable that holds it."""

    def __init__(self, bench: Any) -> None:
        self._of = {each.name: getattr(bench, name) for name, kind in PARTS.items() for each in fields(kind)}

    def __getattr__(self, name: str) -> Any:
        """The variable's field."""
        return getattr(self._of[name], name)
