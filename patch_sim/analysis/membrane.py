"""What a small step of voltage tells of a resistance, behind which a membrane of resistance and capacitance lies.

I(t) = ΔV/(Ra + Rm) · (1 + Rm/Ra · e^(−t/τ)) with τ = Cm · Ra Rm/(Ra + Rm). The exponential is extrapolated to the
step, where the whole ΔV lies over Ra: ΔV/Ra; what stays gives Ra + Rm, and τ then Cm.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .fit import Fit, best, exponential

Array = NDArray[np.float64]
CONSTANTS = 6.0
"""Time constants over which the exponential is fitted: what channels do later is no part of it."""
FEW, TRIES = 8, 4
"""Samples that a fit needs; how often its end is moved to where the exponential has gone."""
SURE = 4.0
"""Standard errors that a transient must have."""
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


def membrane_of(
    time: Array, current: Array, on: int, off: int, step: float, skip: float, through: Callable[[Array], Array] | None
) -> Membrane:
    """What `current` (pA, at `time` in ms) says, the command going by `step` mV from sample `on` to `off`.

    `skip` ms after the step are not looked at. `through` is the filter that the current passed, for samples that were 0
    before: what is fitted is an exponential as it leaves that filter.
    """
    quiet = slice(max(0, on - max(2, on // 2)), on)
    hold = float(current[quiet].mean())
    t = time[on:off] - time[on]
    answer = current[on:off] - hold
    steady = float(answer[-max(2, answer.size // 5) :].mean())
    total = 1e3 * step / steady if steady else np.nan
    first = int(np.searchsorted(t, skip))
    none = exponential(np.zeros(0), np.zeros(0))
    nothing = Membrane(np.nan, np.nan, np.nan, np.nan, hold, total, none, (0.0, 0.0))
    if answer.size - first < FEW:
        return nothing
    found, last, span = none, t.size, float(t[-1])
    for _ in range(TRIES):
        last = int(np.clip(np.searchsorted(t, span), first + FEW, t.size))
        found = exponential(t[first:last], answer[first:last])
        if found and through:
            found = filtered(t[:last], answer[:last], first, found, through)
        if not found:
            return nothing
        wanted = min(float(t[-1]), skip + CONSTANTS * found["tau"])
        if abs(wanted - span) < 0.05 * span:
            break
        span = wanted
    size, end, tau = found["size"], found["end"], found["tau"]
    weak = abs(size) < max(LEAST * abs(size + end), SURE * found.errors["size"])
    if weak or (size + end) * step <= 0 or size * step <= 0:
        return nothing
    ra = 1e3 * step / (size + end)
    beside = 1e3 * step / end - ra if end else np.inf  # the membrane as it is while it charges
    cm = 1e3 * tau * (1 / ra + 1 / beside)
    return Membrane(ra, total - ra, cm, tau, hold, total, found, (float(t[first]), float(t[last - 1])))


def filtered(t: Array, answer: Array, first: int, start: Fit, through: Callable[[Array], Array]) -> Fit:
    """The exponential that, through the filter, is most like `answer` from sample `first` on."""

    def curve(x: Array, end: float, size: float, tau: float) -> Array:
        return through(end + size * np.exp(-t / tau))[first:]

    begin = [start[name] for name in ("end", "size", "tau")]
    lo, hi = (-np.inf, -np.inf, 1e-3 * start["tau"]), (np.inf, np.inf, 1e3 * start["tau"])
    found = best(curve, ("end", "size", "tau"), t[first:], answer[first:], begin, (lo, hi))
    return replace(found, curve=start.curve)
