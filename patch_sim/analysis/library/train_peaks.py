"""Peaks of a train: the current that each pulse of a train draws, against the first."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import SODIUM, channel_of, current_of, current_signal, peak
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS
from patch_sim.protocols.epochs.pulse import Pulse
from patch_sim.recording import Recording
from patch_sim.values import value


@value
class TrainPeaks(Analysis):
    """The peak of one channel's own current in each period of the first pulse train, in the first sweep."""

    name: ClassVar[str] = "train_peaks"
    label: ClassVar[str] = "Peaks of a train"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "peak of the nth pulse over that of the first: use dependence"

    channel: str = ""
    """Channel: whose current it is, by name; the sodium channel if nothing is said."""

    def fits(self, experiment: Experiment) -> bool:
        """Voltage clamp with a pulse train, on a cell that has the channel."""
        trains = any(isinstance(e, Pulse) for e in experiment.protocol.epochs)
        there = channel_of(experiment, self.channel, SODIUM) is not None
        return experiment.protocol.mode == "vc" and trains and there

    def measure(self, recording: Recording) -> Result:
        """A row per pulse: its number, the time and size of the peak, its share of the first."""
        protocol = recording.experiment.protocol
        channel = channel_of(recording.experiment, self.channel, SODIUM)
        found = next(((L, e) for L, e in zip(LETTERS, protocol.epochs, strict=False) if isinstance(e, Pulse)), None)
        if channel is None or found is None:
            raise ProtocolMismatch("peaks of a train need a pulse train, and the channel in the cell")
        window, period = recording.window(found[0]), round(found[1].period * protocol.rate)
        n = (window.stop - window.start) // max(1, period)
        if n < 1 or period < 2:
            raise ProtocolMismatch("the train has no whole period of two samples")
        i = current_of(recording, channel)[0, window][: n * period].reshape(n, period)
        at = np.array([peak(one) for one in i])
        size = i[np.arange(n), at]
        share = size / size[0] if size[0] else np.full(n, np.nan)
        number = np.arange(1.0, n + 1)
        times = recording.time[window.start + np.arange(n) * period + at]
        peaks = Samples.at("peak", current_signal(recording, channel), 0, times)
        return Result(
            values={
                "First peak": (float(size[0]), "pA"),
                "Last peak": (float(size[-1]), "pA"),
                "Last / first": (float(share[-1]), ""),
            },
            table={
                "Pulse": (number, ""),
                "Time": (times, "ms"),
                "Peak": (size, "pA"),
                "Share": (share, ""),
                "Sweep": (np.ones(n), ""),
            },
            figure=Figure(
                f"Peaks of a train, {channel.label}",
                ("Pulse", ""),
                ("Peak / first", ""),
                (Trace(number, share, "peak", "points"),),
            ),
            samples={
                "First peak": peaks[0],
                "Last peak": peaks[-1],
                "Last / first": peaks[[0, -1]].called("peaks"),
            },
            cells=dict.fromkeys(("Time", "Peak", "Share"), peaks),
            note="" if size[0] else "The first pulse draws no current of the channel.",
        )


TRAIN_PEAKS = TrainPeaks()
