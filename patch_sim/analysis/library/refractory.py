"""Refractory period: whether a second pulse makes a spike, and how large, at each interval after the first."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.firing import fired
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS, Protocol
from patch_sim.recording import Recording
from patch_sim.values import value


def pair(protocol: Protocol) -> int | None:
    """The place of the interval between two pulses of one length whose duration moves; None if there is none."""
    epochs = protocol.epochs
    for k in range(1, len(epochs) - 1):
        waits = {protocol.epochs_in(sweep)[k].duration_in(sweep) for sweep in range(protocol.n_sweeps)}
        if len(waits) > 1 and epochs[k - 1].level > protocol.holding < epochs[k + 1].level:
            return k
    return None


@value
class Refractory(Analysis):
    """Two pulses: the shortest interval at which each sweep from there on has a spike of the second one.

    A second spike is not the first of its sweep, and peaks after the second pulse begins; its size is from threshold
    to peak.
    """

    name: ClassVar[str] = "refractory"
    label: ClassVar[str] = "Refractory period"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "paired pulses, as in doi:10.1113/jphysiol.1952.sp004764 (figure 20)"

    def fits(self, experiment: Experiment) -> bool:
        """Two pulses of current with an interval that moves."""
        return experiment.protocol.mode == "cc" and pair(experiment.protocol) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: the interval, both spikes' sizes, the second's time, their ratio (0 without a spike)."""
        protocol, v = recording.experiment.protocol, recording.potential
        gap = pair(protocol)
        if gap is None:
            raise ProtocolMismatch("a refractory period needs two pulses with an interval that moves")
        waits, first, second, first_at, at = np.full((5, len(v)), np.nan)
        for sweep in range(len(v)):
            waits[sweep] = protocol.epochs_in(sweep)[gap].duration_in(sweep)
            begin = recording.window(LETTERS[gap + 1], sweep).start / protocol.rate
            found = fired(recording, sweep)
            if found:
                first[sweep], first_at[sweep] = found[0].amplitude, found[0].peak_at
            late = next((s for s in found[1:] if s.peak_at >= begin), None)
            if late:
                second[sweep], at[sweep] = late.amplitude, late.peak_at
        share = np.where(np.isfinite(second), second / first, 0.0)
        order = np.argsort(waits)
        silent = [waits[k] for k in order if share[k] == 0]
        fires = [waits[k] for k in order if share[k] > 0 and (not silent or waits[k] > silent[-1])]
        signal, sweeps, t = recording.potential_signal, range(len(v)), recording.time
        starts = [t[min(recording.window(LETTERS[gap + 1], sweep).start, t.size - 1)] for sweep in sweeps]
        later = Samples.over("no second spike", signal, sweeps, starts, t[-1])
        firsts, seconds = (
            Samples.at("first spike", signal, sweeps, first_at),
            Samples.at("second spike", signal, sweeps, at),
        )
        gaps = Samples.within("interval", "command", t, [recording.window(LETTERS[gap], sweep) for sweep in sweeps])
        silent_in = [int(k) for k in order if share[k] == 0]
        smallest = int(np.argmin(np.where(share > 0, share, np.inf)))
        answers = Samples.over(
            "second spike", signal, sweeps, np.where(share > 0, at, starts), np.where(share > 0, at, t[-1])
        )
        notes = [
            "" if fires else "No second pulse makes a spike.",
            "" if silent else "Every second pulse makes a spike: the refractory period is shorter than all intervals.",
            "" if np.isfinite(first).all() else "The first pulse does not always make a spike.",
        ]
        return Result(
            values={
                "Refractory up to": (float(silent[-1]) if silent and fires else np.nan, "ms"),
                "Fires from": (float(fires[0]) if fires else np.nan, "ms"),
                "First spike": (float(np.nanmean(first)) if np.isfinite(first).any() else np.nan, "mV"),
                "Smallest second": (
                    float(np.nanmin(share[share > 0])) if np.nansum(share > 0) else np.nan,
                    "",
                ),
            },
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "Interval": (waits, "ms"),
                "First": (first, "mV"),
                "Second": (second, "mV"),
                "Time": (at, "ms"),
                "Ratio": (share, ""),
            },
            figure=Figure(
                "Refractory period",
                ("Interval", "ms"),
                ("Second / first spike", ""),
                (Trace(waits, share, "second spike", "points", tuple(range(len(v)))),),
            ),
            samples={
                "Refractory up to": later[silent_in[-1:]],
                "Fires from": seconds[[int(k) for k in order if fires and waits[k] == fires[0]][:1]],
                "First spike": firsts.known.called("mean of the first spikes"),
                "Smallest second": seconds[smallest],
            },
            cells={"Interval": gaps, "First": firsts, "Second": seconds, "Time": seconds, "Ratio": answers},
            note=" ".join(filter(None, notes)),
        )


REFRACTORY = Refractory()
