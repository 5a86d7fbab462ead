"""An analysis: copy this file to a name without the underscore, and it is everywhere."""

from typing import ClassVar

import numpy as np

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.samples import Samples
from patch_sim.figure import Figure, Trace
from patch_sim.recording import Recording
from patch_sim.values import value


@value
class Template(Analysis):
    """What it measures."""

    name: ClassVar[str] = "template"
    label: ClassVar[str] = "Template"
    modes: ClassVar[tuple[str, ...]] = ("vc", "cc")
    source: ClassVar[str] = "where its definition comes from"

    def measure(self, recording: Recording) -> Result:
        """The mean of the response in each sweep."""
        mean = recording.potential.mean(axis=1)
        sweeps = np.arange(1.0, mean.size + 1)
        trace = Trace(sweeps, mean, "mean", "points", sweeps=tuple(range(mean.size)))
        figure = Figure("Mean", ("Sweep", ""), ("V", "mV"), (trace,))
        t = recording.time
        means = Samples.over("mean", recording.potential_signal, range(mean.size), t[0], t[-1])
        return Result(
            {"Mean": (float(mean.mean()), "mV")},
            {"Mean": (mean, "mV")},
            figure,
            samples={"Mean": means},
            cells={"Mean": means},
        )


TEMPLATE = Template()
