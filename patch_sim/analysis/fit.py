"""Fits of curves to points: Boltzmann, exponentials, a straight line; what cannot be fitted is NaN with a reason.

Least squares by a trust-region method (scipy.optimize.least_squares). Standard errors are those of the linearized
problem: the square roots of the diagonal of s² (JᵀJ)⁻¹, s² the residual variance.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import expit

Array = NDArray[np.float64]
Curve = Callable[..., Array]
Bounds = tuple[float | Sequence[float], float | Sequence[float]]


@dataclass(frozen=True, eq=False)
class Fit:
    """Parameters of a curve with their standard errors; all NaN where `note` says why there is no fit."""

    curve: Curve
    params: Mapping[str, float]
    errors: Mapping[str, float]
    r2: float
    """Coefficient of determination."""
    note: str = ""

    def __getitem__(self, name: str) -> float:
        return self.params[name]

    def __bool__(self) -> bool:
        return not self.note

    def __call__(self, x: Array) -> Array:
        """The curve at `x`."""
        return self.curve(np.asarray(x, dtype=float), *self.params.values())

    def line(self, lo: float, hi: float, n: int = 200) -> tuple[Array, Array]:
        """The curve at `n` points from `lo` to `hi`; no points where there is no fit."""
        x = np.linspace(lo, hi, n if self else 0)
        return x, self(x)


def boltzmann(v: Array, y: Array) -> Fit:
    """y = top / (1 + exp(−(v − v_half)/slope)); a negative slope falls with v.

    There is no fit whose half would lie farther from the points than they span: nothing in them says where it is.
    """
    v, y = _finite(v, y)
    names = ("v_half", "slope", "top")
    if v.size < 4 or np.ptp(v) == 0:
        return _none(_boltzmann, names, "a Boltzmann curve needs at least 4 points at different levels")
    top = float(y[np.argmax(np.abs(y))])
    if top == 0 or np.ptp(y) < 1e-9 * abs(top):
        return _none(_boltzmann, names, "the points are all alike: no Boltzmann curve")
    rising = np.polyfit(v, y / top, 1)[0] > 0
    half = float(v[np.argmin(np.abs(y / top - 0.5))])
    span = float(np.ptp(v))
    slope = (1 if rising else -1) * span / 15
    sign = np.sign(top)
    lo = (v.min() - span, 1e-3 if rising else -2 * span, 0.0 if sign > 0 else -np.inf)
    hi = (v.max() + span, 2 * span if rising else -1e-3, np.inf if sign > 0 else 0.0)
    found = best(_boltzmann, names, v, y, (half, slope, top), (lo, hi))
    near = 1e-3 * span
    if found and not lo[0] + near < found["v_half"] < hi[0] - near:
        bound = hi[0] if found["v_half"] > v.mean() else lo[0]
        return _none(_boltzmann, names, f"the points do not level off: half would lie beyond {bound:g} mV")
    return found


def exponential(t: Array, y: Array) -> Fit:
    """y = end + size · exp(−t/tau); t from where the curve begins."""
    t, y = _finite(t, y)
    names = ("end", "size", "tau")
    if t.size < 4 or np.ptp(t) == 0:
        return _none(_exponential, names, "an exponential needs at least 4 points")
    if np.ptp(y) <= 1e-12 * max(1.0, float(np.abs(y).max())):
        return _none(_exponential, names, "the points are all alike: no exponential")
    tau = _e_fold(t, y)
    span = float(np.ptp(t))
    with np.errstate(over="ignore"):  # far behind its beginning nothing is left of the curve, and no start is found
        start = (float(y[-1]), float(y[0] - y[-1]) * float(np.exp(t[0] / tau)), tau)
    return best(_exponential, names, t, y, start, ((-np.inf, -np.inf, 1e-4 * span), (np.inf, np.inf, 100 * span)))


def double_exponential(t: Array, y: Array) -> Fit:
    """y = end + fast · exp(−t/tau_fast) + slow · exp(−t/tau_slow), the faster first."""
    t, y = _finite(t, y)
    names = ("end", "fast", "tau_fast", "slow", "tau_slow")
    if t.size < 8 or np.ptp(t) == 0:
        return _none(_double_exponential, names, "two exponentials need at least 8 points")
    if np.ptp(y) <= 1e-12 * max(1.0, float(np.abs(y).max())):
        return _none(_double_exponential, names, "the points are all alike: no exponential")
    tau, drop = _e_fold(t, y), float(y[0] - y[-1])
    span = float(np.ptp(t))
    lo = (-np.inf, -np.inf, 1e-4 * span, -np.inf, 1e-4 * span)
    hi = (np.inf, np.inf, 100 * span, np.inf, 100 * span)
    start = (float(y[-1]), drop / 2, tau / 3, drop / 2, min(3 * tau, 50 * span))
    found = best(_double_exponential, names, t, y, start, (lo, hi))
    if found and found["tau_fast"] > found["tau_slow"]:
        swapped = {"fast": "slow", "tau_fast": "tau_slow", "slow": "fast", "tau_slow": "tau_fast"}
        params, errors = ({n: d[swapped.get(n, n)] for n in names} for d in (found.params, found.errors))
        return Fit(found.curve, params, errors, found.r2)
    return found


def line(x: Array, y: Array) -> Fit:
    """y = start + slope · x."""
    x, y = _finite(x, y)
    if np.unique(x).size < 2:
        return _none(_line, ("start", "slope"), "a slope needs two different points")
    return best(_line, ("start", "slope"), x, y, tuple(np.polyfit(x, y, 1)[::-1]), (-np.inf, np.inf))


def fitted(
    curve: Curve,
    names: Sequence[str],
    x: Array,
    y: Array,
    start: Sequence[float],
    lo: float,
    hi: float,
    few: str,
    least: float = -np.inf,
) -> Fit:
    """Any other curve of x and the parameters `names`, each between `lo` and `hi`.

    There is none where the points are too few, for the reason `few`, and where its R² would be below `least`.
    """
    x, y = _finite(x, y)
    if np.unique(x).size <= len(names):
        return _none(curve, names, few)
    found = best(curve, names, x, y, start, (lo, hi))
    if found and found.r2 < least:
        return _none(curve, names, f"the points do not follow the curve: R² would be {found.r2:.2f}")
    return found


def unfitted(fit: Fit, why: str) -> Fit:
    """No fit, for the reason `why`, in place of one that means nothing."""
    return _none(fit.curve, tuple(fit.params), why)


def _boltzmann(v: Array, v_half: float, slope: float, top: float) -> Array:
    return top * expit((v - v_half) / slope)


def _exponential(t: Array, end: float, size: float, tau: float) -> Array:
    return end + size * np.exp(-t / tau)


def _double_exponential(t: Array, end: float, fast: float, tau_fast: float, slow: float, tau_slow: float) -> Array:
    return end + fast * np.exp(-t / tau_fast) + slow * np.exp(-t / tau_slow)


def _line(x: Array, start: float, slope: float) -> Array:
    return start + slope * x


def _e_fold(t: Array, y: Array) -> float:
    """Time from the first point until the way to the last one is done but for 1/e."""
    done = (y - y[0]) / (y[-1] - y[0]) if y[-1] != y[0] else np.linspace(0, 1, y.size)
    return max(float(t[np.argmax(done >= 1 - 1 / np.e)] - t[0]), 0.02 * float(np.ptp(t)))


def _finite(x: Array, y: Array) -> tuple[Array, Array]:
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    good = np.isfinite(x) & np.isfinite(y)
    return x[good], y[good]


def _none(curve: Curve, names: Sequence[str], why: str) -> Fit:
    nothing = dict.fromkeys(names, np.nan)
    return Fit(curve, nothing, nothing, np.nan, why)


def best(curve: Curve, names: Sequence[str], x: Array, y: Array, start: Sequence[float], bounds: Bounds) -> Fit:
    """The parameters within `bounds` for which the squares of what is left are least."""
    size = float(np.abs(y).max()) or 1.0
    with np.errstate(all="ignore"):
        begin = np.clip(np.asarray(start, dtype=float), *bounds)
        first = (curve(x, *begin) - y) / size
        if not np.isfinite(first).all():
            return _none(curve, names, "no start was found for the fit")
        found = least_squares(lambda p: (curve(x, *p) - y) / size, begin, bounds=bounds, x_scale="jac", max_nfev=500)
        freedom = x.size - len(names)
        rest = float(np.sum(found.fun**2))
        variance = rest / freedom if freedom > 0 else np.nan
        errors = np.sqrt(np.diag(np.linalg.pinv(found.jac.T @ found.jac)) * variance)
    if not found.success:
        return _none(curve, names, "the fit did not converge")
    spread = float(np.sum(((y - y.mean()) / size) ** 2))
    return Fit(
        curve,
        {name: float(p) for name, p in zip(names, found.x, strict=True)},
        {name: float(e) for name, e in zip(names, errors, strict=True)},
        1 - rest / spread if spread > 0 else np.nan,
    )
