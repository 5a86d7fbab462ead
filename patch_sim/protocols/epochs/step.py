"""Step: one level throughout."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch
from patch_sim.values import value


@value
class Step(Epoch):
    """A constant level."""

    label: ClassVar[str] = "Step"
    kind: ClassVar[str] = "step"
    constant: ClassVar[bool] = True

    def waveform(self, t: NDArray[np.float64], before: float, sweep: int) -> NDArray[np.float64]:
        """The level, at each of `t`."""
        return np.full_like(t, self.level_in(sweep))
