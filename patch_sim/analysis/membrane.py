"""What a small step of voltage tells of a resistance, behind which a membrane of resistance and capacitance lies.

I(t) = ΔV/(Ra + Rm) · (1 + Rm/Ra · e^(−t/τ)) with τ = Cm · Ra Rm/(Ra + Rm). The exponential is extrapolated to the
step, where the whole ΔV lies over Ra: ΔV/Ra; what stays gives Ra + Rm, and τ then Cm.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from .fit import Fit, exponential

Array = NDArray[np.float64]
CONSTANTS = 6.0
"""Time constants over which the exponential is fitted: what channels do later is no part of it."""
FEW, TRIES = 8, 4
"""Samples that a fit needs; how often its end is moved to where the exponential has gone."""
SHORTEST, LONGEST, GRID = 0.5, 3.0, 24
"""Time constants that are looked at: from half an interval of samples to three times the step, this many."""
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
    found, last = none, t.size
    for _ in range(TRIES):
        before, found = last, transient(t[:last], answer[:last], first, through or (lambda samples: samples))
        if not found:
            return nothing
        last = int(np.clip(np.searchsorted(t, skip + CONSTANTS * found["tau"]), first + FEW, t.size))
        if abs(last - before) < 0.05 * before:
            break
    size, end, tau = found["size"], found["end"], found["tau"]
    weak = abs(size) < max(LEAST * abs(size + end), SURE * found.errors["size"])
    if weak or (size + end) * step <= 0 or size * step <= 0:
        return nothing
    ra = 1e3 * step / (size + end)
    beside = 1e3 * step / end - ra if end else np.inf  # the membrane as it is while it charges
    cm = 1e3 * tau * (1 / ra + 1 / beside)
    return Membrane(ra, total - ra, cm, tau, hold, total, found, (float(t[first]), float(t[last - 1])))


def transient(t: Array, answer: Array, first: int, through: Callable[[Array], Array]) -> Fit:
    """The exponential that, through the filter, is most like `answer` from sample `first` on.

    For each time constant size and end follow by linear least squares; the time constant is where least is left.
    """
    flat, y = through(np.ones_like(t))[first:], answer[first:]
    none = exponential(np.zeros(0), np.zeros(0))
    if np.ptp(y) <= 1e-12 * max(1.0, float(np.abs(y).max())):
        return none

    def columns(log_tau: float) -> Array:
        return np.stack([flat, through(np.exp(-t / np.exp(log_tau)))[first:]], axis=1)

    def both(log_tau: float) -> tuple[list[float], float]:
        basis = columns(log_tau)
        found, *_ = np.linalg.lstsq(basis, y, rcond=None)
        return found.tolist(), float(np.sum((basis @ found - y) ** 2))

    grid = np.log(np.geomspace(SHORTEST * (t[1] - t[0]), LONGEST * t[-1], GRID))
    lefts = [both(at)[1] for at in grid]
    k = int(np.clip(np.argmin(lefts), 1, GRID - 2))
    found = minimize_scalar(
        lambda at: both(at)[1], bounds=(grid[k - 1], grid[k + 1]), method="bounded", options={"xatol": 1e-9}
    )
    at = float(found.x)
    (end, size), left = both(at)
    nudged = (columns(at + 1e-4)[:, 1] - columns(at - 1e-4)[:, 1]) * size / 2e-4
    jacobian = np.column_stack([columns(at), nudged])
    errors = np.sqrt(np.diag(np.linalg.pinv(jacobian.T @ jacobian)) * left / max(1, y.size - 3))
    tau = float(np.exp(at))
    return Fit(
        none.curve,
        {"end": float(end), "size": float(size), "tau": tau},
        {"end": float(errors[0]), "size": float(errors[1]), "tau": tau * float(errors[2])},
        1 - left / float(np.sum((y - y.mean()) ** 2)),
    )
