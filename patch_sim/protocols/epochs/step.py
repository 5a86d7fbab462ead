"""Step: one level throughout."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch
from patch_sim.values import value


@value
class Step(Epoch):
    """A constant level."""

    label: ClassVar[str] = "Step"
    kind: ClassVar[str] = "step"
    constant: ClassVar[bool] = True

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The level, at each sample."""
        return np.full(at.n, self.level_in(at.sweep))
