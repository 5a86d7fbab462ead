"""The presweep train: pulses that condition the cell before every sweep, given and not recorded."""

import numpy as np
from numpy.typing import NDArray

from ..units import count, ms, mV_or_pA
from ..values import value


@value
class PresweepTrain:
    """Pulses, each a baseline and a step, and what follows them up to the sweep.

    >>> PresweepTrain(2, -70.0, 1.0, 0.0, 2.0, -70.0, 1.0).command(1.0).tolist()
    [-70.0, 0.0, 0.0, -70.0, 0.0, 0.0, -70.0]
    """

    n: count = 10
    """Pulses: how many before each sweep."""
    baseline_level: mV_or_pA = 0.0
    """Baseline level: before each step."""
    baseline_duration: ms = 10.0
    """Baseline duration: before each step."""
    step_level: mV_or_pA = 0.0
    """Step level: of each pulse."""
    step_duration: ms = 10.0
    """Step duration: of each pulse."""
    post_level: mV_or_pA = 0.0
    """Post-train level: from the last step to the sweep."""
    post_duration: ms = 0.0
    """Post-train duration: from the last step to the sweep."""

    @property
    def duration(self) -> float:
        """ms from the first baseline to the sweep."""
        return self.n * (self.baseline_duration + self.step_duration) + self.post_duration

    def n_samples(self, rate: float) -> int:
        """Samples at a `rate` (kHz)."""
        each = round(self.baseline_duration * rate) + round(self.step_duration * rate)
        return self.n * each + round(self.post_duration * rate)

    def command(self, rate: float) -> NDArray[np.float64]:
        """The command of the train at a `rate` (kHz), mV or pA."""
        baseline = np.full(round(self.baseline_duration * rate), self.baseline_level)
        step = np.full(round(self.step_duration * rate), self.step_level)
        post = np.full(round(self.post_duration * rate), self.post_level)
        return np.concatenate([np.tile(np.concatenate([baseline, step]), self.n), post])
