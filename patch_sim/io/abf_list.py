"""The user list of an ABF file: a parameter, by its number in Axon's file support pack, with a value in each sweep."""

from collections.abc import Callable

from ..errors import FormatError
from ..protocols import LETTERS, Epoch, UserList
from .axon import Dac, Header, Listed

TRAIN = ("n", "baseline_duration", "baseline_level", "step_duration", "step_level", "post_duration", "post_level")
"""Of the presweep train: parameters 0 to 6."""
INTERVAL, SUB_SWEEPS = 7, 10
"""Seconds from sweep to sweep; N of P/N."""
UNHEARD = {8: "the holding level of the other outputs", 9: "the digital pattern between epochs"}
"""What does not reach the cell."""
LISTABLE = ("digital", "level", "duration", "period", "width")
"""What may vary of an epoch, in the order of the parameters' numbers."""
FIRST, SHORT, LONG = 11, 10, 50
"""Number of the first of these parameters, and how many epochs each has: 10, as there once were, or 50 since pClamp 11.
Of epochs A to J both countings give other numbers, except for digital patterns, where both give the same."""


def user_list(output: Dac, epochs: tuple[Epoch, ...], found: Header, factor: float, clamps: bool) -> UserList | None:
    """The list of an output with a value for every sweep; None where there is none, or it changes nothing.

    Once through it the last value stays, unless the list repeats. Values are in the unit that the header has the
    parameter in: durations of epochs in samples, those of a train in ms, levels in the output's, intervals in seconds.
    """
    listed = output.listed
    if listed is None or listed.parameter in UNHEARD:
        return None
    path, read = _parameter(listed.parameter, factor, found)
    try:
        values = [read(text) for text in listed.values]
    except (ValueError, OverflowError):
        raise FormatError(f"user list {','.join(listed.values)[:40]!r}: must be numbers with commas") from None
    made = UserList(path, tuple(values[_place(listed, sweep)] for sweep in range(found.n_sweeps)))
    if made.letter in LETTERS:
        is_used = made.names(epochs) and not epochs[LETTERS.index(made.letter)].skipped
    else:
        is_used = {"presweep": output.train, "p_n": clamps and output.leak}.get(made.letter, True)
    return made if is_used else None  # a list for what is off changes nothing


def _place(listed: Listed, sweep: int) -> int:
    return sweep % len(listed.values) if listed.repeats else min(sweep, len(listed.values) - 1)


def _parameter(number: int, factor: float, found: Header) -> tuple[str, Callable[[str], float]]:
    """What a parameter is in a protocol, and how its values are read."""

    def level(text: str) -> float:
        return float(text) * factor

    def interval(text: str) -> float:
        seconds = float(text)
        return seconds if seconds > found.n_samples * found.interval / 1e3 else 0.0

    if 0 <= number < len(TRAIN):
        return f"presweep.{TRAIN[number]}", level if TRAIN[number].endswith("_level") else float
    if number in (INTERVAL, SUB_SWEEPS):
        return ("interval_s", interval) if number == INTERVAL else ("p_n.n", float)
    epochs = SHORT if number < FIRST + LONG else LONG
    field, place = divmod(number - FIRST, epochs)
    if not (0 <= field < len(LISTABLE) and place < len(LETTERS)):
        what = "the presweep train, the interval, P/N, or an epoch from A to J"
        raise FormatError(f"a user list of parameter {number}: only lists of {what} are read")
    read = {"digital": lambda text: float(int(text, 2) & 255), "level": level}.get(
        LISTABLE[field], lambda text: int(float(text)) * found.interval
    )
    return f"{LETTERS[place]}.{LISTABLE[field]}", read


def short(number: float) -> float:
    """A single-precision number with the seven digits that it has."""
    return float(f"{number:.7g}")
