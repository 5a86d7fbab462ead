"""Formulas as people type and copy them: a true minus, a dot for times, raised digits, V and ln."""

import re

SIGNS = str.maketrans(
    {"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "^": "**", "²": "**2", "³": "**3", "⁴": "**4", "\n": " "}
)
WORDS = {r"\bV\b": "v", r"\bln\b": "log", r"\[Ca\]": "ca"}


def plain(text: str) -> str:
    """`text` as a formula is written.

    >>> plain("1/(1 + exp(−(V − 40)/8))²"), plain("2·ln(v)^2")
    ('1/(1 + exp(-(v - 40)/8))**2', '2*log(v)**2')
    """
    said = text.translate(SIGNS)
    for word, name in WORDS.items():
        said = re.sub(word, name, said)
    return said.strip()
