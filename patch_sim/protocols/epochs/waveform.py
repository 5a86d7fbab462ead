"""Waveform: samples of one's own, from an array or a file."""

import base64
import binascii
from dataclasses import replace
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import PlainSerializer, PlainValidator

from patch_sim.errors import ParameterError
from patch_sim.protocols.epoch import Epoch, Stretch
from patch_sim.units import mV_or_pA, positive_ms
from patch_sim.values import value

MOST = 1_000_000
"""Samples: 8 MB."""


def _read(thing: Any) -> bytes:
    if isinstance(thing, str):
        try:
            thing = base64.b64decode(thing, validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("must be base64") from None
    if not isinstance(thing, bytes) or len(thing) % 8:
        raise ValueError("must be the bytes of 64-bit floats; use Waveform.of(array, interval)")
    if not 8 <= len(thing) <= 8 * MOST:
        raise ValueError(f"must hold 1 to {MOST:,} samples, not {len(thing) // 8:,}")
    samples = np.frombuffer(thing, "<f8")
    if not np.isfinite(samples).all() or np.abs(samples).max() > 1e6:
        raise ValueError("must be finite numbers of at most 1e+06")
    return thing


def _text(samples: bytes) -> str:
    return base64.b64encode(samples).decode()


Samples = Annotated[bytes, PlainValidator(_read), PlainSerializer(_text)]
"""Little-endian 64-bit floats as bytes, which can be hashed; base64 in plain data."""


@value
class Waveform(Epoch):
    """scale · samples + offset, each held until the next; the last one until the epoch ends."""

    label: ClassVar[str] = "Waveform"
    kind: ClassVar[str] = "waveform"

    level: mV_or_pA = 1.0
    """First scale: what the samples are multiplied by in the first sweep; 1 where they are in mV or pA themselves."""
    samples: Samples = np.ones(1, "<f8").tobytes()
    interval: positive_ms = 0.1
    """Sample interval: of the waveform, whatever the rate of the protocol."""
    offset: mV_or_pA = 0.0
    """Offset: added to the scaled samples, in every sweep."""

    @classmethod
    def of(cls, samples: ArrayLike, interval: float, level: float = 1.0, level_delta: float = 0.0) -> "Waveform":
        """The waveform of an array (n,) with `interval` ms between samples; it lasts as long as they do.

        >>> Waveform.of([0.0, 1.0], 0.5, level=-10).duration
        1.0
        """
        try:
            array = np.asarray(samples, "<f8")
        except (TypeError, ValueError):
            raise ParameterError("Waveform.samples: must be numbers") from None
        if array.ndim != 1:
            raise ParameterError(f"Waveform.samples: must have one dimension, not {array.ndim}")
        return cls(level, array.size * interval, level_delta, samples=array.tobytes(), interval=interval)

    def peak_in(self, sweep: int) -> float:
        """The farthest sample from 0."""
        samples = np.frombuffer(self.samples, "<f8")
        ends = np.array([samples.min(), samples.max()])
        return float(np.abs(self.level_in(sweep) * ends + self.offset).max())

    def stays_at(self, level: float) -> bool:
        """Never: its level is a scale."""
        return False

    def shifted(self, by: float) -> "Waveform":
        """With its offset `by` higher."""
        return replace(self, offset=round(self.offset + by, 6))

    def level_after(self, sweep: int) -> float:
        """The last sample."""
        return self.level_in(sweep) * float(np.frombuffer(self.samples, "<f8")[-1]) + self.offset

    def waveform(self, at: Stretch) -> NDArray[np.float64]:
        """The sample that holds at each time."""
        samples = np.frombuffer(self.samples, "<f8")
        k = np.minimum((at.t / self.interval + 1e-6).astype(int), samples.size - 1)
        return self.level_in(at.sweep) * samples[k] + self.offset
