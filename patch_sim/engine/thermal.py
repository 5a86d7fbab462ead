"""Thermal noise of a rig's resistances: 4kT/R, as the amplifier sees it.

Voltage clamp. Seal and feedback resistor each add a white current of 4kT/R. The series resistance is a source of
4kT R_s in volts before the membrane's capacitance, i = e sC/(1 + s R C), with R what correction leaves of R_s: it grows
with frequency to 4kT R_s/R², the more the better it is corrected.

Current clamp. The series resistance adds 4kT R_s to the potential, as far as the pipette's capacitance lets it:
1/(1 + s R_s (c_pip − c_neutral)).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..constants import BOLTZMANN, ZERO_CELSIUS
from ..experiment import Experiment
from .rows import Array

THERMAL = 10
"""What a stream of random numbers is for."""
SETTLED = 20.0
"""Time constants that a shaped noise has gone on for when a sweep begins."""
LEAST_LEFT = 0.01
"""Share of the series resistance that no correction takes out of the way of its own noise."""


@dataclass(frozen=True)
class Source:
    """White noise of a standard deviation (pA or mV) for each root of a sampling rate in kHz, through a filter."""

    size: float
    rise: float = 0.0
    """ms: time constant of a high-pass whose gain at high frequency is 1; 0 is none."""
    fall: float = 0.0
    """ms: of a low-pass; 0 is none."""

    @property
    def tau(self) -> float:
        """ms: of its filter, 0 where it is white."""
        return self.rise or self.fall

    def filtered(self, white: Array, rate: float, state: Array | None = None) -> tuple[Array, Array]:
        """(sweeps, n) samples at a rate (kHz) made of standard normal ones, and the filter's state after them."""
        from scipy.signal import lfilter

        scaled = white * self.size * np.sqrt(rate)
        if not self.tau:
            return scaled, np.zeros((len(white), 1))
        k = 2 * self.tau * rate  # of the bilinear transform of s τ/(1 + s τ) or 1/(1 + s τ)
        b = np.array([k, -k] if self.rise else [1.0, 1.0]) / (1 + k)
        a = np.array([1.0, (1 - k) / (1 + k)])
        return lfilter(b, a, scaled, axis=1, zi=np.zeros((len(white), 1)) if state is None else state)


def sources(experiment: Experiment) -> tuple[Source, ...]:
    """The resistances that make noise; none where the rig's thermal noise is off."""
    cell, rig = experiment.cell, experiment.rig
    if not rig.thermal:
        return ()
    heat = 4 * BOLTZMANN * (cell.celsius + ZERO_CELSIUS)
    per_root_khz = np.sqrt(1e3 / 2)
    if experiment.protocol.mode != "vc":
        tau = 1e-3 * rig.r_s_mohm * max(0.0, rig.c_pip - rig.c_neutral)
        size = 1e3 * np.sqrt(heat * 1e6 * rig.r_s_mohm) * per_root_khz
        return (Source(float(size), fall=tau),) if rig.r_s_mohm else ()
    white = [Source(float(1e12 * np.sqrt(heat / (1e9 * r)) * per_root_khz))
             for r in (rig.r_seal_gohm, rig.r_feedback_gohm) if r]  # fmt: skip
    if not rig.r_s_mohm:
        return tuple(white)
    left = rig.r_s_mohm - 0.01 * rig.correction * rig.r_set_mohm
    left = max(LEAST_LEFT * rig.r_s_mohm, left)
    size = 1e12 * np.sqrt(heat * 1e6 * rig.r_s_mohm) / (1e6 * left) * per_root_khz
    return (*white, Source(float(size), rise=1e-3 * left * cell.capacitance))


def add_thermal(experiment: Experiment, white: Array, run: int, sweeps: Sequence[int]) -> None:
    """Add all sources to `white` (sweeps, n), at the digitizer's bandwidth; those that are white are one."""
    rate, every = experiment.protocol.rate, sources(experiment)
    flat = float(np.hypot.reduce([source.size for source in every if not source.tau] or [0.0]))
    shaped = [(k, source) for k, source in enumerate(every) if source.tau]
    for k, source in [*([(-1, Source(flat))] if flat else []), *shaped]:
        early = int(SETTLED * source.tau * rate)
        normal = np.empty((len(white), early + white.shape[1]))
        for row, sweep in zip(normal, sweeps, strict=True):
            np.random.Generator(np.random.PCG64([experiment.seed, THERMAL, run, sweep, k + 1])).standard_normal(out=row)
        white += source.filtered(normal, rate)[0][:, early:]
