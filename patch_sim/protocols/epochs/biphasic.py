"""Biphasic: a train of pulses with two phases."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch, periods, too_wide
from patch_sim.units import ms, positive_ms
from patch_sim.values import value


@value
class Biphasic(Epoch):
    """To the level for half the pulse width, and as far to the other side of the level before for the other half."""

    label: ClassVar[str] = "Biphasic"
    kind: ClassVar[str] = "biphasic"

    period: positive_ms = 10.0
    """Train period: from the start of a pulse to the start of the next; whole periods only."""
    width: ms = 5.0
    """Pulse width: of both phases together."""

    def details(self, unit: str) -> str:
        """Width and period."""
        return f" ({self.width:g} ms every {self.period:g} ms)"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The train; of an odd number of samples the second phase has one more."""
        out = np.full(at.n, at.before)
        level = self.level_in(at.sweep)
        for start, stop in periods(at, self.period):
            end = min(stop, start + at.samples(self.width))
            middle = (start + end) // 2
            out[start:middle] = level
            out[middle:end] = 2 * at.before - level
        return out

    def faults(self, rate: float) -> Iterator[tuple[str, str, str]]:
        """A pulse longer than the period."""
        return too_wide(self.width, self.period)
