"""Measures of one trace: pure functions of arrays, in ms, mV and pA, defined as eFEL and IPFX do where they agree."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spike:
    """One action potential. Times in ms, voltages in mV; NaN where the trace ends before the measure does."""

    threshold_at: float
    threshold: float
    """Where dV/dt first reaches the set slope."""
    peak_at: float
    peak: float
    half_width: float
    """Width at half way from threshold to peak."""
    half_at: float
    """When it rises through half way."""
    trough: float
    """The lowest voltage until the next spike or the end of the window: the afterhyperpolarization."""
    trough_at: float
    rise: float
    """Time from 10 to 90 % of the amplitude."""
    upstroke: float
    """The largest dV/dt between threshold and peak, mV/ms."""
    downstroke: float
    """The smallest dV/dt between peak and trough, mV/ms."""

    @property
    def amplitude(self) -> float:
        """Peak above threshold, mV."""
        return self.peak - self.threshold

    @property
    def ahp(self) -> float:
        """Depth of the trough below threshold, mV."""
        return self.threshold - self.trough


def crossings(t: Array, y: Array, level: float) -> Array:
    """Times at which `y` rises through `level`, linearly interpolated between samples."""
    k = np.flatnonzero((y[:-1] < level) & (y[1:] >= level))
    return t[k] + (level - y[k]) / (y[k + 1] - y[k]) * (t[k + 1] - t[k])


Onset = Callable[[Array, int, int, int, int, float], int | None]
"""Where a spike begins: of dV/dt, the first sample to look at, the crossing, the peak, the fall below, the slope."""


def last_slow(rate: Array, start: int, crossing: int, _top: int, _fall: int, slope: float) -> int:
    """The last sample before the crossing at which dV/dt is below `slope`."""
    slow = np.flatnonzero(rate[start:crossing] < slope)
    return start + int(slow[-1]) if slow.size else start


def spikes(
    t: Array, v: Array, slope: float = 20.0, level: float = -20.0, onset: Onset = last_slow
) -> tuple[Spike, ...]:
    """Every action potential in `v`: an upward crossing of `level` (mV), its threshold where dV/dt reaches `slope`.

    Threshold, peak and half-width are interpolated between samples. dV/dt in mV/ms. `onset` finds the sample from which
    dV/dt rises through `slope`, or None where the crossing is no spike.
    """
    up = np.flatnonzero((v[:-1] < level) & (v[1:] >= level)) + 1
    rate = np.gradient(v, t) if v.size > 1 else np.zeros_like(v)
    found = []
    for n, k in enumerate(up):
        end = up[n + 1] if n + 1 < up.size else v.size
        below = np.flatnonzero(v[k:end] < level)
        fall = int(k + below[0]) if below.size else int(end)
        top = int(k + np.argmax(v[k:fall]))
        start = up[n - 1] if n else 0
        on = onset(rate, int(start), int(k), top, fall, slope)
        if on is None:
            continue
        ahead = rate[on + 1] - rate[on] if on + 1 < v.size else 0.0
        f = np.clip((slope - rate[on]) / ahead, 0, 1) if ahead else 0.0
        threshold = float(v[on] + f * (v[on + 1] - v[on])) if f else float(v[on])
        peak_at, peak = vertex(t, v, top)
        low = top + int(np.argmin(v[top:end]))
        half_at, half_width = width(t, v, top, (threshold + peak) / 2)
        tenth = (peak - threshold) / 10
        found.append(
            Spike(
                threshold_at=float(t[on] + f * (t[on + 1] - t[on])) if f else float(t[on]),
                threshold=threshold,
                peak_at=peak_at,
                peak=peak,
                half_width=half_width,
                half_at=half_at,
                trough=float(v[low]),
                trough_at=float(t[low]),
                rise=passage(t[on : top + 1], v[on : top + 1], threshold + tenth, threshold + 9 * tenth),
                upstroke=float(rate[on : top + 1].max()),
                downstroke=float(rate[top : low + 1].min()),
            )
        )
    return tuple(found)


def passage(t: Array, y: Array, lo: float, hi: float) -> float:
    """How long rising `y` takes from `lo` to `hi`, each passed for the last time; NaN if it does not pass both."""
    first, last = crossings(t, y, lo), crossings(t, y, hi)
    return float(last[-1] - first[-1]) if first.size and last.size else float("nan")


def vertex(t: Array, y: Array, k: int) -> tuple[float, float]:
    """Time and height of the parabola through sample `k` and its neighbors; the sample itself at an end."""
    if not 0 < k < y.size - 1:
        return float(t[k]), float(y[k])
    a, b, c = y[k - 1], y[k], y[k + 1]
    bend = a - 2 * b + c
    if bend == 0:
        return float(t[k]), float(b)
    x = 0.5 * (a - c) / bend
    return float(t[k] + x * (t[k + 1] - t[k])), float(b - 0.25 * (a - c) * x)


def width(t: Array, y: Array, top: int, level: float) -> tuple[float, float]:
    """When `y` rises through `level` before sample `top`, and how long it stays above; NaN if it does not come back."""
    before = np.flatnonzero(y[: top + 1] < level)
    after = np.flatnonzero(y[top:] < level)
    if not (before.size and after.size):
        return float("nan"), float("nan")
    i, j = int(before[-1]), top + int(after[0])
    rise = t[i] + (level - y[i]) / (y[i + 1] - y[i]) * (t[i + 1] - t[i])
    fall = t[j - 1] + (level - y[j - 1]) / (y[j] - y[j - 1]) * (t[j] - t[j - 1])
    return float(rise), float(fall - rise)
