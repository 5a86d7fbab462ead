"""Triangle: a train of triangles."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch, periods, too_wide
from patch_sim.units import ms, positive_ms
from patch_sim.values import value


@value
class Triangle(Epoch):
    """Up to the level within the pulse width, and back to the level before in what is left of the period."""

    label: ClassVar[str] = "Triangle"
    kind: ClassVar[str] = "triangle"

    period: positive_ms = 10.0
    """Train period: from the start of a pulse to the start of the next; whole periods only."""
    width: ms = 5.0
    """Pulse width: how long it takes to the peak."""

    def details(self, unit: str) -> str:
        """Time to the peak and period."""
        return f" (peak after {self.width:g} ms, every {self.period:g} ms)"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The train; both slopes have the peak as a sample."""
        out = np.full(at.n, at.before)
        level = self.level_in(at.sweep)
        shapes: dict[int, NDArray[np.float64]] = {}
        for start, stop in periods(at, self.period):
            n = stop - start
            if n not in shapes:
                peak = min(n, at.samples(self.width))
                slopes = np.linspace(at.before, level, peak), np.linspace(level, at.before, n - peak)
                shapes[n] = np.concatenate(slopes)
            out[start:stop] = shapes[n]
        return out

    def faults(self, rate: float) -> Iterator[tuple[str, str, str]]:
        """A pulse longer than the period."""
        return too_wide(self.width, self.period)
