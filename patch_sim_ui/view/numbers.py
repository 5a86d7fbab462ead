"""Numbers as people type and read them: a comma or a point, a true minus sign, digits that matter."""

import math
import re

LONGEST = 40
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
SPACES = re.compile(r"[\s\u2009\u202f]+")
GROUPS = re.compile(r"([+-]? ?[0-9]{1,3}(?: [0-9]{3})+)(?![0-9])")
"""Digits in groups of three, which blanks part: elsewhere within a number a blank parts two of them."""
TWO = re.compile(r"[^\t\r\n]*[\t\r\n]|[+-]? ?[0-9]{3} +[1-9][0-9]{2}(?![0-9])")
"""How two numbers begin as often as one: with the edge of a cell or line between them, or as 120 and 130."""
MINUS = "\N{MINUS SIGN}"


class Unreadable(ValueError):
    """A text that is no number; the message is the rule."""


def parse(text: str) -> float:
    """The number in `text`; Unreadable says the rule.

    >>> parse(" \u221265,5 "), parse("1 200"), parse("1e3")
    (-65.5, 1200.0, 1000.0)
    >>> parse("120 130")
    Traceback (most recent call last):
    patch_sim_ui.view.numbers.Unreadable: must be one number, without a blank in it
    >>> parse("-80 0 5")
    Traceback (most recent call last):
    patch_sim_ui.view.numbers.Unreadable: must be a number, such as 12.5 or 1e3
    """
    typed = text.replace(MINUS, "-").strip()
    if NUMBER.match(typed) and TWO.match(typed):
        raise Unreadable("must be one number, without a blank in it")
    plain = SPACES.sub(" ", typed)
    grouped = GROUPS.match(plain)
    if grouped:
        plain = grouped[1].replace(" ", "") + plain[grouped.end() :]
    elif plain[:1] in "+-":
        plain = plain[:1] + plain[1:].lstrip()
    if "." not in plain and plain.count(",") == 1:
        plain = plain.replace(",", ".")
    if len(text) > LONGEST or not NUMBER.fullmatch(plain):
        raise Unreadable("must be a number, such as 12.5 or 1e3")
    number = float(plain)
    if not math.isfinite(number):
        raise Unreadable("must be a finite number")
    return number


def written(number: float | None, digits: int = 6) -> str:
    """A number in up to `digits` significant digits; nothing for None.

    >>> written(-65.0), written(17.841241161527712), written(2e7), written(None)
    ('−65', '17.8412', '2e7', '')
    """
    if number is None:
        return ""
    size = abs(number)
    if size and (size >= 1e7 or size < 1e-4):
        mantissa, _, power = f"{number:.{digits - 1}e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}e{int(power)}".replace("-", MINUS)
    places = max(0, digits - 1 - math.floor(math.log10(size))) if size else 0
    text = f"{number:.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def fixed(number: float, places: int = 1, sign: bool = False) -> str:
    """A number with fixed places; what rounds to zero has no sign.

    >>> fixed(50.04, 1, sign=True), fixed(-0.01)
    ('+50.0', '0.0')
    """
    text = f"{number:.{places}f}"
    if float(text) == 0:
        return text.lstrip("-")
    return ("+" if sign and number > 0 else "") + text.replace("-", MINUS)


def step_of(span: float) -> float:
    """A round step that crosses `span` in some hundred.

    >>> step_of(480), step_of(40), step_of(1.2)
    (1.0, 0.1, 0.01)
    """
    return 10.0 ** (math.floor(math.log10(span)) - 2) if span > 0 else 0.01
