"""Noise: a current or potential that fluctuates."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.normal import Normal, correlated
from patch_sim.protocols.epoch import Epoch, Stretch
from patch_sim.units import ms, mV_or_pA_size
from patch_sim.values import value


@value
class Noise(Epoch):
    """Gaussian noise about the level: white, or with a time constant (Ornstein–Uhlenbeck)."""

    label: ClassVar[str] = "Noise"
    kind: ClassVar[str] = "noise"

    sd: mV_or_pA_size = 1.0
    """SD: standard deviation of the noise, in every sample."""
    tau: ms = 0.0
    """Tau: time constant of its autocorrelation exp(−t/τ); 0 is white, each sample by itself."""

    def peak_in(self, sweep: int) -> float:
        """Six standard deviations from the level, which one sample in 5·10⁸ exceeds."""
        return abs(self.level_in(sweep)) + 6 * self.sd

    def details(self, unit: str) -> str:
        """Standard deviation and time constant."""
        return f" (SD {self.sd:g} {unit}, {f'τ {self.tau:g} ms' if self.tau else 'white'})"

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """Noise in the steady state from the first sample on.

        The same for the same seed, epoch, run and sweep, to the last bit, on every machine.
        """
        white = Normal(*at.seed, at.sweep)(at.n)
        noise = white if self.tau == 0 else correlated(white, at.interval / self.tau)
        return self.level_in(at.sweep) + self.sd * noise
