"""Strength-duration curve: the weakest pulse of each duration that makes a spike, rheobase and chronaxie."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.fit import fitted
from patch_sim.analysis.measure import spikes
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import Protocol
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
    source: ClassVar[str] = "laws of Weiss (1901) and Lapicque (1907), fitted by least squares of relative errors"

    def fits(self, experiment: Experiment) -> bool:
        """Pulses of at least three durations in every sweep, each growing from sweep to sweep."""
        protocol = experiment.protocol
        durations = {protocol.epochs[k].duration for k in pulses(protocol)}
        return protocol.mode == "cc" and protocol.n_sweeps > 1 and len(durations) > 2

    def measure(self, recording: Recording) -> Result:
        """A row per duration: threshold above holding, half of the step between sweeps, the sweep and the spike's time."""
        protocol, t, v = recording.experiment.protocol, recording.time, recording["v"]
        places = pulses(protocol)
        if len(places) < 3:
            raise ProtocolMismatch("a strength-duration curve needs pulses of at least three durations")
        at = np.array(protocol.bounds(0), dtype=float) / protocol.rate
        ends = [*(at[k] for k in places[1:]), t[-1]]
        found = [np.array([s.threshold_at for s in spikes(t, one)]) for one in v]
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
        x, y = np.log(d[good]), level[good]
        why = "a strength-duration curve needs three durations whose threshold lies within the sweeps"

        def log_weiss(x: np.ndarray, rheobase: float, chronaxie: float) -> np.ndarray:
            return np.log(weiss(np.exp(x), rheobase, chronaxie))

        def log_lapicque(x: np.ndarray, rheobase: float, tau: float) -> np.ndarray:
            return np.log(lapicque(np.exp(x), rheobase, tau))

        start = (float(y.min()), 2.0) if y.size else (1.0, 2.0)
        straight = fitted(log_weiss, ("rheobase", "chronaxie"), x, np.log(y), start, 1e-6, np.inf, why)
        charged = fitted(log_lapicque, ("rheobase", "tau"), x, np.log(y), start, 1e-6, np.inf, why)
        grid = np.geomspace(d.min(), d.max(), 100)
        lines = [
            Trace(grid, np.exp(fit(np.log(grid))), name)
            for fit, name in ((straight, "Weiss"), (charged, "Lapicque"))
            if fit
        ]
        missing = f"{np.sum(~good)} durations have no threshold within the sweeps. " if not good.all() else ""
        return Result(
            values={
                "Rheobase": (straight["rheobase"], "pA"),
                "Chronaxie": (straight["chronaxie"], "ms"),
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
            note=(missing + (straight.note and f"{straight.note[0].upper()}{straight.note[1:]}.")).strip(),
        )


STRENGTH_DURATION = StrengthDuration()
