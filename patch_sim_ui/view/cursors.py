"""What two pairs of cursors read off a trace."""

from dataclasses import dataclass

import numpy as np

from patch_sim.recording import Recording


@dataclass(frozen=True)
class Reading:
    """A pair of cursors, each on a sample: times in ms, values in the signal's unit."""

    left: float
    right: float
    y_left: float
    y_right: float
    slope: float | None
    """From left to right, unit/ms; None where both are on one sample."""
    peak: float
    """The value between them that is farthest from the one on the left."""
    peak_at: float
    mean: float


def readings(recording: Recording, signal: str, sweep: int, at: tuple[float, ...]) -> tuple[Reading, ...]:
    """A reading for each two of `at` (ms); UnknownNameError for a signal that is not there, ValueError for a sweep."""
    values = recording[signal]
    if not 0 <= sweep < len(values):
        raise ValueError(f"no sweep {sweep + 1}; there are {len(values)}")
    if not np.isfinite(at).all():
        raise ValueError("a cursor must stand at a finite time")
    return tuple(reading(recording.time, values[sweep], a, b) for a, b in zip(at[::2], at[1::2], strict=False))


def reading(t: np.ndarray, y: np.ndarray, a: float, b: float) -> Reading:
    """What cursors at `a` and `b` read off one sweep."""
    i, j = sorted(nearest(t, when) for when in (a, b))
    between = y[i : j + 1]
    top = i + int(np.argmax(np.abs(between - y[i])))
    rise = float(y[j] - y[i])
    return Reading(
        left=float(t[i]),
        right=float(t[j]),
        y_left=float(y[i]),
        y_right=float(y[j]),
        slope=rise / float(t[j] - t[i]) if j > i else None,
        peak=float(y[top]),
        peak_at=float(t[top]),
        mean=float(between.mean()),
    )


def nearest(t: np.ndarray, when: float) -> int:
    """The sample nearest to a time."""
    return int(np.clip(round((when - t[0]) / (t[1] - t[0])), 0, len(t) - 1))
