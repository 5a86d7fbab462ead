"""Chirp: an oscillation whose frequency moves, as for an impedance."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from patch_sim.protocols.epoch import Epoch, Stretch, too_fast
from patch_sim.units import Hz, mV_or_pA_size
from patch_sim.values import value


@value
class Chirp(Epoch):
    """level + amplitude · sin φ, where φ grows by 2π f and f goes from its first to its last value."""

    label: ClassVar[str] = "Chirp"
    kind: ClassVar[str] = "chirp"

    amplitude: mV_or_pA_size = 10.0
    """Amplitude: from the level to a peak."""
    first_frequency: Hz = 1.0
    """First frequency: at the start of the epoch."""
    last_frequency: Hz = 20.0
    """Last frequency: at the end of the epoch."""
    growth: Literal["linear", "exponential"] = "linear"
    """Growth: of the frequency with time."""

    def peak_in(self, sweep: int) -> float:
        """Level and amplitude."""
        return abs(self.level_in(sweep)) + self.amplitude

    def details(self, unit: str) -> str:
        """Amplitude and frequencies."""
        sweep = f"{self.first_frequency:g} to {self.last_frequency:g} Hz, {self.growth}"
        return f" (amplitude {self.amplitude:g} {unit}, {sweep})"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The oscillation; it begins at the level, upward."""
        first, last, total = self.first_frequency, self.last_frequency, at.n * at.interval
        t = at.t
        if self.growth == "linear" or first == last:
            cycles = first * t + 0.5 * (last - first) * t**2 / total
        else:
            ratio = np.log(last / first)
            cycles = first * total / ratio * np.expm1(ratio * t / total)
        return self.level_in(at.sweep) + self.amplitude * np.sin(2e-3 * np.pi * cycles)

    def faults(self, rate: float) -> Iterator[tuple[str, str, str]]:
        """Frequencies beyond the Nyquist frequency."""
        yield from too_fast("first_frequency", self.first_frequency, rate)
        yield from too_fast("last_frequency", self.last_frequency, rate)
