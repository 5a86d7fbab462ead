"""What an analysis is: settings in its fields, a recording in, numbers with units, a table and a figure out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..errors import ProtocolMismatch
from ..experiment import Experiment
from ..figure import Figure
from ..recording import Recording
from ..values import value

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


@value
class Analysis:
    """A module-level instance in ``library/`` is an entry; its fields are its settings."""

    name: ClassVar[str]
    label: ClassVar[str]
    modes: ClassVar[tuple[str, ...]]
    """Clamp modes whose recordings it reads."""
    source: ClassVar[str]

    def fits(self, experiment: Experiment) -> bool:
        """Whether recordings of `experiment` can be analyzed."""
        return experiment.protocol.mode.replace("i0", "cc") in self.modes

    def run(self, recording: Recording) -> Result:
        """Analyze a recording; ProtocolMismatch if it cannot answer."""
        if not self.fits(recording.experiment):
            mode = recording.experiment.protocol.mode
            raise ProtocolMismatch(f"analysis {self.name!r} reads {' and '.join(self.modes)} recordings, not {mode!r}")
        return self.measure(recording)

    def measure(self, recording: Recording) -> Result:
        """The analysis itself, for a recording that fits."""
        raise TypeError(f"{type(self).__name__} measures nothing: an entry of library/ does")
