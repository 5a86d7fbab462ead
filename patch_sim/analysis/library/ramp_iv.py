"""I-V curve of a ramp: the current at each voltage that a voltage ramp passes."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.currents import crossing
from patch_sim.analysis.samples import Samples, beside
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

bin_mV = Annotated[float, Unit("mV", 0, 50, above=True)]


@value
class RampIV(Analysis):
    """Means of the current in steps of voltage, over the first ramp of the first sweep."""

    name: ClassVar[str] = "ramp_iv"
    label: ClassVar[str] = "I-V curve of a ramp"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = "current against the commanded voltage of a ramp; slope conductance by differences"

    width: bin_mV = 2.0
    """Step: of voltage, over which the current is averaged."""

    def fits(self, experiment: Experiment) -> bool:
        """Voltage clamp with a ramp."""
        return experiment.protocol.mode == "vc" and any(e.kind == "ramp" for e in experiment.protocol.epochs)

    def measure(self, recording: Recording) -> Result:
        """A row per step of voltage: the mean voltage and current, the slope there, and when it was passed."""
        protocol = recording.experiment.protocol
        letter = next((L for L, e in zip(LETTERS, protocol.epochs, strict=False) if e.kind == "ramp"), "")
        window = recording.window(letter) if letter else slice(0, 0)
        v, i, t = recording.command[0, window], recording["i_m"][0, window], recording.time[window]
        if v.size < 3 or np.ptp(v) < 3 * self.width:
            raise ProtocolMismatch(f"the ramp must have 3 samples and pass 3 steps of {self.width:g} mV")
        place = ((v - v.min()) / self.width).astype(int)
        n = np.maximum(np.bincount(place), 1)
        there = np.bincount(place) > 0
        first, last = (np.array([end(t[place == k]) for k in np.flatnonzero(there)]) for end in (np.min, np.max))
        v, i, t = (np.bincount(place, x)[there] / n[there] for x in (v, i, t))
        slope = np.gradient(i, v)
        reversal, low = crossing(v, i), int(np.argmin(i))
        inward = 0 < low < i.size - 1 and i[low] < 0
        k = int(np.argmin(np.abs(v - reversal))) if np.isfinite(reversal) else 0
        means = Samples.over("mean", "i_m", 0, first, last)
        around = means[max(0, k - 1) : k + 2].called("slope")
        before, after = np.clip(np.arange(v.size) - 1, 0, None), np.clip(np.arange(v.size) + 1, None, v.size - 1)
        slopes = Samples.over(
            "slope", "i_m", 0, np.minimum(first[before], first[after]), np.maximum(last[before], last[after])
        )
        notes = [
            "" if np.isfinite(reversal) else "The current does not cross zero.",
            "" if inward else "There is no inward peak on the ramp.",
        ]
        return Result(
            values={
                "Zero current": (reversal, "mV"),
                "Slope there": (float(slope[k]) if np.isfinite(reversal) else np.nan, "nS"),
                "Inward peak": (float(i[low]) if inward else np.nan, "pA"),
                "Its level": (float(v[low]) if inward else np.nan, "mV"),
            },
            table={
                "Time": (t, "ms"),
                "V": (v, "mV"),
                "I": (i, "pA"),
                "Slope": (slope, "nS"),
                "Sweep": (np.ones_like(v), ""),
            },
            figure=Figure("I-V curve of a ramp", ("V", "mV"), ("I", "pA"), (Trace(v, i, "ramp"),)),
            samples={
                "Zero current": means[beside(v, reversal)].called("between the means"),
                "Slope there": around,
                "Inward peak": means[low],
                "Its level": means[low].called("mean level", "command"),
            },
            cells={"Time": means, "V": means.called("mean level", "command"), "I": means, "Slope": slopes},
            note=" ".join(filter(None, notes)),
        )


RAMP_IV = RampIV()
