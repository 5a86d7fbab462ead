"""An experiment as a link: made, drawn for a camera, opened, and kept by a tab over a restart of the server."""

import reflex as rx

from patch_sim_ui.view import edits
from patch_sim_ui.view.code import code
from patch_sim_ui.view.starts import CELL

from .moves import LONGEST_KEPT, address, due, history, is_text, leave, move, open_link

FIRST = edits.experiment_of(CELL, "iv_curve")
"""What a tab begins with."""
LINK = 20_000
"""Characters of an address that a socket may bring."""


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
    def restore_link(self, text: str = ""):
        """The tab kept an experiment; where the server knows nothing of this tab, it is the one to go on with."""
        early = history(self)
        is_new = not self.token and (*early.past, early.now)[0] == FIRST and edits.same_setup(early.now, FIRST)
        if not is_new or text == self.link:
            return None
        book = self.book
        is_due = open_link(self, text, LONGEST_KEPT)
        self.book = book  # nobody changed anything
        if early.now != FIRST and not self.fault:  # what was edited before the tab could say what it kept
            move(self, history(self).committed(edits.carried(FIRST, early.now, history(self).now)))
        return due(self, is_due)
