"""Thermal noise of a rig's resistances: 4kT/R, as the amplifier sees it.

Voltage clamp. Seal and feedback resistor each add a white current of 4kT/R. The series resistance is a source of
4kT R_s in volts before the membrane's capacitance, i = e sC/(1 + s R C), with R what correction leaves of R_s: it grows
with frequency to 4kT R_s/R², the more the better it is corrected.

Current clamp. The series resistance adds 4kT R_s to the potential, as far as the pipette's capacitance lets it:
1/(1 + s R_s (c_pip − c_neutral)).

Independent noises add up by their squares. All of them, with the white one of the amplifier, have together a density
that goes from one value to another about one time constant, a² + b² x²/(1 + x²): that of one white noise through
(a + √(a² + b²) jx)/(1 + jx), which is how it is made.
"""

from dataclasses import dataclass

import numpy as np

from ..constants import BOLTZMANN, ZERO_CELSIUS
from ..experiment import Experiment
from .rows import Array

LEAST_LEFT = 0.01
"""Share of the series resistance that no correction takes out of the way of its own noise."""


@dataclass(frozen=True)
class Color:
    """A noise by its density at low and at high frequency: pA or mV, standard deviation of samples at 1 kHz."""

    low: float
    high: float
    tau: float = 0.0
    """ms: about which it goes from one to the other; 0 is a white one."""

    def section(self, rate: float) -> Array:
        """(1, 6) what makes it of standard normal samples at a rate (kHz): a section as in `scipy.signal.sosfilt`."""
        low, high = self.low * np.sqrt(rate), self.high * np.sqrt(rate)
        if not self.tau:
            return np.array([[low, 0.0, 0.0, 1.0, 0.0, 0.0]])
        k = 2 * self.tau * rate  # of the bilinear transform of s τ
        return np.array([[(low + high * k) / (1 + k), (low - high * k) / (1 + k), 0.0, 1.0, (1 - k) / (1 + k), 0.0]])


def color_of(experiment: Experiment, white: float) -> Color | None:
    """All noise of a rig, the amplifier's own `white` one among it; None where it is silent."""
    cell, rig = experiment.cell, experiment.rig
    heat = 4 * BOLTZMANN * (cell.celsius + ZERO_CELSIUS) * rig.thermal
    per_root_khz = np.sqrt(1e3 / 2)
    if experiment.protocol.mode != "vc":
        tau = 1e-3 * rig.r_s_mohm * max(0.0, rig.c_pip - rig.c_neutral)
        size = 1e3 * np.sqrt(heat * 1e6 * rig.r_s_mohm) * per_root_khz
        low = float(np.hypot(white, size))
        color = Color(low, white if tau else low, tau)
    else:
        leaks = [1e12 * np.sqrt(heat / (1e9 * r)) * per_root_khz for r in (rig.r_seal_gohm, rig.r_feedback_gohm) if r]
        low = float(np.hypot.reduce([white, *leaks]))
        left = max(LEAST_LEFT * rig.r_s_mohm, rig.r_s_mohm - 0.01 * rig.correction * rig.r_set_mohm)
        size = 1e12 * np.sqrt(heat * 1e6 * rig.r_s_mohm) / (1e6 * left) * per_root_khz if left else 0.0
        tau = 1e-3 * left * cell.capacitance if size else 0.0
        color = Color(low, float(np.hypot(low, size)), tau)
    return color if color.low or color.high else None
