"""V-I curve: the voltage that each current step settles at, and the input resistance that is its slope."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.measure import crossings
from patch_sim.analysis.samples import Samples
from patch_sim.errors import ProtocolMismatch
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.units import Annotated, Unit
from patch_sim.values import value

part = Annotated[float, Unit("", 0, 1, above=True)]


@value
class InputResistance(Analysis):
    """Steady and largest deflection in the stimulus epoch; the slope of the steady one is the input resistance.

    A sweep with a spike is hollow and not part of the fit.
    """

    name: ClassVar[str] = "input_resistance"
    label: ClassVar[str] = "V-I curve"
    modes: ClassVar[tuple[str, ...]] = ("cc",)
    source: ClassVar[str] = "least-squares slope of the steady deflection against current, as in IPFX"

    late: part = 0.1
    """Late part: of the epoch, whose mean is the steady voltage."""

    def measure(self, recording: Recording) -> Result:
        """A row per sweep: current, the voltage farthest from that at the epoch's start, and the steady voltage."""
        protocol, v = recording.experiment.protocol, recording.potential
        levels = np.array(protocol.levels())
        rest, far, far_at, steady = np.empty((4, len(v)))
        quiet = np.ones(len(v), dtype=bool)
        windows = [recording.window(protocol.stimulus, sweep) for sweep in range(len(v))]
        for sweep, window in enumerate(windows):
            inside = v[sweep, window]
            if inside.size < 2:
                raise ProtocolMismatch(f"the V-I curve needs at least 2 samples in epoch {protocol.stimulus}")
            rest[sweep] = inside[0]
            farthest = int(np.argmax(np.abs(inside - inside[0])))
            far[sweep], far_at[sweep] = inside[farthest], recording.time[window.start + farthest]
            steady[sweep] = inside[-self.last(inside.size) :].mean()
            quiet[sweep] = crossings(recording.time[window], inside, -20.0).size == 0
        usable = quiet & np.isfinite(steady)
        enough = np.unique(levels[usable]).size > 1
        slope, start = np.polyfit(levels[usable], steady[usable], 1) if enough else (np.nan, np.nan)
        fit = (Trace(levels[usable], start + slope * levels[usable], "fit"),) if enough else ()
        hollow = tuple(bool(x) for x in ~quiet)
        signal, sweeps = recording.potential_signal, range(len(v))
        late = [slice(w.stop - self.last(w.stop - w.start), w.stop) for w in windows]
        means = Samples.within("mean", signal, recording.time, late)
        starts = [recording.time[w.start] for w in windows]
        return Result(
            values={"Input resistance": (1e3 * float(slope), "MΩ"), "Rest": (float(rest.mean()), "mV")},
            table={
                "Sweep": (np.arange(1.0, len(v) + 1), ""),
                "Current": (levels, protocol.level_unit),
                "Farthest": (far, "mV"),
                "Steady": (steady, "mV"),
            },
            figure=Figure(
                "V-I curve",
                ("Current", protocol.level_unit),
                ("V", "mV"),
                (*fit, Trace(levels, steady, "steady", "points", tuple(range(len(v))), hollow)),
            ),
            samples={
                "Input resistance": means[usable].called("line through the means"),
                "Rest": Samples.at("mean at the start of the epoch", signal, sweeps, starts),
            },
            cells={
                "Current": Samples.within("level", "command", recording.time, windows),
                "Farthest": Samples.at("farthest", signal, sweeps, far_at),
                "Steady": means,
            },
            note="" if enough else "A slope needs two different currents without a spike.",
        )

    def last(self, samples: int) -> int:
        """How many of an epoch's samples its late part has."""
        return max(1, round(samples * self.late))


INPUT_RESISTANCE = InputResistance()
