"""The small picture of a protocol beside its table: all sweeps, with the letters of their epochs."""

from dataclasses import dataclass
from math import floor, log10

from patch_sim.protocols import LETTERS, Protocol
from patch_sim_ui.theme import ramp

from .numbers import written
from .panels import preview

WIDTH, HEIGHT = 100.0, 100.0
TICKS = 4


@dataclass(frozen=True)
class Line:
    """The command of one sweep, in percent of the picture."""

    d: str
    color: str


@dataclass(frozen=True)
class Mark:
    """A text or a span at a place in percent."""

    text: str
    at: float
    width: float = 0.0
    on: bool = False


@dataclass(frozen=True)
class EpochPlot:
    """What the picture consists of."""

    lines: tuple[Line, ...] = ()
    letters: tuple[Mark, ...] = ()
    times: tuple[Mark, ...] = ()
    levels: tuple[Mark, ...] = ()
    unit: str = ""


def epoch_plot(protocol: Protocol, seed: int = 0) -> EpochPlot:
    """The picture of a protocol."""
    shown = preview(protocol, seed)
    end = shown["duration"]
    values = [y for sweep in shown["sweeps"] for y in sweep["y"]]
    low, high = min(values), max(values)
    air = 0.08 * (high - low) or 1.0
    low, high = low - air, high + air

    def across(x: float) -> float:
        return round(WIDTH * x / end, 2)

    def up(y: float) -> float:
        return round(HEIGHT * (high - y) / (high - low), 2)

    n = len(shown["sweeps"])
    lines = tuple(
        Line("M" + "L".join(f"{across(x)} {up(y)}" for x, y in zip(sweep["x"], sweep["y"], strict=True)), ramp(k, n))
        for k, sweep in enumerate(shown["sweeps"])
    )
    bounds = [sample / protocol.rate for sample in protocol.bounds(0)]
    letters = tuple(
        Mark(letter, across(start), across(stop) - across(start), letter == protocol.stimulus)
        for letter, start, stop in zip(LETTERS, bounds, bounds[1:], strict=False)
        if stop > start
    )
    times = tuple(Mark(written(t, 4), across(t)) for t in ticks(0.0, end))
    levels = tuple(Mark(written(y, 4), up(y)) for y in ticks(low, high))
    return EpochPlot(lines, letters, times, levels, shown["unit"])


def ticks(low: float, high: float) -> list[float]:
    """Some round numbers from low to high.

    >>> ticks(0, 30), ticks(-114, 74)
    ([0.0, 10.0, 20.0, 30.0], [-100.0, -50.0, 0.0, 50.0])
    """
    rough = (high - low) / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))
    first = -int(-low // step) if low > 0 else int(low / step)
    return [k * step for k in range(first, int(high / step + 1e-9) + 1) if low <= k * step <= high + 1e-9 * step]
