"""I-V curve: the peak and the steady current of each sweep against its command."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import charging
from patch_sim.analysis.samples import Samples, beside
from patch_sim.errors import ProtocolMismatch
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

SETTLED = 6.0
"""Time constants of the clamp in which the transient of a cell's capacitance is over."""
part = Annotated[float, Unit("", 0, 1, above=True)]


@value
class IVCurve(Analysis):
    """In the stimulus epoch: the peak of the early current, and the mean of the last part.

    The peak is the largest inward current that the sweep passes through and leaves again; where there is none, the
    first outward one. A sweep without either (below the channels' threshold, or with the late current alone) is read
    at the time of its nearest neighbor's peak, as Hodgkin & Huxley read theirs, and its point is hollow.
    """

    name: ClassVar[str] = "iv_curve"
    label: ClassVar[str] = "I-V curve"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "doi:10.1113/jphysiol.1952.sp004716 (early and steady current against voltage)"

    early: part = 0.25
    """Early part: of the epoch, where the peak is searched."""
    late: part = 0.1
    """Late part: of the epoch, whose mean is the steady current."""

    def measure(self, recording: Recording) -> Result:
        """A row per sweep; the reversal is where the peak current changes its sign on the depolarized side."""
        protocol = recording.experiment.protocol
        levels = np.array(protocol.levels())
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(recording.n_sweeps)]
        if min(w.stop - w.start for w in windows) < 3:
            raise ProtocolMismatch(
                f"the I-V curve needs at least 3 samples in epoch {protocol.stimulus} of every sweep"
            )
        currents = [recording["i_m"][sweep, window] for sweep, window in enumerate(windows)]
        skip = round(SETTLED * charging(recording.experiment) * protocol.rate)
        own = [early_peak(i[: max(3, round(i.size * self.early))], skip) for i in currents]
        at = _borrowed(levels, own)
        at = [min(k, i.size - 1) for i, k in zip(currents, at, strict=True)]
        peak = np.array([i[k] for i, k in zip(currents, at, strict=True)])
        times = np.array([np.nan if k is None else recording.time[k] for k in own])
        late = [slice(w.stop - max(1, round((w.stop - w.start) * self.late)), w.stop) for w in windows]
        steady = np.array([recording["i_m"][sweep, part].mean() for sweep, part in enumerate(late)])
        reversal = _reversal(levels, peak)
        largest = int(np.argmin(peak))
        sweeps = tuple(range(len(levels)))
        hollow = tuple(k is None for k in own)
        read_at = recording.time[[w.start + k for w, k in zip(windows, at, strict=True)]]
        peaks = Samples.at("peak", "i_m", sweeps, read_at)
        means = Samples.within("mean", "i_m", recording.time, late)
        return Result(
            values={
                "Largest inward": (float(peak[largest]) if peak[largest] < 0 else np.nan, "pA"),
                "Its level": (float(levels[largest]) if peak[largest] < 0 else np.nan, "mV"),
                "Reversal": (reversal, "mV"),
                "Steady at last level": (float(steady[-1]), "pA"),
            },
            table={
                "Sweep": (np.arange(1.0, len(levels) + 1), ""),
                "V": (levels, "mV"),
                "Peak": (peak, "pA"),
                "Time of peak": (times, "ms"),
                "Steady": (steady, "pA"),
            },
            figure=Figure(
                "I-V curve",
                ("V", "mV"),
                ("I", "pA"),
                (
                    Trace(levels, steady, "steady"),
                    Trace(levels, peak, "peak"),
                    Trace(levels, peak, "peak", "points", sweeps, hollow),
                ),
            ),
            samples={
                "Largest inward": peaks[largest],
                "Its level": peaks[largest].called("level at the peak", "command"),
                "Reversal": peaks[beside(levels, reversal)].called("between the peaks"),
                "Steady at last level": means[-1],
            },
            cells={
                "V": Samples.within("level", "command", recording.time, windows),
                "Peak": peaks,
                "Time of peak": peaks,
                "Steady": means,
            },
            note=("" if peak[largest] < 0 else "No sweep has an inward current. ")
            + ("" if np.isfinite(reversal) else "The peak current does not change its sign: no reversal here."),
        )


def early_peak(current: np.ndarray, skip: int = 0) -> int | None:
    """The sample of the inward peak after `skip`, or else of the first outward one; None if nothing turns there."""
    skip = min(skip, current.size - 3)
    after = current[skip:]
    inward = int(np.argmin(after))
    if 0 < inward < after.size - 1 and after[inward] < 0:
        return skip + inward
    slope = np.diff(after)
    turns = np.flatnonzero((slope[:-1] > 0) & (slope[1:] <= 0))
    return skip + int(turns[0]) + 1 if turns.size else None


def _borrowed(levels: np.ndarray, own: list[int | None]) -> list[int]:
    """Each sweep's own peak, or that of the sweep whose level is nearest; the first sample if no sweep has one."""
    having = [k for k, peak in enumerate(own) if peak is not None]
    nearest = [min(having, key=lambda k: abs(levels[k] - level), default=-1) for level in levels]
    return [
        next((p for p in (peak, own[k] if having else 0) if p is not None), 0)
        for peak, k in zip(own, nearest, strict=True)
    ]


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
