"""Epochs: the columns A, B, C … of a protocol's table. A subclass in ``epochs/`` is one type of epoch."""

from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainSerializer, PlainValidator

from ..registry import KindRegistry
from ..units import delta_ms, ms, mV_or_pA
from ..values import kind_schema, to_plain, value

LETTERS = "ABCDEFGHIJ"


@value
class Epoch:
    """A stretch of the command; in sweep k (from 0) its level is level + k·level_delta, and so its duration."""

    label: ClassVar[str]
    kind: ClassVar[str]
    constant: ClassVar[bool]
    """True where the command holds one level throughout, so that an ideal clamp has an exact solution."""

    level: mV_or_pA = 0.0
    """First level: the command in the first sweep."""
    duration: ms = 0.0
    """First duration: of this epoch in the first sweep."""
    level_delta: mV_or_pA = 0.0
    """Delta level: added in each following sweep."""
    duration_delta: delta_ms = 0.0
    """Delta duration: added in each following sweep."""

    def level_in(self, sweep: int) -> float:
        """Level in `sweep` (from 0), mV or pA."""
        return self.level + sweep * self.level_delta

    def duration_in(self, sweep: int) -> float:
        """Duration in `sweep` (from 0), ms."""
        return self.duration + sweep * self.duration_delta

    def waveform(self, t: NDArray[np.float64], before: float, sweep: int) -> NDArray[np.float64]:
        """The command at times `t` (ms since the epoch began); `before` is the level at its start."""
        raise TypeError(f"{type(self).__name__} is no kind of epoch: its waveform is that of a subclass in epochs/")


EPOCHS: KindRegistry[Any] = KindRegistry(Epoch, f"{__package__}.epochs", "kind of epoch")
"""Every kind of epoch, by name."""


def _plain(epoch: Epoch) -> dict[str, Any]:
    return {"kind": epoch.kind, **to_plain(epoch)}


AnyEpoch = Annotated[Epoch, PlainValidator(kind_schema(lambda: EPOCHS, Epoch)), PlainSerializer(_plain)]
"""An epoch of whatever kind; in plain data its ``kind`` says which."""
