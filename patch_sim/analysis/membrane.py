"""What a small step of voltage tells of a resistance, behind which a membrane of resistance and capacitance lies.

I(t) = ΔV/(Ra + Rm) · (1 + Rm/Ra · e^(−t/τ)) with τ = Cm · Ra Rm/(Ra + Rm). The exponential is extrapolated to the
step, where the whole ΔV lies over Ra: ΔV/Ra; what stays gives Ra + Rm, and τ then Cm.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .fit import Fit, exponential

Array = NDArray[np.float64]
CONSTANTS = 6.0
"""Time constants over which the exponential is fitted: what channels do later is no part of it."""
LEAST = 0.05
"""Share of the whole step of current that a transient must have to be one."""


@dataclass(frozen=True, slots=True)
class Membrane:
    """MΩ, pF, ms, pA; NaN where there was no transient to tell it."""

    ra: float
    rm: float
    cm: float
    tau: float
    hold: float
    """Current before the step."""
    total: float
    """Steady resistance: of electrode and membrane together."""
    fit: Fit
    """Of the current against the time since the step."""
    span: tuple[float, float]
    """Where it was fitted, ms since the step."""


def membrane_of(time: Array, current: Array, on: int, off: int, step: float, skip: float, gain: Callable[[float], float]) -> Membrane:
    """What `current` (pA, at `time` in ms) says, the command going by `step` mV from sample `on` to `off`.

    `skip` ms after the step are not looked at; `gain` is what a filter makes of an exponential of a time constant (ms)
    once it has settled.
    """
    quiet = slice(max(0, on - max(2, on // 2)), on)
    hold = float(current[quiet].mean())
    t = time[on:off] - time[on]
    answer = current[on:off] - hold
    late = answer[-max(2, answer.size // 5) :]
    steady = float(late.mean())
    total = 1e3 * step / steady if steady else np.nan
    first = int(np.searchsorted(t, skip))
    none = exponential(np.zeros(0), np.zeros(0))
    nothing = Membrane(np.nan, np.nan, np.nan, np.nan, hold, total, none, (0.0, 0.0))
    if answer.size - first < 8:
        return nothing
    span = t[-1]
    found = none
    for _ in range(4):
        last = int(np.clip(np.searchsorted(t, span), first + 8, t.size))
        found = exponential(t[first:last], answer[first:last])
        if not found:
            return nothing
        wanted = min(float(t[-1]), skip + CONSTANTS * found["tau"])
        if abs(wanted - span) < 0.05 * span:
            break
        span = wanted
    end, tau = found["end"], found["tau"]
    peak = found["size"] / gain(tau) + end
    scatter = float(np.std(answer[first:last] - found(t[first:last])))
    weak = abs(found["size"]) < max(LEAST * abs(peak), 3 * scatter / np.sqrt(max(1.0, tau * (last - first) / span)))
    if weak or peak * step <= 0 or found["size"] * step <= 0:
        return nothing
    ra = 1e3 * step / peak
    beside = 1e3 * step / end - ra if end else np.inf  # the membrane as it is while it charges
    rm = total - ra
    cm = 1e3 * tau * (1 / ra + 1 / beside)
    return Membrane(ra, rm, cm, tau, hold, total, found, (float(t[first]), float(t[last - 1])))
