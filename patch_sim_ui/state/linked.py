"""An experiment as a link: made, drawn for a camera, opened, and kept by a tab over a restart of the server."""

from typing import Any

import reflex as rx

from patch_sim_ui.view import edits
from patch_sim_ui.view.code import code
from patch_sim_ui.view.starts import CELL

from .moves import LONGEST_KEPT, address, due, go_live, history, is_text, leave, move, open_link, test_membrane

FIRST = edits.experiment_of(CELL, "iv_curve")
"""What a tab begins with."""
LINK = 20_000
"""Characters of an address that a socket may bring."""
ANEW = "The server has started anew: the cell goes on from rest"


class Linked(rx.State, mixin=True):
    """The link's part of a bench; where one that was opened is to run, `follow`, the bench's own, records it."""

    link: str = ""
    kept: str = ""
    """What the tab keeps of an experiment that is too long for a link."""
    unlinked: str = ""
    """Why there is no link."""
    code: str = ""
    side: int = 0

    @rx.event
    def picture_link(self, text: str = ""):
        """The code of an address for a camera."""
        made = code(text if is_text(text, longest=LINK) else "")
        self.code, self.side = made.path, made.side

    @rx.event
    def open_link(self, text: str = ""):
        """The address has an experiment: show it, and record it."""
        leave(self)
        return due(self, open_link(self, text))

    @rx.event
    def make_link(self):
        """Share was opened before anything was changed."""
        address(self)

    @rx.event
    def restore_link(self, text: str = "", was_in: str = ""):
        """The tab kept an experiment; where the server knows nothing of this tab, it is the one to go on with.

        So it is with Continuous ("live") or the Membrane Test ("membrane"), which the tab was in.
        """
        is_due = bool(text) and restored(self, text)
        if was_in == "live" and was_in not in self._was_in:
            go_live(self)
            self.status = ANEW
            return None
        if was_in == "membrane" and was_in not in self._was_in:
            test_membrane(self)
        return due(self, is_due)


def restored(state: Any, text: str) -> bool:
    """Whether the experiment that the tab kept is to be recorded, as it is where it was needed."""
    early = history(state)
    is_new = not state.token and (*early.past, early.now)[0] == FIRST and edits.same_setup(early.now, FIRST)
    if not is_new or text == state.link:
        return False
    book = state.book
    is_due = open_link(state, text, LONGEST_KEPT)
    state.book = book  # nobody changed anything
    if early.now != FIRST and not state.fault:  # what was edited before the tab could say what it kept
        move(state, history(state).committed(edits.carried(FIRST, early.now, history(state).now)))
    return is_due
