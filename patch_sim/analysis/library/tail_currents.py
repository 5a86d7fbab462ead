"""Tail currents: what flows through channels that are still open at each new voltage, and how fast they close."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import POTASSIUM, channel_of, crossing, current_of, current_signal
from patch_sim.analysis.fit import exponential
from patch_sim.analysis.samples import Samples, beside
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS
from patch_sim.recording import Recording
from patch_sim.values import value


@value
class TailCurrents(Analysis):
    """An exponential through one channel's current in the stimulus epoch: its size at the step and its time constant.

    The size at the step changes its sign at the reversal potential; where the drive is too small for a decay to be
    seen, the time constant is left out.
    """

    name: ClassVar[str] = "tail_currents"
    label: ClassVar[str] = "Tail currents"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "doi:10.1113/jphysiol.1952.sp004717 (instantaneous current on repolarization)"

    channel: str = ""
    """Channel: whose tail it is, by name; the potassium channel if nothing is said."""

    def fits(self, experiment: Experiment) -> bool:
        """A depolarizing step, and after it steps to different levels."""
        protocol = experiment.protocol
        levels, k = protocol.levels(), LETTERS.index(protocol.stimulus)
        if protocol.mode != "vc" or len(levels) < 4 or levels[0] == levels[-1] or k == 0:
            return False
        opened = protocol.epochs[k - 1].level > protocol.holding
        return opened and channel_of(experiment, self.channel, POTASSIUM) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: level, the tail at the step, its time constant, the time of the step."""
        protocol = recording.experiment.protocol
        channel = channel_of(recording.experiment, self.channel, POTASSIUM)
        if channel is None:
            raise ProtocolMismatch("tail currents need a potassium channel in the cell")
        current, v = current_of(recording, channel), np.array(protocol.levels())
        tail, tau, start = np.full((3, len(v)), np.nan)
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(len(v))]
        for sweep, window in enumerate(windows):
            i = current[sweep, window]
            if i.size < 8:
                raise ProtocolMismatch(f"tail currents need at least 8 samples in epoch {protocol.stimulus}")
            tail[sweep], start[sweep] = i[0], recording.time[window.start]
            decays = abs(i[0] - i[-1]) > 0.5 * abs(i[0]) and abs(i[-1]) < abs(i[0])
            fit = exponential(recording.time[window] - start[sweep], i) if decays else None
            tau[sweep] = fit["tau"] if fit else np.nan
        reversal = crossing(v, tail)
        known = np.isfinite(tau)
        signal = current_signal(recording, channel)
        tails = Samples.at("tail", signal, range(len(v)), start)
        decays = Samples.within("exponential", signal, recording.time, windows)
        lowest = np.flatnonzero(known)[np.argsort(v[known])[:1]]
        note = "" if np.isfinite(reversal) else "The tail does not change its sign: no reversal here. "
        return Result(
            values={
                "Reversal": (reversal, "mV"),
                "τ at lowest": (float(tau[known][np.argmin(v[known])]) if known.any() else np.nan, "ms"),
                "Slope": (float(np.polyfit(v, tail, 1)[0]), "nS"),
            },
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "V": (v, "mV"),
                "Tail": (tail, "pA"),
                "τ": (tau, "ms"),
                "Time": (start, "ms"),
            },
            figure=Figure(
                f"Tail currents, {channel.label}",
                ("V", "mV"),
                ("I", "pA"),
                (Trace(v, tail, "tail"), Trace(v, tail, "tail", "points", tuple(range(len(v))))),
            ),
            samples={
                "Reversal": tails[beside(v, reversal)].called("between the tails"),
                "τ at lowest": decays[lowest],
                "Slope": tails.called("line through the tails"),
            },
            cells={"V": decays.called("level", "command"), "Tail": tails, "τ": decays, "Time": tails},
            note=(note + ("" if known.any() else "No sweep has a tail that decays.")).strip(),
        )


TAIL_CURRENTS = TailCurrents()
