"""Impedance: how strongly, and how late, the membrane answers each frequency of a chirp or of noise."""

from typing import Any, ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.impedance import impedance, passive, resonance
from patch_sim.analysis.measure import crossings
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS, Protocol
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

Hz_limit = Annotated[float, Unit("Hz", 0, 1e5, above=True)]


def swept(protocol: Protocol) -> tuple[int, Any] | None:
    """The first chirp or noise and its place, from 0; None if there is none."""
    return next(((k, e) for k, e in enumerate(protocol.epochs) if e.kind in ("chirp", "noise")), None)


@value
class Impedance(Analysis):
    """Z = FFT(V) / FFT(I) of the first sweep, from the start of the chirp or noise to the end of the sweep.

    The line is that of a passive membrane, |Z| = R / √(1 + (2πfτ)²): what rises above it at middle frequencies is
    resonance.
    """

    name: ClassVar[str] = "impedance"
    label: ClassVar[str] = "Impedance"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "Z = FFT(V)/FFT(I), as in IPFX; resonance as its maximum, Q over the lowest frequency"

    highest: Hz_limit = 200.0
    """Highest: frequency that is looked at; a chirp that ends below it ends the band."""

    def fits(self, experiment: Experiment) -> bool:
        """Current clamp with a chirp or noise."""
        return experiment.protocol.mode == "cc" and swept(experiment.protocol) is not None

    def measure(self, recording: Recording) -> Result:
        """A row per band: frequency, impedance, phase of the voltage behind the current, the passive membrane's."""
        protocol = recording.experiment.protocol
        found = swept(protocol)
        if found is None:
            raise ProtocolMismatch("an impedance needs a chirp or noise")
        place, epoch = found
        window = recording.window(LETTERS[place])
        lasts = 1e-3 * (window.stop - window.start) / protocol.rate
        ends = (epoch.first_frequency, epoch.last_frequency) if epoch.kind == "chirp" else (0.0, self.highest)
        lo, hi = max(min(ends), 2 / max(lasts, 1e-6)), min(max(ends), self.highest, 400 * protocol.rate)
        if hi < 1.5 * lo:
            raise ProtocolMismatch(f"an impedance from {lo:g} to {hi:g} Hz has no width: let the epoch last longer")
        part = slice(window.start, None)
        v, i = recording.potential[0, part], recording.command[0, part]
        if np.ptp(i) == 0:
            raise ProtocolMismatch("an impedance needs a current that changes")
        fired = crossings(recording.time[part], v, -20.0).size
        f, z = impedance(v, i, protocol.rate, lo, hi)
        size, phase = np.abs(z), np.degrees(np.angle(z))
        fit = passive(f, size)
        peak, q = resonance(f, size)
        falls = size[0] > size[-1]
        notes = [
            f"The cell fires {fired} times: this is no impedance of a linear membrane." if fired else "",
            "" if np.isfinite(peak) else f"|Z| is largest at the {'lowest' if falls else 'highest'} frequency.",
            "|Z| is not that of a passive membrane." if fit.note else "",
        ]
        signal = recording.potential_signal
        spectrum = Samples.over("spectrum", signal, 0, recording.time[window.start], recording.time[-1])
        row = spectrum[[0] * f.size]
        return Result(
            values={
                "Resonance": (peak, "Hz"),
                "Q": (q, ""),
                "Largest |Z|": (float(size.max()), "MΩ"),
                "|Z| at lowest": (float(size[0]), "MΩ"),
                "Passive R": (fit["r"], "MΩ"),
                "Passive τ": (fit["tau"], "ms"),
                "R²": (fit.r2, ""),
            },
            table={
                "Frequency": (f, "Hz"),
                "|Z|": (size, "MΩ"),
                "Phase": (phase, "°"),
                "Passive": (fit(f) if fit else np.full_like(f, np.nan), "MΩ"),
                "Sweep": (np.ones_like(f), ""),
            },
            figure=Figure(
                "Impedance",
                ("Frequency", "Hz"),
                ("|Z|", "MΩ"),
                (*((Trace(f, fit(f), "passive membrane"),) if fit else ()), Trace(f, size, "|Z|", "points")),
            ),
            samples={
                **dict.fromkeys(("Resonance", "Q", "Largest |Z|", "|Z| at lowest"), spectrum),
                **dict.fromkeys(("Passive R", "Passive τ", "R²"), spectrum.called("fit to the spectrum")),
            },
            cells=dict.fromkeys(("Frequency", "|Z|", "Phase"), row) | {"Passive": row.called("fit to the spectrum")},
            note=" ".join(filter(None, notes)),
        )


IMPEDANCE = Impedance()
