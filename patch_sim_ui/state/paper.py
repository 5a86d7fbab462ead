"""What is written beside the experiment: its link and code, its script, the lab book."""

from typing import Any

import reflex as rx

from patch_sim_ui.view.book import LONGEST, Line, as_text
from patch_sim_ui.view.code import code

from .moves import is_text, note

LINK = 20_000
"""Characters of an address that a socket may bring."""


class Paper(rx.State, mixin=True):
    """The part of a bench that no run waits for."""

    link: str = ""
    code: str = ""
    side: int = 0
    book: tuple[Line, ...] = ()
    script: str = ""

    @rx.event
    def picture_link(self, text: str = ""):
        """The code of an address for a camera."""
        made = code(text if is_text(text, longest=LINK) else "")
        self.code, self.side = made.path, made.side

    @rx.event
    def comment(self, written: dict[str, Any] | None = None):
        """A line that one writes into the lab book."""
        text = (written or {}).get("text")
        if is_text(text, longest=LONGEST) and text.strip():
            note(self, "comment", text.strip())

    @rx.event
    def download_book(self):
        """The lab book as a text file."""
        origin = self.router.headers.origin or "http://localhost:3000"
        return rx.download(data=as_text(tuple(self.book), origin), filename="lab_book.txt")
