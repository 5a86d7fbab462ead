"""Sag and rebound: what a membrane does during and after hyperpolarizing steps."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.deflection import charging_part, deflection, membrane_tau
from patch_sim.analysis.measure import crossings
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS
from patch_sim.recording import Recording
from patch_sim.values import value


@value
class SagRebound(Analysis):
    """Sag ratio (V_steady − V_min) / (V_base − V_min), rebound above base, and the membrane's time constant.

    The time constant is that of the smallest hyperpolarizing step, where channels change least; the others are of the
    largest.
    """

    name: ClassVar[str] = "sag_rebound"
    label: ClassVar[str] = "Sag and rebound"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "eFEL's sag_amplitude and sag_ratio1; the time constant as IPFX fits it"

    def fits(self, experiment: Experiment) -> bool:
        """A hyperpolarizing step after a stretch at holding."""
        protocol = experiment.protocol
        down = min(protocol.levels()) < protocol.holding
        return protocol.mode == "cc" and down and LETTERS.index(protocol.stimulus) > 0

    def measure(self, recording: Recording) -> Result:
        """A row per sweep; those that do not hyperpolarize have no sag."""
        protocol, t, v = recording.experiment.protocol, recording.time, recording.potential
        levels = np.array(protocol.levels())
        rows = np.full((9, len(v)), np.nan)
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(len(v))]
        for sweep, window in enumerate(windows):
            if window.start < 1 or window.stop - window.start < 8:
                raise ProtocolMismatch(f"sag needs a base before epoch {protocol.stimulus} and 8 samples in it")
            found = deflection(t, v[sweep], window.start, window.stop)
            after = slice(window.stop, None)
            count = crossings(t[after], v[sweep, after], -20.0).size
            if levels[sweep] < protocol.holding:
                tau = membrane_tau(t, v[sweep], window.start, window.stop)["tau"]
                kept = (
                    found.lowest,
                    found.steady,
                    found.sag,
                    found.sag_ratio,
                    found.rebound,
                    count,
                    tau,
                    found.lowest_at,
                    found.rebound_at,
                )
                rows[:, sweep] = kept
        lowest, steady, sag, ratio, rebound, count, tau, at, rebound_at = rows
        down = np.flatnonzero(levels < protocol.holding)
        far, near = down[np.argmin(levels[down])], down[np.argmax(levels[down])]
        sweeps = tuple(int(k) for k in down)
        x = levels[down]
        signal, every = recording.potential_signal, range(len(v))
        went_down = levels < protocol.holding

        def within(how: str, parts: list[slice]) -> Samples:
            one = Samples.within(how, signal, t, parts)
            return Samples.over(how, signal, every, np.where(went_down, one.start, np.nan), one.stop)

        steadies = within("mean", [slice(w.stop - max(1, (w.stop - w.start) // 10), w.stop) for w in windows])
        after = within("spikes", [slice(w.stop, t.size) for w in windows])
        parts = [charging_part(v[sweep], w.start, w.stop) for sweep, w in enumerate(windows)]
        charging = within("exponential", parts)
        lows = Samples.at("lowest", signal, every, at)
        sags = Samples.over("lowest to steady", signal, every, at, steadies.stop)
        tops = Samples.at("highest after the step", signal, every, rebound_at)
        return Result(
            values={
                "Lowest": (float(lowest[far]), "mV"),
                "Sag": (float(sag[far]), "mV"),
                "Sag ratio": (float(ratio[far]), ""),
                "Rebound": (float(rebound[far]), "mV"),
                "Rebound spikes": (float(count[far]), ""),
                "τ membrane": (float(tau[near]), "ms"),
            },
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "Current": (levels, protocol.level_unit),
                "Time": (at, "ms"),
                "Lowest": (lowest, "mV"),
                "Steady": (steady, "mV"),
                "Sag": (sag, "mV"),
                "Sag ratio": (ratio, ""),
                "Rebound": (rebound, "mV"),
                "Spikes": (count, ""),
                "τ": (tau, "ms"),
            },
            figure=Figure(
                "Sag",
                ("Current", protocol.level_unit),
                ("V", "mV"),
                (
                    Trace(x, lowest[down], "lowest"),
                    Trace(x, lowest[down], "lowest", "points", sweeps),
                    Trace(x, steady[down], "steady"),
                    Trace(x, steady[down], "steady", "points", sweeps),
                ),
            ),
            samples={
                "Lowest": lows[far],
                "Sag": sags[far],
                "Sag ratio": sags[far],
                "Rebound": tops[far],
                "Rebound spikes": after[far],
                "τ membrane": charging[near],
            },
            cells={
                "Current": Samples.within("level", "command", t, windows),
                "Time": lows,
                "Lowest": lows,
                "Steady": steadies,
                "Sag": sags,
                "Sag ratio": sags,
                "Rebound": tops,
                "Spikes": after,
                "τ": charging,
            },
            note="" if np.isfinite(rows[:6, far]).all() and np.isfinite(tau[near]) else "No exponential fits the step.",
        )


SAG_REBOUND = SagRebound()
