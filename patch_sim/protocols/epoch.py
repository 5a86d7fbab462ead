"""Epochs: the columns A, B, C … of a protocol's table. A subclass in ``epochs/`` is one type of epoch."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainSerializer, PlainValidator

from ..registry import KindRegistry
from ..units import delta_ms, digital_pattern, ms, mV_or_pA
from ..values import kind_schema, to_plain, value

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The samples that an epoch has in a sweep, and what it may depend on."""

    n: int
    interval: float
    """ms from sample to sample."""
    before: float
    """Level of the epoch before, or of the lead, mV or pA."""
    sweep: int = 0
    seed: tuple[int, ...] = (0, 0, 0)
    """Of everything random: the experiment's seed, the epoch's place in the table, the run."""

    @property
    def t(self) -> NDArray[np.float64]:
        """Time of each sample, ms since the epoch began."""
        return np.arange(self.n, dtype=np.float64) * self.interval

    def samples(self, duration: float) -> int:
        """Whole samples in `duration` (ms)."""
        return round(duration / self.interval)


@value
class Epoch:
    """A stretch of the command; in sweep k (from 0) its level is level + k·level_delta, and so its duration."""

    label: ClassVar[str]
    kind: ClassVar[str]
    constant: ClassVar[bool] = False
    """True where the command holds one level throughout, so that an ideal clamp has an exact solution."""
    skipped: ClassVar[bool] = False
    """True where the epoch takes no time and the next one begins from the level before it."""

    level: mV_or_pA = 0.0
    """First level: the command in the first sweep."""
    duration: ms = 0.0
    """First duration: of this epoch in the first sweep."""
    level_delta: mV_or_pA = 0.0
    """Delta level: added in each following sweep."""
    duration_delta: delta_ms = 0.0
    """Delta duration: added in each following sweep."""
    digital: digital_pattern = 0
    """Digital pattern: of the eight digital outputs, as a number; bit 0 is output 0."""

    def level_in(self, sweep: int) -> float:
        """Level in `sweep` (from 0), mV or pA."""
        return self.level + sweep * self.level_delta

    def duration_in(self, sweep: int) -> float:
        """Duration in `sweep` (from 0), ms."""
        return self.duration + sweep * self.duration_delta

    def peak_in(self, sweep: int) -> float:
        """The farthest from 0 that the epoch by itself commands in `sweep`, mV or pA."""
        return abs(self.level_in(sweep))

    def stays_at(self, level: float) -> bool:
        """Whether its level is `level` in every sweep."""
        return self.level == level and not self.level_delta

    def shifted(self, by: float) -> "Epoch":
        """The epoch with all that it commands `by` higher, mV or pA."""
        return replace(self, level=round(self.level + by, 6))

    def level_after(self, sweep: int) -> float:
        """The level from which an epoch behind this one begins, mV or pA: its own, even where a train ends below it."""
        return self.level_in(sweep)

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The command at each sample of `at`, mV or pA."""
        raise TypeError(f"{type(self).__name__} is no kind of epoch: its waveform is that of a subclass in epochs/")

    def details(self, unit: str) -> str:
        """What a sentence about the epoch adds of its own fields, levels in `unit`."""
        return ""

    def faults(self, rate: float) -> Iterator[tuple[str, str, str]]:
        """Fields that contradict each other at a sampling `rate` (kHz): the field, what is wrong, the rule."""
        return iter(())


EPOCHS: KindRegistry[Any] = KindRegistry(Epoch, f"{__package__}.epochs", "kind of epoch")
"""Every kind of epoch, by name."""


def _plain(epoch: Epoch) -> dict[str, Any]:
    return {"kind": epoch.kind, **to_plain(epoch)}


AnyEpoch = Annotated[Epoch, PlainValidator(kind_schema(lambda: EPOCHS, Epoch)), PlainSerializer(_plain)]
"""An epoch of whatever kind; in plain data its ``kind`` says which."""


def periods(at: Stretch, period: float) -> list[tuple[int, int]]:
    """First sample of each whole `period` (ms) in the epoch, and the one after its last; none shorter than a sample."""
    if period < at.interval:
        return []
    edges = [round(k * period / at.interval) for k in range(int(at.n * at.interval / period + 1e-9) + 1)]
    return [(start, stop) for start, stop in pairwise(edges) if stop <= at.n]


def too_fast(field: str, frequency: float, rate: float) -> Iterator[tuple[str, str, str]]:
    """The fault of a `frequency` (Hz) beyond what samples at `rate` (kHz) can follow, if it is one."""
    if frequency > 500.0 * rate:
        yield field, f"{frequency:g} Hz sampled at {rate:g} kHz", "a frequency must be at most half the sampling rate"


def too_wide(width: float, period: float) -> Iterator[tuple[str, str, str]]:
    """The fault of a pulse that outlasts its period (ms), if it does."""
    if width > period:
        yield "width", f"a pulse of {width:g} ms in a period of {period:g} ms", "a pulse must end within its period"
