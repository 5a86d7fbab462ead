"""Kinetics of a current: how fast it rises to its peak, and how fast it then inactivates."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import SODIUM, channel_of, current_of, current_signal, peak
from patch_sim.analysis.fit import exponential
from patch_sim.analysis.measure import passage
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

part = Annotated[float, Unit("", 0, 1, above=True)]


@value
class Kinetics(Analysis):
    """One channel's own current in the stimulus epoch: time to peak, rise from 10 to 90 %, time constant of the fall.

    The fall is fitted by an exponential from where it has come down to 0.95 of the peak. A sweep whose current does not
    fall below half of its peak has none.
    """

    name: ClassVar[str] = "kinetics"
    label: ClassVar[str] = "Kinetics of a current"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "time to peak, rise 10–90 %, single exponential of inactivation"

    channel: str = ""
    """Channel: whose current it is, by name; the sodium channel if nothing is said."""
    least: part = 0.01
    """Least: share of the largest peak below which a sweep's current is too small to be timed."""

    def fits(self, experiment: Experiment) -> bool:
        """Voltage steps on a cell that has the channel."""
        protocol = experiment.protocol
        steps = protocol.mode == "vc" and any(e.kind == "step" for e in protocol.epochs)
        return steps and channel_of(experiment, self.channel, SODIUM) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: level, peak, the time of the peak and how long it took, rise, time constant of the fall."""
        protocol, t = recording.experiment.protocol, recording.time
        channel = channel_of(recording.experiment, self.channel, SODIUM)
        if channel is None:
            raise ProtocolMismatch("kinetics need a sodium channel in the cell")
        current, levels = current_of(recording, channel), np.array(protocol.levels())
        size, at, took, rise, tau, falls = np.full((6, len(levels)), np.nan)
        curves = []
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(len(levels))]
        for sweep, window in enumerate(windows):
            i, time = current[sweep, window], t[window]
            if i.size < 8:
                raise ProtocolMismatch(f"kinetics need at least 8 samples in epoch {protocol.stimulus}")
            top = peak(i)
            size[sweep], at[sweep], took[sweep] = i[top], time[top], time[top] - time[0]
        timed = np.abs(size) >= self.least * np.abs(size).max()
        for sweep in np.flatnonzero(timed & (size != 0)):
            window = windows[sweep]
            up, time = current[sweep, window] / size[sweep], t[window]
            top = int(np.argmax(up))
            rise[sweep] = passage(time[: top + 1], up[: top + 1], 0.1, 0.9) if top else 0.0
            down = np.flatnonzero(up[top:] <= 0.95)
            if down.size and up[-1] < 0.5:
                start = top + int(down[0])
                fit = exponential(time[start:] - time[start], up[start:])
                tau[sweep], falls[sweep] = fit["tau"], time[start]
                curves.append((time, up, time[start:], fit(time[start:] - time[start])))
        best = int(np.argmax(np.abs(size)))
        if len(levels) == 1 and curves:
            time, up, later, curve = curves[0]
            traces = (Trace(time, up, "current"), Trace(later, curve, "exponential"))
            figure = Figure(f"Current over its peak, {channel.label}", ("Time", "ms"), ("I / peak", ""), traces)
        else:
            points = Trace(levels, tau, "τ", "points", tuple(range(len(levels))))
            figure = Figure(f"Inactivation, {channel.label}", ("V", "mV"), ("τ", "ms"), (points,))
        signal, sweeps = current_signal(recording, channel), range(len(levels))
        peaks, whole = Samples.at("peak", signal, sweeps, at), Samples.within("level", "command", t, windows)
        starts, ends = whole.start, whole.stop
        until = Samples.over("start to peak", signal, sweeps, starts, at)
        rises = until.called("rise from 10 to 90 %")
        decays = Samples.over("exponential", signal, sweeps, falls, ends)
        return Result(
            values={
                "Largest peak": (float(size[best]), "pA"),
                "Its level": (float(levels[best]), "mV"),
                "Time to peak": (float(took[best]), "ms"),
                "Rise 10–90 %": (float(rise[best]), "ms"),
                "τ inactivation": (float(tau[best]), "ms"),
            },
            table={
                "Sweep": (np.arange(1.0, len(levels) + 1), ""),
                "V": (levels, "mV"),
                "Peak": (size, "pA"),
                "Time": (at, "ms"),
                "Time to peak": (np.where(timed, took, np.nan), "ms"),
                "Rise": (rise, "ms"),
                "τ": (tau, "ms"),
            },
            figure=figure,
            samples={
                "Largest peak": peaks[best],
                "Its level": whole[best],
                "Time to peak": until[best],
                "Rise 10–90 %": rises[best],
                "τ inactivation": decays[best],
            },
            cells={
                "V": whole,
                "Peak": peaks,
                "Time": peaks,
                "Time to peak": until,
                "Rise": rises,
                "τ": decays,
            },
            note="" if np.isfinite([rise[best], tau[best]]).all() else "The largest current does not rise and fall.",
        )


KINETICS = Kinetics()
