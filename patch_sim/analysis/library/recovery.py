"""Recovery from inactivation: how much of the current is back after each interval at the recovery potential."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import SODIUM, channel_of, current_of, current_signal, peak
from patch_sim.analysis.fit import exponential
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS, Protocol
from patch_sim.recording import Recording
from patch_sim.values import value


def intervals(protocol: Protocol, place: int) -> np.ndarray:
    """The duration of the epoch at `place` in each sweep, ms."""
    return np.array([protocol.epochs_in(sweep)[place].duration_in(sweep) for sweep in range(protocol.n_sweeps)])


def interval(protocol: Protocol) -> int | None:
    """The place of the epoch whose duration moves and that lies between two others; None if there is none."""
    inner = range(1, len(protocol.epochs) - 1)
    return next((k for k in inner if np.ptp(intervals(protocol, k)) > 0), None)


@value
class Recovery(Analysis):
    """Peak in the epoch after the interval over that in the epoch before it, and the exponential that it follows."""

    name: ClassVar[str] = "recovery"
    label: ClassVar[str] = "Recovery from inactivation"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "two-step method, doi:10.1113/jphysiol.1952.sp004719; single exponential fit"

    channel: str = ""
    """Channel: whose current it is, by name; the sodium channel if nothing is said."""

    def fits(self, experiment: Experiment) -> bool:
        """Two steps with an interval that grows from sweep to sweep."""
        protocol = experiment.protocol
        paired = protocol.mode == "vc" and protocol.n_sweeps > 3 and interval(protocol) is not None
        return paired and channel_of(experiment, self.channel, SODIUM) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: the interval, both peaks, the time of the second, and their ratio."""
        experiment = recording.experiment
        protocol, channel = experiment.protocol, channel_of(experiment, self.channel, SODIUM)
        gap = interval(protocol)
        if channel is None or gap is None:
            raise ProtocolMismatch("recovery needs a sodium channel, and an interval between two steps that moves")
        current = current_of(recording, channel)
        sweeps = range(recording.n_sweeps)
        at = np.empty((2, len(sweeps)), dtype=int)
        for row, letter in enumerate((LETTERS[gap - 1], LETTERS[gap + 1])):
            for sweep in sweeps:
                window = recording.window(letter, sweep)
                if window.stop - window.start < 2:
                    raise ProtocolMismatch(f"recovery needs at least 2 samples in epoch {letter}")
                at[row, sweep] = window.start + peak(current[sweep, window])
        first, second = (np.array([current[sweep, row[sweep]] for sweep in sweeps]) for row in at)
        waits = intervals(protocol, gap)
        share = np.divide(second, first, out=np.full_like(first, np.nan), where=first != 0)
        fit = exponential(waits, share)
        x, curve = fit.line(0.0, float(waits.max()))
        signal, t = current_signal(recording, channel), recording.time
        firsts, seconds = (
            Samples.at(f"{which} peak", signal, sweeps, t[row])
            for which, row in zip(("first", "second"), at, strict=True)
        )
        both = Samples.over("first and second peak", signal, sweeps, firsts.start, seconds.stop)
        gaps = Samples.within("interval", "command", t, [recording.window(LETTERS[gap], sweep) for sweep in sweeps])
        return Result(
            values={
                "τ recovery": (fit["tau"], "ms"),
                "Plateau": (fit["end"], ""),
                "τ error": (fit.errors["tau"], "ms"),
                "R²": (fit.r2, ""),
                "At": (protocol.epochs[gap].level, "mV"),
            },
            table={
                "Sweep": (np.arange(1.0, len(share) + 1), ""),
                "Interval": (waits, "ms"),
                "First peak": (first, "pA"),
                "Second peak": (second, "pA"),
                "Time": (recording.time[at[1]], "ms"),
                "Ratio": (share, ""),
            },
            figure=Figure(
                f"Recovery from inactivation, {channel.label}",
                ("Interval", "ms"),
                ("Second / first peak", ""),
                (Trace(x, curve, "fit"), Trace(waits, share, "ratio", "points", tuple(sweeps))),
            ),
            samples={
                **dict.fromkeys(
                    ("τ recovery", "Plateau", "τ error", "R²"), both.called("fit to the ratios of the peaks")
                ),
                "At": gaps.called("level"),
            },
            cells={"Interval": gaps, "First peak": firsts, "Second peak": seconds, "Time": seconds, "Ratio": both},
            note=fit.note and f"{fit.note[0].upper()}{fit.note[1:]}.",
        )


RECOVERY = Recovery()
