"""Measures of a membrane's answer to a step of current: base, deflection, sag, time constant, rebound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .fit import Fit, exponential, unfitted

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Deflection:
    """The answer to a hyperpolarizing step, mV; NaN where a window has no samples."""

    base: float
    """Mean of the last tenth before the step."""
    lowest: float
    lowest_at: float
    """When it is lowest, ms."""
    steady: float
    """Mean of the last tenth of the step."""
    rebound: float
    """The highest voltage after the step, above base."""
    rebound_at: float
    """When it is highest, ms."""

    @property
    def sag(self) -> float:
        """How far the voltage comes back during the step; what a mean of equal samples leaves of itself is none."""
        back = self.steady - self.lowest
        return back if abs(back) > 1e-12 * abs(self.lowest) else 0.0

    @property
    def sag_ratio(self) -> float:
        """Sag over the largest deflection: 0 for a passive membrane, 1 if it comes back altogether."""
        depth = self.base - self.lowest
        return self.sag / depth if depth > 0 else float("nan")


def deflection(t: Array, v: Array, on: int, off: int) -> Deflection:
    """The answer in `v` to a step from sample `on` to `off`; needs a sample before and two within."""
    before, inside, after = v[max(0, on - max(1, on // 10)) : on], v[on:off], v[off:]
    if not before.size or inside.size < 2:
        return Deflection(*[float("nan")] * 6)
    base, low = float(before.mean()), int(np.argmin(inside))
    return Deflection(
        base=base,
        lowest=float(inside[low]),
        lowest_at=float(t[on + low]),
        steady=float(inside[-max(1, inside.size // 10) :].mean()),
        rebound=float(after.max()) - base if after.size else float("nan"),
        rebound_at=float(t[off + int(np.argmax(after))]) if after.size else float("nan"),
    )


def membrane_tau(t: Array, v: Array, on: int, off: int) -> Fit:
    """An exponential from a tenth of the largest deflection to the largest, as IPFX fits; times from its start."""
    part = charging_part(v, on, off)
    if off - on < 4:
        return exponential(np.zeros(0), np.zeros(0))
    found = exponential(t[part] - t[part.start], v[part])
    slow = "the deflection is no exponential: its time constant would be longer than the step"
    return unfitted(found, slow) if found and found["tau"] > t[off - 1] - t[on] else found


def charging_part(v: Array, on: int, off: int) -> slice:
    """The samples from a tenth of the largest deflection to the largest."""
    inside = np.abs(v[on:off] - v[on - 1 if on else 0])
    if not inside.size:
        return slice(on, on)
    top = int(np.argmax(inside))
    return slice(on + int(np.argmax(inside >= inside[top] / 10)), on + top + 1)
