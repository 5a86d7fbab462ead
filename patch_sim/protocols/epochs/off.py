"""Off: an epoch that is left out, and keeps its values for when it is switched on again."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch
from patch_sim.values import value


@value
class Off(Epoch):
    """No time at all: the next epoch follows on the one before, as in Clampex."""

    label: ClassVar[str] = "Off"
    kind: ClassVar[str] = "off"
    constant: ClassVar[bool] = True
    skipped: ClassVar[bool] = True

    def duration_in(self, sweep: int) -> float:
        """None."""
        return 0.0

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The level before, should anything ask for it."""
        return np.full(at.n, at.before)
