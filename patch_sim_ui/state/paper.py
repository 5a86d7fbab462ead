"""What is written beside the experiment: its script, the lab book, tags."""

from typing import Any

import reflex as rx

from patch_sim_ui.view.book import LONGEST, MOST, MOST_TAGS, Line, Tag, as_text, brought
from patch_sim_ui.view.numbers import written

from .moves import is_text, note

MOST_SWEEPS = 100_000


def is_time(time: object) -> bool:
    """Whether it is a time of a sweep, ms; a socket can bring anything."""
    return isinstance(time, int | float) and not isinstance(time, bool) and -1e9 < time < 1e9


class Paper(rx.State, mixin=True):
    """The part of a bench that no run waits for."""

    book: tuple[Line, ...] = ()
    tags: tuple[Tag, ...] = ()
    script: str = ""

    @rx.event
    def comment(self, written: dict[str, Any] | None = None):
        """A line that one writes into the lab book."""
        text = (written or {}).get("text")
        if is_text(text, longest=LONGEST) and text.strip():
            note(self, "comment", text.strip())

    @rx.event
    def restore_book(self, lines: list[dict[str, str]] | None = None):
        """The tab kept a lab book; where the server knows nothing of it, it goes on below what is new."""
        found = brought(lines)
        if not any(line in self.book for line in found):
            self.book = (*self.book, *found)[:MOST]

    @rx.event
    def tag(self, sweep: int = 0, time: float = 0.0, text: str = ""):
        """A line beside a moment of a sweep, on the traces and in the book."""
        if type(sweep) is not int or not 0 <= sweep < MOST_SWEEPS or not is_time(time):
            return
        if self.token and is_text(text, longest=LONGEST) and text.strip():
            self.tags = (*self.tags, Tag(self.token, sweep, round(float(time), 4), text.strip()))[-MOST_TAGS:]
            note(self, "tag", f"Sweep {sweep + 1}, {written(time)} ms: {text.strip()}", self.link)

    @rx.event
    def download_book(self):
        """The lab book as a text file."""
        origin = self.router.headers.origin or "http://localhost:3000"
        return rx.download(data=as_text(tuple(self.book), origin), filename="lab_book.txt")
