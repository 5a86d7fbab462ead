"""What the bench does with its table of epochs: columns, the user list, trains and leak, blocks of a spreadsheet."""

import reflex as rx

from patch_sim_ui.view import table_edits

from .moves import attempt, due

BLOCK = 20_000
"""Characters of a list or a block that a socket may bring."""


class Table(rx.State, mixin=True):
    """The protocol's part of a bench; where an edit makes a run due, `follow`, the bench's own, records."""

    @rx.event
    def set_epoch(self, letter: str = "", kind: str = ""):
        """Choose the type of an epoch; Off takes it out."""
        return due(self, attempt(self, table_edits.with_epoch, letter, kind))

    @rx.event
    def remove_epoch(self, letter: str = ""):
        """Take an epoch out of the table."""
        return due(self, attempt(self, table_edits.without_epoch, letter))

    @rx.event
    def move_epoch(self, letter: str = "", side: str = ""):
        """Change places with the epoch to the left or right."""
        return due(self, attempt(self, table_edits.moved_epoch, letter, side))

    @rx.event
    def copy_epoch(self, letter: str = ""):
        """The same epoch again, behind itself."""
        return due(self, attempt(self, table_edits.with_copy, letter))

    @rx.event
    def switch_leak(self):
        """Subtract the leak by P/N, or no more."""
        return due(self, attempt(self, table_edits.switched_leak))

    @rx.event
    def switch_presweep(self):
        """Condition the cell by a train before every sweep, or no more."""
        return due(self, attempt(self, table_edits.switched_presweep))

    @rx.event
    def choose_list(self, path: str = ""):
        """Vary a field of an epoch by a user list."""
        return due(self, attempt(self, table_edits.with_listed, path, clears="protocol.user_list"))

    @rx.event
    def fill_list(self, text: str = ""):
        """The user list's values."""
        if text != self.course.listed.text:
            return due(self, attempt(self, table_edits.with_values, text, longest=BLOCK, clears="protocol.user_list"))
        return None

    @rx.event
    def paste(self, path: str = "", text: str = ""):
        """A block of a spreadsheet, from one cell of the table on."""
        return due(self, attempt(self, table_edits.pasted, path, text, longest=BLOCK, clears="protocol.epochs."))
