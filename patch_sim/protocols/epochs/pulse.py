"""Pulse: a train of rectangular pulses."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch, periods, too_wide
from patch_sim.units import ms, positive_ms
from patch_sim.values import value


@value
class Pulse(Epoch):
    """Pulses to the level, and the level before between them and after the last whole period."""

    label: ClassVar[str] = "Pulse"
    kind: ClassVar[str] = "pulse"

    period: positive_ms = 10.0
    """Train period: from the start of a pulse to the start of the next; whole periods only."""
    width: ms = 5.0
    """Pulse width: how long each pulse lasts."""

    def details(self, unit: str) -> str:
        """Width and period."""
        return f" ({self.width:g} ms every {self.period:g} ms)"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The train; it begins with a pulse."""
        out = np.full(at.n, at.before)
        for start, stop in periods(at, self.period):
            out[start : min(stop, start + at.samples(self.width))] = self.level_in(at.sweep)
        return out

    def faults(self, rate: float) -> Iterator[tuple[str, str, str]]:
        """A pulse longer than the period."""
        return too_wide(self.width, self.period)
