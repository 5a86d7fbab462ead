"""From which samples a number came: how it was read, of which signal, and where in which sweeps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
FEW = 4
"""Sweeps that are named one by one where they do not follow each other."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Stretches of one signal, from `start` to `stop` (ms, both ends belong to it; a single sample where they are one).

    Of a number they are all that it was read from; of a column of a table stretch k is that of row k. NaN: no samples.

    >>> print(Samples.at("peak", "i_m", 8, 6.21))
    peak of sweep 9, 6.21 ms
    >>> peaks = Samples.at("peak", "i_m", [0, 1, 2, 5], [7.5, 6.75, 6.21, 6.0])
    >>> print(peaks[:3].called("fit to the peaks"))
    fit to the peaks of sweeps 1–3, 6.21–7.5 ms
    >>> print(Samples.over("mean", "v", 0, 80, 100))
    mean of sweep 1, 80–100 ms
    """

    how: str
    """How the number was read, such as that "of sweep 3" can follow."""
    signal: str
    sweep: NDArray[np.intp]
    """Of each stretch, from 0."""
    start: Array
    stop: Array

    @staticmethod
    def over(how: str, signal: str, sweep: ArrayLike, start: ArrayLike, stop: ArrayLike) -> "Samples":
        """Stretches; what is one number holds for all of them."""
        of, first, last = np.broadcast_arrays(*map(np.atleast_1d, (sweep, start, stop)))
        return Samples(how, signal, of.astype(np.intp), first.astype(np.float64), last.astype(np.float64))

    @staticmethod
    def at(how: str, signal: str, sweep: ArrayLike, time: ArrayLike) -> "Samples":
        """Single samples, or a moment between two."""
        return Samples.over(how, signal, sweep, time, time)

    @staticmethod
    def within(how: str, signal: str, time: Array, windows: Sequence[slice]) -> "Samples":
        """One window of samples a sweep, from the first sweep on; none where a window is empty."""
        ends = np.array([(w.start, w.stop - 1) for w in windows]).reshape(-1, 2)
        start, stop = np.where(ends[:, :1] <= ends[:, 1:], time[np.clip(ends, 0, time.size - 1)], np.nan).T
        return Samples.over(how, signal, np.arange(len(windows)), start, stop)

    @staticmethod
    def none(how: str) -> "Samples":
        """Of a number that no sample tells: `how` says what does."""
        return Samples.over(how, "", np.zeros(0), np.zeros(0), np.zeros(0))

    def __getitem__(self, rows: int | slice | Sequence[int] | NDArray[np.bool_] | NDArray[np.intp]) -> "Samples":
        chosen = [int(rows)] if isinstance(rows, int | np.integer) else rows
        return replace(self, sweep=self.sweep[chosen], start=self.start[chosen], stop=self.stop[chosen])

    def __len__(self) -> int:
        return self.sweep.size

    def called(self, how: str, signal: str = "") -> "Samples":
        """The same stretches, read in another way, or of another signal."""
        return replace(self, how=how, signal=signal or self.signal)

    @property
    def known(self) -> "Samples":
        """Those stretches that there are."""
        return self[np.isfinite(self.start) & np.isfinite(self.stop)]

    def __str__(self) -> str:
        known = self.known
        if not len(known):
            return self.how
        first, last = (_time(ends) for ends in (known.start.min(), known.stop.max()))
        when = first if first == last else f"{first}–{last}"
        return f"{self.how} of {_sweeps(np.unique(known.sweep) + 1)}, {when} ms"


def beside(x: Array, level: float) -> list[int]:
    """Which of the points `x` lie next to `level`, below and above it.

    >>> beside(np.array([10.0, 30.0, 20.0]), 22.0)
    [2, 1]
    """
    sides = (np.where(x <= level, level - x, np.inf), np.where(x >= level, x - level, np.inf))
    return list(dict.fromkeys(int(np.argmin(side)) for side in sides if np.isfinite(side).any()))


def _time(ms: float) -> str:
    return f"{ms:.2f}".rstrip("0").rstrip(".") if ms < 1e4 else f"{ms:.0f}"


def _sweeps(of: NDArray[np.intp]) -> str:
    """Sweeps by their numbers: one, a range, a few, or how many."""
    if of.size == 1:
        return f"sweep {of[0]}"
    if of[-1] - of[0] == of.size - 1:
        return f"sweeps {of[0]}–{of[-1]}"
    if of.size <= FEW:
        return f"sweeps {', '.join(map(str, of[:-1]))} and {of[-1]}"
    return f"{of.size} of the sweeps {of[0]}–{of[-1]}"
