"""Steady-state inactivation: what a conditioning step leaves of the current that a test step draws."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import SODIUM, channel_of, current_of, current_signal, peak
from patch_sim.analysis.fit import boltzmann
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS
from patch_sim.recording import Recording
from patch_sim.values import value


@value
class SteadyStateInactivation(Analysis):
    """I_test / I_max = 1 / (1 + exp((V_cond − V½)/k)): the test epoch follows the one whose level moves."""

    name: ClassVar[str] = "h_inf"
    label: ClassVar[str] = "Steady-state inactivation"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    compares: ClassVar[tuple[str, ...]] = ("V½", "k")
    source: ClassVar[str] = "doi:10.1113/jphysiol.1952.sp004719 (the effect of a conditioning step); Boltzmann fit"

    channel: str = ""
    """Channel: whose current it is, by name; the sodium channel if nothing is said."""

    def fits(self, experiment: Experiment) -> bool:
        """Conditioning steps to different levels, each followed by the same depolarizing test step."""
        protocol = experiment.protocol
        levels, test = protocol.levels(), LETTERS.index(protocol.stimulus) + 1
        if protocol.mode != "vc" or len(levels) < 4 or levels[0] == levels[-1] or test >= len(protocol.epochs):
            return False
        epoch = protocol.epochs[test]
        steady = epoch.level_delta == 0 and epoch.level > protocol.holding
        return steady and channel_of(experiment, self.channel, SODIUM) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: conditioning level, peak of the test current and its time, its share of the fit's."""
        experiment = recording.experiment
        protocol = experiment.protocol
        channel = channel_of(experiment, self.channel, SODIUM)
        if channel is None:
            raise ProtocolMismatch("steady-state inactivation needs a sodium channel in the cell")
        letter = LETTERS[LETTERS.index(protocol.stimulus) + 1]
        windows = [recording.window(letter, sweep) for sweep in range(recording.n_sweeps)]
        if min(w.stop - w.start for w in windows) < 2:
            raise ProtocolMismatch(f"steady-state inactivation needs at least 2 samples in epoch {letter}")
        current = current_of(recording, channel)
        at = [w.start + peak(current[sweep, w]) for sweep, w in enumerate(windows)]
        i = np.array([current[sweep, k] for sweep, k in enumerate(at)])
        v = np.array(protocol.levels())
        fit = boltzmann(v, i)
        top = fit["top"] if fit else float(i[np.argmax(np.abs(i))])
        share = i / top if top else np.full_like(i, np.nan)
        x, curve = fit.line(v.min(), v.max())
        peaks = Samples.at("test peak", current_signal(recording, channel), range(len(v)), recording.time[at])
        conditioning = [recording.window(protocol.stimulus, sweep) for sweep in range(len(v))]
        return Result(
            values={
                "V½": (fit["v_half"], "mV"),
                "k": (-fit["slope"], "mV"),
                "I max": (fit["top"], "pA"),
                "V½ error": (fit.errors["v_half"], "mV"),
                "R²": (fit.r2, ""),
            },
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "V": (v, "mV"),
                "Peak": (i, "pA"),
                "Time": (recording.time[at], "ms"),
                "I / I max": (share, ""),
            },
            figure=Figure(
                f"Steady-state inactivation, {channel.label}",
                ("Conditioning V", "mV"),
                ("I / I max", ""),
                (
                    *((Trace(x, curve / top, "fit"),) if fit else ()),
                    Trace(v, share, "test peak", "points", tuple(range(len(v)))),
                ),
            ),
            samples=dict.fromkeys(("V½", "k", "I max", "V½ error", "R²"), peaks.called("fit to the test peaks")),
            cells={
                "V": Samples.within("level", "command", recording.time, conditioning),
                **dict.fromkeys(("Peak", "Time", "I / I max"), peaks),
            },
            note=fit.note and f"{fit.note[0].upper()}{fit.note[1:]}.",
        )


H_INF = SteadyStateInactivation()
