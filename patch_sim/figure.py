"""A figure as data: the core says what to draw, a renderer says how."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Trace:
    """A line, or points of which each may belong to a sweep; `hollow` marks points that a fit did not use."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    label: str
    mark: Literal["line", "points"] = "line"
    sweeps: tuple[int, ...] = ()
    hollow: tuple[bool, ...] = ()


@dataclass(frozen=True, eq=False)
class Figure:
    """Traces on one pair of axes; `x` and `y` are (quantity, unit)."""

    title: str
    x: tuple[str, str]
    y: tuple[str, str]
    traces: tuple[Trace, ...] = field(default=())
