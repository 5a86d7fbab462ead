"""A text as a QR code, drawn as the path of an SVG."""

from dataclasses import dataclass

import segno

MARGIN = 2
LONGEST = 1800
"""Characters: a code of more is too fine for the camera of a phone."""


@dataclass(frozen=True)
class Code:
    """The path, and the width of the square that it fills with its margin."""

    path: str = ""
    side: int = 0


def code(text: str) -> Code:
    """The code of `text`; empty where it is too long for one."""
    if not 0 < len(text) <= LONGEST:
        return Code()
    made = segno.make_qr(text, error="l")
    path = "".join(
        f"M{x + MARGIN} {y + MARGIN}h1v1h-1z" for y, row in enumerate(made.matrix) for x, dark in enumerate(row) if dark
    )
    return Code(path, made.symbol_size(border=MARGIN)[0])
