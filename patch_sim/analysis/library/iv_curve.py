"""I-V curve: the peak and the steady current of each sweep against its command."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

part = Annotated[float, Unit("", 0, 1, above=True)]


@value
class IVCurve(Analysis):
    """In the stimulus epoch: the largest inward or early current, and the mean of the last part."""

    name: ClassVar[str] = "iv_curve"
    label: ClassVar[str] = "I-V curve"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "peak and steady state of the stimulus epoch, as Clampfit's Statistics measures them"

    early: part = 0.25
    """Early part: of the epoch, where the peak is searched."""
    late: part = 0.1
    """Late part: of the epoch, whose mean is the steady current."""

    def measure(self, recording: Recording) -> Result:
        """A row per sweep; the reversal is where the peak current changes its sign on the depolarized side."""
        protocol = recording.experiment.protocol
        levels = np.array(protocol.levels())
        rows = [self._sweep(recording, sweep) for sweep in range(recording.n_sweeps)]
        peak, at, steady = (np.array(column) for column in zip(*rows, strict=True))
        reversal = _reversal(levels, peak)
        inward = int(np.argmin(peak))
        values = {
            "Largest inward": (float(peak[inward]), "pA"),
            "at": (float(levels[inward]), "mV"),
            "Reversal": (reversal, "mV"),
            "Steady at last level": (float(steady[-1]), "pA"),
        }
        sweeps = tuple(range(len(levels)))
        table = {
            "Sweep": (np.arange(1.0, len(levels) + 1), ""),
            "V": (levels, "mV"),
            "Peak": (peak, "pA"),
            "Time of peak": (at, "ms"),
            "Steady": (steady, "pA"),
        }
        figure = Figure(
            "I-V curve",
            ("V", "mV"),
            ("I", "pA"),
            (
                Trace(levels, peak, "peak", "line"),
                Trace(levels, peak, "peak", "points", sweeps),
                Trace(levels, steady, "steady", "line"),
                Trace(levels, steady, "steady", "points", sweeps, hollow=(True,) * len(levels)),
            ),
        )
        note = "" if np.isfinite(reversal) else "The peak current does not change its sign: no reversal in this range."
        return Result(values, table, figure, note)

    def _sweep(self, recording: Recording, sweep: int) -> tuple[float, float, float]:
        window = recording.window(recording.experiment.protocol.stimulus, sweep)
        current = recording["i_m"][sweep, window]
        if not current.size:
            return float("nan"), float("nan"), float("nan")
        search = current[: max(1, round(current.size * self.early))]
        k = _peak(search)
        steady = current[-max(1, round(current.size * self.late)) :].mean()
        return float(search[k]), float(recording.time[k]), float(steady)


def _peak(current: np.ndarray) -> int:
    """The sample of the fast component's peak.

    The largest excursion inward; where there is none, the first turning point outward, so that a slow outward
    current that only rises is measured where a fast one would have peaked.
    """
    inward = int(np.argmin(current))
    if current[inward] < min(current[0], 0.0):
        return inward
    turns = np.flatnonzero((np.diff(current)[:-1] > 0) & (np.diff(current)[1:] <= 0))
    return int(turns[0]) + 1 if turns.size else inward


def _reversal(levels: np.ndarray, peak: np.ndarray) -> float:
    order = np.argsort(levels)
    v, i = levels[order], peak[order]
    start = int(np.argmin(i))
    up = np.flatnonzero((i[start:-1] < 0) & (i[start + 1 :] >= 0)) + start
    if not up.size:
        return float("nan")
    k = int(up[0])
    return float(v[k] - i[k] * (v[k + 1] - v[k]) / (i[k + 1] - i[k]))


IV_CURVE = IVCurve()
