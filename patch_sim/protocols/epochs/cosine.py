"""Cosine: a train of raised cosines."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch, periods
from patch_sim.units import positive_ms
from patch_sim.values import value


@value
class Cosine(Epoch):
    """From the level before to the level and back, smoothly, in whole periods that fill the epoch."""

    label: ClassVar[str] = "Cosine"
    kind: ClassVar[str] = "cosine"

    period: positive_ms = 10.0
    """Train period: of one wave; as many whole ones as the epoch has room for are stretched to fill it."""

    def details(self, unit: str) -> str:
        """Period."""
        return f" (every {self.period:g} ms)"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The train; its first and last samples are at the level before."""
        height = self.level_in(at.sweep) - at.before
        waves = len(periods(at, self.period))
        return at.before + height * 0.5 * (1 - np.cos(np.linspace(0, 2 * np.pi * waves, at.n)))
