"""F-I curve: how fast a cell fires for each current, its rheobase and its gain."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.firing import fired
from patch_sim.analysis.fit import line
from patch_sim.analysis.samples import Samples
from patch_sim.analysis.trains import adaptation_index
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

level_mV = Annotated[float, Unit("mV", -100, 100)]


@value
class FrequencyCurrent(Analysis):
    """Spikes in the stimulus epoch over its duration; the gain is the slope from the first rate to the highest.

    Beyond the highest rate, where a cell is on its way into depolarization block, points are hollow and not fitted.
    """

    name: ClassVar[str] = "f_i"
    label: ClassVar[str] = "F-I curve"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "IPFX: rate over the stimulus, slope of a straight line through the steps that fire"

    level: level_mV = -20.0
    """Detection level: a spike rises through it."""

    def fits(self, experiment: Experiment) -> bool:
        """Several steps of current."""
        levels = experiment.protocol.levels()
        return experiment.protocol.mode == "cc" and len(levels) > 2 and levels[0] != levels[-1]

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: current, spikes, rate, rates of the first and last interval, latency, adaptation index."""
        protocol, v = recording.experiment.protocol, recording.potential
        levels = np.array(protocol.levels())
        count, rate, first, last, latency, index = np.full((6, len(v)), np.nan)
        ends = np.full((4, len(v)), np.nan)  # of the first two and the last two spikes, ms
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(len(v))]
        for sweep, window in enumerate(windows):
            lo, hi = window.start / protocol.rate, window.stop / protocol.rate
            at = np.array([s.peak_at for s in fired(recording, sweep, level=self.level) if lo <= s.peak_at <= hi])
            count[sweep] = at.size
            rate[sweep] = 1e3 * at.size / (hi - lo) if hi > lo else 0.0
            if at.size:
                latency[sweep] = at[0] - lo
                ends[[0, 3], sweep] = at[[0, -1]]
            if at.size > 1:
                first[sweep], last[sweep] = 1e3 / (at[1] - at[0]), 1e3 / (at[-1] - at[-2])
                index[sweep] = adaptation_index(list(at))
                ends[[1, 2], sweep] = at[[1, -2]]
        order = np.argsort(levels)
        fires = [int(k) for k in order if count[k] > 0]
        best = order[np.argmax(rate[order])]
        used = np.zeros(len(v), dtype=bool)
        if fires:
            used[[k for k in order if levels[fires[0]] <= levels[k] <= levels[best]]] = True
        fit = line(levels[used], rate[used])
        x, y = fit.line(levels[used].min(), levels[used].max(), 2) if fit else (np.zeros(0), np.zeros(0))
        note = "" if fires else "No step makes a spike. "
        signal, sweeps = recording.potential_signal, range(len(v))
        inside = Samples.within("spikes", signal, recording.time, windows)
        train = Samples.over("intervals", signal, sweeps, ends[0], ends[3])
        return Result(
            values={
                "Rheobase": (float(levels[fires[0]] - protocol.holding) if fires else np.nan, protocol.level_unit),
                "Gain": (1e3 * fit["slope"], "Hz/nA"),
                "Highest rate": (float(rate.max()), "Hz"),
                "Adaptation index": (float(index[best]), ""),
            },
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "Current": (levels, protocol.level_unit),
                "Spikes": (count, ""),
                "Rate": (rate, "Hz"),
                "First rate": (first, "Hz"),
                "Last rate": (last, "Hz"),
                "Latency": (latency, "ms"),
                "Adaptation": (index, ""),
            },
            figure=Figure(
                "F-I curve",
                ("Current", protocol.level_unit),
                ("Rate", "Hz"),
                (
                    *((Trace(x, y, "fit"),) if fit else ()),
                    Trace(levels, rate, "rate", "points", tuple(range(len(v))), tuple(bool(k) for k in ~used)),
                ),
            ),
            samples={
                "Rheobase": Samples.at("first spike", signal, sweeps, ends[0])[fires[:1]],
                "Gain": inside[used].called("line through the rates"),
                "Highest rate": inside[int(np.argmax(rate))],
                "Adaptation index": train[int(best)],
            },
            cells={
                "Current": inside.called("level", "command"),
                "Spikes": inside,
                "Rate": inside,
                "First rate": Samples.over("first interval", signal, sweeps, ends[0], ends[1]),
                "Last rate": Samples.over("last interval", signal, sweeps, ends[2], ends[3]),
                "Latency": Samples.over("start to first spike", signal, sweeps, inside.start, ends[0]),
                "Adaptation": train,
            },
            note=(
                note
                + ("" if fit else "A gain needs two steps that fire. ")
                + ("" if np.isfinite(index[best]) else "An adaptation index needs three spikes.")
            ).strip(),
        )


F_I = FrequencyCurrent()
