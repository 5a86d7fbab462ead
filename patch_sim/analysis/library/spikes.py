"""Spikes: every action potential of every sweep, and how fast each sweep fires."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.firing import fired
from patch_sim.analysis.measure import Spike
from patch_sim.analysis.samples import Samples
from patch_sim.analysis.trains import adaptation_index, bursts
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

mV_ms = Annotated[float, Unit("mV/ms", 0, 1e4, above=True)]
level_mV = Annotated[float, Unit("mV", -100, 100)]


@dataclass(frozen=True, slots=True)
class Found:
    """A spike and its sweep."""

    sweep: int
    spike: Spike


@value
class Spikes(Analysis):
    """Action potentials: upward crossings of `level`, with their threshold where dV/dt reaches `slope`."""

    name: ClassVar[str] = "spikes"
    label: ClassVar[str] = "Action potentials"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "threshold by dV/dt as in Clampfit and IPFX; half-width between threshold and peak"

    slope: mV_ms = 20.0
    """Threshold slope: dV/dt at which a spike begins."""
    level: level_mV = -20.0
    """Detection level: a spike rises through it."""

    def measure(self, recording: Recording) -> Result:
        """A row per spike. "Rate" is one over the mean interval of the busiest sweep, whose train is measured too.

        The figure is the F-I curve of several sweeps (spikes in the stimulus epoch over its duration), the
        instantaneous rate of a train, or the phase plot of a single spike.
        """
        protocol, t, v = recording.experiment.protocol, recording.time, recording.potential
        found = [
            Found(sweep, spike) for sweep in range(len(v)) for spike in fired(recording, sweep, self.slope, self.level)
        ]
        of = np.array([f.sweep for f in found], dtype=int)
        counts = np.bincount(of, minlength=len(v)).astype(float)
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(len(v))]
        seconds = np.array([(w.stop - w.start) / protocol.rate / 1e3 for w in windows])
        at = np.array([f.spike.peak_at for f in found]) * protocol.rate
        starts, stops = np.array([(w.start, w.stop) for w in windows]).T
        inside = np.bincount(of[(starts[of] <= at) & (at <= stops[of])], minlength=len(v))
        rate = np.divide(inside, seconds, out=np.zeros(len(v)), where=seconds > 0)
        best = int(np.argmax(counts))
        times = [f.spike.peak_at for f in found if f.sweep == best]
        first = found[0].spike if found else None
        several = {"Rate": (1e3 * (len(times) - 1) / (times[-1] - times[0]), "Hz")} if len(times) > 1 else {}
        if len(times) > 2:
            several["Adaptation index"] = (adaptation_index(times), "")
            several["Bursts"] = (float(len(bursts(times))), "")
        values = {
            "Spikes": (float(counts.sum()), ""),
            **several,
            "First peak": (first.peak if first else float("nan"), "mV"),
            "First threshold": (first.threshold if first else float("nan"), "mV"),
            "First half-width": (first.half_width if first else float("nan"), "ms"),
            "Rest": (float(v[:, 0].mean()), "mV"),
        }
        if len(v) > 1:
            figure = _f_i(protocol.levels(), protocol.level_unit, rate)
        elif len(times) > 1:
            figure = _instantaneous_rate(np.array(times))
        else:
            figure = _phase_plot(t, v[0], first, self.slope)
        cells = _cells(found, recording.potential_signal)
        whole = Samples.over("no spike", recording.potential_signal, range(len(v)), t[0], t[-1])
        train = Samples.over(
            "intervals", recording.potential_signal, best, min(times, default=np.nan), max(times, default=np.nan)
        )
        samples = {
            "Spikes": cells["Peak"].called("peaks") if found else whole,
            **dict.fromkeys(several, train),
            **{f"First {name.lower()}": cells[name][:1] for name in ("Peak", "Threshold", "Half-width")},
            "Rest": Samples.at("mean of the first samples", recording.potential_signal, range(len(v)), t[0]),
        }
        return Result(values, _table(found), figure, _note(found), samples=samples, cells=cells)


def _table(found: list[Found]) -> dict[str, tuple[np.ndarray, str]]:
    def column(name: str) -> np.ndarray:
        return np.array([getattr(f.spike, name) for f in found], dtype=float)

    return {
        "Sweep": (np.array([f.sweep + 1 for f in found], dtype=float), ""),
        "Time": (column("peak_at"), "ms"),
        "Peak": (column("peak"), "mV"),
        "Threshold": (column("threshold"), "mV"),
        "Half-width": (column("half_width"), "ms"),
        "Trough": (column("trough"), "mV"),
        "Amplitude": (column("amplitude"), "mV"),
        "AHP": (column("ahp"), "mV"),
        "Rise": (column("rise"), "ms"),
        "Upstroke": (column("upstroke"), "mV/ms"),
        "Downstroke": (column("downstroke"), "mV/ms"),
        "Interval": (_intervals(found), "ms"),
    }


def _cells(found: list[Found], signal: str) -> dict[str, Samples]:
    """Where each column of the table was read."""
    sweep = np.array([f.sweep for f in found], dtype=int)

    def column(name: str) -> np.ndarray:
        return np.array([getattr(f.spike, name) for f in found], dtype=float)

    def stretch(how: str, start: np.ndarray, stop: np.ndarray) -> Samples:
        return Samples.over(how, signal, sweep, start, stop)

    threshold, peak, trough, half = (column(name) for name in ("threshold_at", "peak_at", "trough_at", "half_at"))
    return {
        "Time": stretch("peak", peak, peak),
        "Peak": stretch("peak", peak, peak),
        "Threshold": stretch("threshold", threshold, threshold),
        "Half-width": stretch("width at half height", half, half + column("half_width")),
        "Trough": stretch("trough", trough, trough),
        "Amplitude": stretch("threshold to peak", threshold, peak),
        "AHP": stretch("threshold to trough", threshold, trough),
        "Rise": stretch("rise from 10 to 90 %", threshold, peak),
        "Upstroke": stretch("steepest rise", threshold, peak),
        "Downstroke": stretch("steepest fall", peak, trough),
        "Interval": stretch("peak to peak", peak - _intervals(found), peak),
    }


def _intervals(found: list[Found]) -> np.ndarray:
    """From the spike before in the same sweep; NaN for the first."""
    before = [None, *found][: len(found)]
    return np.array(
        [
            f.spike.peak_at - b.spike.peak_at if b and b.sweep == f.sweep else np.nan
            for b, f in zip(before, found, strict=True)
        ]
    )


def _f_i(levels: tuple[float, ...], unit: str, rate: np.ndarray) -> Figure:
    points = Trace(np.array(levels), rate, "rate", "points", sweeps=tuple(range(len(levels))))
    return Figure("F-I curve", ("Current", unit), ("Rate", "Hz"), (points,))


def _instantaneous_rate(times: np.ndarray) -> Figure:
    points = Trace(times[1:], 1e3 / np.diff(times), "1 / interval", "points", sweeps=(0,) * (times.size - 1))
    return Figure("Instantaneous rate", ("Time", "ms"), ("Rate", "Hz"), (points,))


def _phase_plot(t: np.ndarray, v: np.ndarray, spike: Spike | None, slope: float) -> Figure:
    around = slice(None)
    if spike:
        around = slice(*np.searchsorted(t, (spike.threshold_at - 2, spike.peak_at + 6)))
    traces = [Trace(v[around], np.gradient(v, t)[around], "dV/dt")]
    if spike:
        traces.append(Trace(np.array([spike.threshold]), np.array([slope]), "threshold", "points"))
    return Figure("Phase plot", ("V", "mV"), ("dV/dt", "mV/ms"), tuple(traces))


def _note(found: list[Found]) -> str:
    return "" if found else "No spike rises through the detection level in any sweep."


SPIKES = Spikes()
