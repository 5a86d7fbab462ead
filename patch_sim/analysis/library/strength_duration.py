"""Strength-duration curve: the weakest pulse of each duration that makes a spike, rheobase and chronaxie."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.firing import fired
from patch_sim.analysis.fit import fitted, line, unfitted
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS, Protocol
from patch_sim.recording import Recording
from patch_sim.values import value


def pulses(protocol: Protocol) -> list[int]:
    """The places of the epochs whose level grows from sweep to sweep."""
    return [k for k, e in enumerate(protocol.epochs) if e.level_delta > 0 and e.kind == "step" and not e.duration_delta]


def weiss(d: np.ndarray, rheobase: float, chronaxie: float) -> np.ndarray:
    """Weiss's law: I = I_rheobase · (1 + chronaxie / d)."""
    return rheobase * (1 + chronaxie / d)


def lapicque(d: np.ndarray, rheobase: float, tau: float) -> np.ndarray:
    """Lapicque's law, of a membrane that is charged to a fixed threshold: I = I_rheobase / (1 − exp(−d/τ))."""
    return rheobase / -np.expm1(-d / tau)


@value
class StrengthDuration(Analysis):
    """In each sweep a pulse of each duration: between the last one that fails and the first that fires lies threshold.

    A spike belongs to a pulse if it begins between the pulse's start and the next pulse's.
    """

    name: ClassVar[str] = "strength_duration"
    label: ClassVar[str] = "Strength-duration curve"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "Weiss (1901), a line through charge against duration; Lapicque (1907), by least squares"

    def fits(self, experiment: Experiment) -> bool:
        """Pulses of at least three durations in every sweep, each growing from sweep to sweep."""
        protocol = experiment.protocol
        durations = {protocol.epochs[k].duration for k in pulses(protocol)}
        return protocol.mode == "cc" and protocol.n_sweeps > 1 and len(durations) > 2

    def measure(self, recording: Recording) -> Result:
        """A row per duration: threshold above holding, half of the step between sweeps, sweep and time of the spike."""
        protocol, t, v = recording.experiment.protocol, recording.time, recording.potential
        places = pulses(protocol)
        if len(places) < 3:
            raise ProtocolMismatch("a strength-duration curve needs pulses of at least three durations")
        at = np.array(protocol.bounds(0), dtype=float) / protocol.rate
        ends = [*(at[k] for k in places[1:]), t[-1]]
        found = [np.array([s.threshold_at for s in fired(recording, sweep)]) for sweep in range(len(v))]
        d, level, half, sweep, time = np.full((5, len(places)), np.nan)
        for row, (k, end) in enumerate(zip(places, ends, strict=True)):
            epoch = protocol.epochs[k]
            d[row], half[row] = epoch.duration, epoch.level_delta / 2
            hits = [one[(one >= at[k]) & (one < end)] for one in found]
            first = next((s for s, hit in enumerate(hits) if hit.size), None)
            if first:
                level[row] = epoch.level_in(first) - half[row] - protocol.holding
                sweep[row], time[row] = first + 1, hits[first][0]
        good = np.isfinite(level)
        straight = line(d[good], level[good] * d[good])
        rheobase = straight["slope"]
        if not (good.sum() > 2 and rheobase > 0 and straight["start"] > 0):
            straight = unfitted(straight, "it needs three thresholds, of which the charge grows with duration")
        rheobase, chronaxie = straight["slope"], straight["start"] / straight["slope"]
        few = "it needs three thresholds"
        start = (rheobase, chronaxie / np.log(2)) if straight else (1.0, 1.0)
        charged = fitted(lapicque, ("rheobase", "tau"), d[good], level[good], start, 1e-9, np.inf, few)
        laws = (("Weiss", straight), ("Lapicque", charged))
        grid = np.geomspace(d.min(), d.max(), 100)
        lines = [Trace(grid, weiss(grid, rheobase, chronaxie), "Weiss")] if straight else []
        lines += [Trace(grid, charged(grid), "Lapicque")] if charged else []
        fires = Samples.at("first spike", recording.potential_signal, np.nan_to_num(sweep, nan=1.0) - 1, time)
        lasts = [
            protocol.window(LETTERS[k], max(0, int(s) - 1)) for k, s in zip(places, np.nan_to_num(sweep), strict=True)
        ]
        pulse = Samples.within("pulse", "command", t, lasts)
        pulse = Samples.over("pulse", "command", fires.sweep, pulse.start, pulse.stop)
        laws_from = fires[good].called("fit to the first spikes")
        missing = f"{np.sum(~good)} durations have no threshold within the sweeps. " if not good.all() else ""
        return Result(
            values={
                "Rheobase": (rheobase, "pA"),
                "Chronaxie": (chronaxie, "ms"),
                "Lapicque's rheobase": (charged["rheobase"], "pA"),
                "Lapicque's τ": (charged["tau"], "ms"),
            },
            table={
                "Duration": (d, "ms"),
                "Threshold": (level, "pA"),
                "Uncertain by": (half, "pA"),
                "Sweep": (np.where(np.isfinite(sweep), sweep, 1), ""),
                "Time": (time, "ms"),
            },
            figure=Figure(
                "Strength-duration curve",
                ("Duration", "ms"),
                ("Threshold", "pA"),
                (*lines, Trace(d, level, "threshold", "points", tuple(int(s) - 1 if s > 0 else 0 for s in sweep))),
            ),
            samples=dict.fromkeys(("Rheobase", "Chronaxie", "Lapicque's rheobase", "Lapicque's τ"), laws_from),
            cells={
                "Duration": pulse,
                "Threshold": fires,
                "Uncertain by": pulse.called("step of the pulse"),
                "Time": fires,
            },
            note=(missing + " ".join(f"{law}: {fit.note}." for law, fit in laws if fit.note)).strip(),
        )


STRENGTH_DURATION = StrengthDuration()
