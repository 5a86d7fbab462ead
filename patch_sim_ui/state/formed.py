"""The rows of a bench: one variable for each part of the form, so that an edit sends what it changes and no more.

They are two states below each other, for React wakes all that reads of a state whenever anything of it is sent: what a
slider of the cell moves wakes nothing that shows the protocol or the rig.
"""

from dataclasses import fields
from typing import Any

import reflex as rx

from patch_sim_ui.view.form import form
from patch_sim_ui.view.rows import PARTS, Bath, Channels, Course, Head, Line, Menus, Rig, part

from .linked import FIRST

BEGIN = form(FIRST, {}, {})


class Surrounded(rx.State):
    """The form of what is around the cell: rig and protocol, and all that there is to choose."""

    head: Head = part(BEGIN, Head)
    menus: Menus = part(BEGIN, Menus)
    rig: Rig = part(BEGIN, Rig)
    course: Course = part(BEGIN, Course)


class Formed(Surrounded):
    """The form of the cell, and how long a run lasts."""

    channels: Channels = part(BEGIN, Channels)
    bath: Bath = part(BEGIN, Bath)
    line: Line = part(BEGIN, Line)


class Rows:
    """A bench's form as its components read it: each field from the variable that holds it."""

    def __init__(self, bench: Any) -> None:
        self._of = {each.name: getattr(bench, name) for name, kind in PARTS.items() for each in fields(kind)}

    def __getattr__(self, name: str) -> Any:
        """The variable's field."""
        return getattr(self._of[name], name)
