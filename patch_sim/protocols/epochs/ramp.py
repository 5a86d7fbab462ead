"""Ramp: a straight line."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch
from patch_sim.values import value


@value
class Ramp(Epoch):
    """From the level before to its own level, which the last sample has."""

    label: ClassVar[str] = "Ramp"
    kind: ClassVar[str] = "ramp"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The line, through both its ends."""
        return np.linspace(at.before, self.level_in(at.sweep), at.n)
