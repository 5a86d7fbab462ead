"""G-V curve: how much of a channel's conductance each voltage opens, with its Boltzmann fit."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import SODIUM, channel_of, current_of, current_signal, peak
from patch_sim.analysis.fit import boltzmann
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

distance = Annotated[float, Unit("mV", 0, 50)]


@value
class ConductanceVoltage(Analysis):
    """G = I_peak / (V − E_rev) in the stimulus epoch, of one channel's own current, free of leak and other channels.

    The fit is G = G_max / (1 + exp(−(V − V½)/k)). Hollow points are not part of it: those within `margin` of the
    reversal potential, which divide a small current by a small drive, and those beyond the largest conductance where it
    falls again because channels inactivate before they open.
    """

    name: ClassVar[str] = "g_v"
    label: ClassVar[str] = "G-V curve"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    compares: ClassVar[tuple[str, ...]] = ("V½", "k")
    source: ClassVar[str] = "chord conductance at the peak, doi:10.1113/jphysiol.1952.sp004716; Boltzmann fit"

    channel: str = ""
    """Channel: whose conductance it is, by name; the sodium channel if nothing is said."""
    margin: distance = 5.0
    """Margin: points nearer to the reversal potential than this are left out of the fit."""

    def fits(self, experiment: Experiment) -> bool:
        """A family of voltage steps on a cell that has the channel."""
        protocol = experiment.protocol
        levels = protocol.levels()
        family = protocol.mode == "vc" and len(levels) > 3 and levels[0] != levels[-1]
        return family and channel_of(experiment, self.channel, SODIUM) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: level, the peak of the current and its time, the conductance, its share of the fit's."""
        experiment, t = recording.experiment, recording.time
        protocol = experiment.protocol
        channel = channel_of(experiment, self.channel, SODIUM)
        if channel is None:
            raise ProtocolMismatch("the G-V curve needs a sodium channel in the cell")
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(recording.n_sweeps)]
        if min(w.stop - w.start for w in windows) < 2:
            raise ProtocolMismatch(f"the G-V curve needs at least 2 samples in epoch {protocol.stimulus}")
        current = current_of(recording, channel)
        e_rev = experiment.cell.e_rev(channel)
        at = [w.start + peak(current[sweep, w]) for sweep, w in enumerate(windows)]
        i = np.array([current[sweep, k] for sweep, k in enumerate(at)])
        v = np.array([recording.command[sweep, k] for sweep, k in enumerate(at)])
        far = np.abs(v - e_rev) > self.margin
        g = np.divide(i, v - e_rev, out=np.full_like(i, np.nan), where=far)
        rising = ~overtaken(v, g)
        fit = boltzmann(v[far & rising], g[far & rising])
        top = fit["top"] if fit else float(np.nanmax(g)) if far.any() else np.nan
        drawn = np.divide(i, v - e_rev, out=np.full_like(i, np.nan), where=np.abs(v - e_rev) > 1)
        share = drawn / top if top else np.full_like(g, np.nan)
        sweeps = tuple(range(len(v)))
        x, curve = fit.line(v.min(), v.max())
        lines = (Trace(x, curve / top, "fit"),) if fit else ()
        peaks = Samples.at("peak", current_signal(recording, channel), sweeps, t[at])
        fitted = peaks[far & rising].called("fit to the peaks")
        left_out = f"{np.sum(~far)} within {self.margin:g} mV of the reversal left out. " if not far.all() else ""
        if not rising.all():
            left_out += f"{np.sum(~rising)} left out where inactivation outruns activation. "
        return Result(
            values={
                "V½": (fit["v_half"], "mV"),
                "k": (fit["slope"], "mV"),
                "G max": (fit["top"], "nS"),
                "Reversal": (e_rev, "mV"),
                "V½ error": (fit.errors["v_half"], "mV"),
                "R²": (fit.r2, ""),
            },
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "V": (v, "mV"),
                "Peak": (i, "pA"),
                "Time": (t[at], "ms"),
                "G": (g, "nS"),
                "G / G max": (np.where(far, share, np.nan), ""),
            },
            figure=Figure(
                f"G-V curve, {channel.label}",
                ("V", "mV"),
                ("G / G max", ""),
                (*lines, Trace(v, share, "peak", "points", sweeps, tuple(bool(x) for x in ~(far & rising)))),
            ),
            samples={
                **dict.fromkeys(("V½", "k", "G max", "V½ error", "R²"), fitted),
                "Reversal": Samples.none("from the concentrations of the solutions"),
            },
            cells={
                "V": peaks.called("level at the peak", "command"),
                **dict.fromkeys(("Peak", "Time", "G", "G / G max"), peaks),
            },
            note=(left_out + (fit.note and f"{fit.note[0].upper()}{fit.note[1:]}.")).strip(),
        )


def overtaken(v: np.ndarray, g: np.ndarray) -> np.ndarray:
    """Which points lie above the voltage of the largest conductance and below 0.95 of it."""
    if not np.isfinite(g).any():
        return np.zeros(v.size, dtype=bool)
    top = int(np.nanargmax(g))
    return (v > v[top]) & (g < 0.95 * g[top])


G_V = ConductanceVoltage()
