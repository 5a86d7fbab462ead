"""What a small step of voltage tells of a resistance, behind which a membrane of resistance and capacitance lies.

I(t) = ΔV/(Ra + Rm) · (1 + Rm/Ra · e^(−t/τ)) with τ = Cm · Ra Rm/(Ra + Rm). The exponential is extrapolated to the
step, where the whole ΔV lies over Ra and charges Cm alone: I(0) = ΔV/Ra, I'(0) = −ΔV/(Ra² Cm). What stays, less what is
left of the exponential by then, gives Ra + Rm. A membrane whose current is not a straight line in v adds e^(−2t/τ), to
the next order of the step, and channels that open meanwhile a slope; each is fitted too where it stands out.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .fit import Fit

Array = NDArray[np.float64]
Answers = Callable[[Array, Array], Array]
"""Of the time since a step (samples,) and rates λ (n,) what comes of e^(−λt) and of t·e^(−λt), which begin with it,
behind a filter: (2, n, samples)."""
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
STILL = 0.03
"""Share of the steady current that it may change by between the last two fifths of the step."""
STEPS, FOUND = 20, 1e-7
"""Steps that a search for the time constant takes at most, and the share by which the last moves it."""
NEAR = 1.4
"""Factor within which the time constant stays when a bend or a drift is added."""
BENT = 12.0
"""Standard errors that bend or drift must have; noise through a filter, whose samples are alike, makes three of one."""


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
    moves: bool = False
    """Whether the current has no steady state by the end of the step."""


def membrane_of(
    time: Array, current: Array, on: int, off: int, step: float, skip: float, through: Answers | None = None
) -> Membrane:
    """What `current` (pA, at `time` in ms) says, the command going by `step` mV from sample `on` to `off`.

    `skip` ms after the step are not looked at. `through` is the filter that the current passed: what is fitted is an
    exponential as it leaves that filter.
    """
    hold = float(current[quiet_part(on)].mean())
    t = time[on:off] - time[on]
    answer = current[on:off] - hold
    steady = float(answer[-last_part(answer) :].mean())
    total = 1e3 * step / steady if steady else np.nan
    first = int(np.searchsorted(t, skip))
    none = no_fit()
    nothing = Membrane(np.nan, np.nan, np.nan, np.nan, hold, total, none, (0.0, 0.0))
    if answer.size - first < FEW:
        return nothing
    found, last = none, t.size
    for _ in range(TRIES):
        before, found = last, transient(t[:last], answer[:last], first, through or unfiltered)
        if not found:
            return nothing
        last = int(np.clip(np.searchsorted(t, skip + CONSTANTS * found["tau"]), first + FEW, t.size))
        if abs(last - before) < 0.05 * before:
            break
    size, bend, end, tau = found["size"], found["bend"], found["end"], found["tau"]
    whole, slope = size + bend + end, (size + 2 * bend) / tau
    weak = abs(size) < max(LEAST * abs(size + end), SURE * found.errors["size"])
    if weak or whole * step <= 0 or size * step <= 0 or slope * step <= 0:
        return nothing
    ra = 1e3 * step / whole
    cm = 1e6 * step / (ra**2 * slope)
    stays, n = answer - bent(t, 0.0, size, bend, 0.0, tau), last_part(answer)
    steady = float(stays[-n:].mean())
    total = 1e3 * step / steady if steady else np.nan
    change = abs(steady - float(stays[-2 * n : -n].mean()))
    sure = BENT * float(np.diff(stays[-n:]).std()) / np.sqrt(n)
    return Membrane(
        ra, total - ra, cm, tau, hold, total, found, (float(t[first]), float(t[last - 1])),
        change > max(STILL * abs(steady), sure),
    )  # fmt: skip


def quiet_part(on: int) -> slice:
    """The samples before a step at sample `on` that tell the current before it."""
    return slice(max(0, on - max(2, on // 2)), on)


def last_part(samples: Array) -> int:
    """How many samples at the end of a step tell what stays."""
    return max(2, samples.size // 5)


def unfiltered(t: Array, rates: Array) -> Array:
    """The `Answers` of no filter."""
    decays = np.exp(-rates[:, None] * t)
    return np.stack([decays, t * decays])


def bent(t: Array, end: float, size: float, bend: float, drift: float, tau: float) -> Array:
    """end + drift · t + size · e^(−t/τ) + bend · e^(−2t/τ)."""
    return end + drift * t + size * np.exp(-t / tau) + bend * np.exp(-2 * t / tau)


NAMES = ("end", "size", "bend", "drift", "tau")
MORE = ("bend", "drift")
"""What is added where it stands out, the first first."""


def no_fit() -> Fit:
    """What is said where there is none."""
    lost = dict.fromkeys(NAMES, np.nan)
    return Fit(bent, lost, lost, np.nan, "no transient")


def transient(t: Array, answer: Array, first: int, through: Answers) -> Fit:
    """The exponential that, through the filter, is most like `answer` from sample `first` on.

    For each time constant what is linear follows by least squares; the time constant is where least is left.
    """
    y = answer[first:]
    if np.ptp(y) <= 1e-12 * max(1.0, float(np.abs(y).max())):
        return no_fit()
    taus = np.geomspace(SHORTEST * (t[1] - t[0]), LONGEST * t[-1], GRID)
    steady = through(t, np.zeros(1))[:, 0, first:]
    k = int(np.clip(likest(y, steady[0], through(t, 1 / taus)[0, :, first:]), 1, GRID - 2))
    found, more = solved(t, y, first, through, steady, (taus[k - 1], taus[k], taus[k + 1])), ()
    for name in MORE:
        # Nearby only: twice as slow a bend alone would be the same curve.
        near = found["tau"] / NEAR, found["tau"], found["tau"] * NEAR
        tried = solved(t, y, first, through, steady, near, (*more, name))
        if abs(tried[name]) > BENT * tried.errors[name]:
            found, more = tried, (*more, name)
    return found


def likest(y: Array, steady: Array, decays: Array) -> int:
    """Which of `decays` (n, samples), beside what is `steady`, leaves least of y."""
    unit = steady / np.linalg.norm(steady)
    apart = decays - np.outer(decays @ unit, unit)
    return int(np.argmax((apart @ y) ** 2 / np.maximum(np.sum(apart**2, axis=1), np.finfo(float).tiny)))


def solved(
    t: Array,
    y: Array,
    first: int,
    through: Answers,
    steady: Array,
    taus: tuple[float, float, float],
    more: tuple[str, ...] = (),
) -> Fit:
    """The fit with what is `more` than an exponential.

    The steps of Gauss and Newton lead its time constant from the middle of `taus`, and no farther than their ends.
    """
    linear_in = ("end", "size", *more)
    low, at, high = np.log(taus)

    def columns(log_tau: float) -> tuple[Array, Array]:
        """What is linear, and its derivative by the time constant's logarithm."""
        rates = np.exp(-log_tau) * np.array([1.0, 2.0] if "bend" in more else [1.0])
        (decays, slopes), still = through(t, rates)[:, :, first:], np.zeros_like(y)
        slopes = rates[:, None] * slopes
        parts = {name: np.stack([decays[k], slopes[k]]) for k, name in enumerate(("size", "bend")[: rates.size])}
        parts |= {"end": np.stack([steady[0], still]), "drift": np.stack([steady[1], still])}
        both = np.stack([parts[name] for name in linear_in])
        return both[:, 0].T, both[:, 1].T

    best = np.inf, at, np.zeros(len(linear_in)), np.zeros((y.size, len(linear_in) + 1))
    for _ in range(STEPS):
        basis, slopes = columns(at)
        linear = np.asarray(np.linalg.lstsq(basis, y, rcond=None)[0], dtype=np.float64)
        rest = y - basis @ linear
        left, jacobian = float(rest @ rest), np.column_stack([basis, slopes @ linear])
        if left < best[0]:
            best = left, at, linear, jacobian
        before, at = at, float(np.clip(at + np.linalg.lstsq(jacobian, rest, rcond=None)[0][-1], low, high))
        if abs(at - before) < FOUND:
            break
    left, at, linear, jacobian = best
    errors = np.sqrt(np.diag(np.linalg.pinv(jacobian.T @ jacobian)) * left / max(1, y.size - jacobian.shape[1]))
    tau = float(np.exp(at))
    values = dict.fromkeys(NAMES, 0.0) | dict(zip(linear_in, linear.tolist(), strict=True)) | {"tau": tau}
    spreads = dict.fromkeys(NAMES, 0.0) | dict(zip((*linear_in, "tau"), errors.tolist(), strict=True))
    spreads["tau"] *= tau
    return Fit(bent, values, spreads, 1 - left / float(np.sum((y - y.mean()) ** 2)))
