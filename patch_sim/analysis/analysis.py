"""What an analysis is: settings in its fields, a recording in, numbers with units, a table and a figure out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import isfinite
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..errors import PatchSimError, ProtocolMismatch
from ..experiment import Experiment
from ..figure import Figure
from ..recording import Recording
from ..rigs import RIGS
from ..values import value
from .samples import Samples

Column = tuple[NDArray[np.float64], str]


@dataclass(frozen=True, eq=False)
class Result:
    """What an analysis found. A number that could not be had is NaN, and `note` says why."""

    values: Mapping[str, tuple[float, str]]
    """Name → (number, unit)."""
    table: Mapping[str, Column]
    """Column → (array, unit), all of one length; "sweep" counts from 1."""
    figure: Figure
    note: str = field(default="")
    true: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    """What the simulator knows of some of `values`, by the same names."""
    samples: Mapping[str, Samples] = field(default_factory=dict)
    """From which samples each of `values` came."""
    cells: Mapping[str, Samples] = field(default_factory=dict)
    """Column of the table → from which samples its numbers came, a stretch for each row."""


@value
class Analysis:
    """A module-level instance in ``library/`` is an entry; its fields are its settings."""

    name: ClassVar[str]
    label: ClassVar[str]
    modes: ClassVar[tuple[str, ...]]
    """Clamp modes whose recordings it reads."""
    source: ClassVar[str]
    compares: ClassVar[tuple[str, ...]] = ()
    """Values whose truth is what the analysis reads of the same cell through the ideal electrode, without noise."""

    def fits(self, experiment: Experiment) -> bool:
        """Whether recordings of `experiment` can be analyzed."""
        return experiment.protocol.mode.replace("i0", "cc") in self.modes

    def run(self, recording: Recording) -> Result:
        """Analyze a recording; ProtocolMismatch if it cannot answer."""
        if not self.fits(recording.experiment):
            mode = recording.experiment.protocol.mode
            raise ProtocolMismatch(f"analysis {self.name!r} reads {' and '.join(self.modes)} recordings, not {mode!r}")
        found = self.measure(recording)
        if not self.compares or recording.experiment.rig == RIGS["ideal"]:
            return found
        return replace(found, true={**ideally(self, recording.experiment), **found.true})

    def measure(self, recording: Recording) -> Result:
        """The analysis itself, for a recording that fits."""
        raise TypeError(f"{type(self).__name__} measures nothing: an entry of library/ does")


@lru_cache(32)
def ideally(analysis: Analysis, experiment: Experiment) -> dict[str, tuple[float, str]]:
    """What `analysis` reads through the ideal electrode of what it compares; nothing of a cell of many segments."""
    from ..engine.simulate import simulate

    if experiment.cell.n_segments > 1:
        return {}
    plain = replace(experiment.protocol, n_runs=1, keep_runs=False)
    try:
        found = analysis.measure(simulate(replace(experiment, rig=RIGS["ideal"], protocol=plain, record=())))
    except PatchSimError:
        return {}
    return {name: found.values[name] for name in analysis.compares if isfinite(found.values[name][0])}
