"""Sine: an oscillation about a level."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch, too_fast
from patch_sim.units import Hz, mV_or_pA_size
from patch_sim.values import value


@value
class Sine(Epoch):
    """level + amplitude · sin(2π f t)."""

    label: ClassVar[str] = "Sine"
    kind: ClassVar[str] = "sine"

    amplitude: mV_or_pA_size = 10.0
    """Amplitude: from the level to a peak."""
    frequency: Hz = 10.0
    """Frequency: of the oscillation."""

    def peak_in(self, sweep: int) -> float:
        """Level and amplitude."""
        return abs(self.level_in(sweep)) + self.amplitude

    def details(self, unit: str) -> str:
        """Amplitude and frequency."""
        return f" (amplitude {self.amplitude:g} {unit}, {self.frequency:g} Hz)"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The oscillation; it begins at the level, upward."""
        return self.level_in(at.sweep) + self.amplitude * np.sin(2e-3 * np.pi * self.frequency * at.t)

    def faults(self, rate: float) -> Iterator[tuple[str, str, str]]:
        """A frequency beyond the Nyquist frequency."""
        return too_fast("frequency", self.frequency, rate)
