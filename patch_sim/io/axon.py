"""The header of an Axon Binary Format file, as far as it says what the amplifier was told.

Every count and place in the file is checked before it is followed, so that a broken file is refused at once.
"""

import struct
from dataclasses import dataclass
from math import isfinite
from typing import Any, BinaryIO

from ..errors import FormatError

EPISODIC = 5
BLOCK = 512


@dataclass(frozen=True)
class Row:
    """A column of Clampex's epoch table; durations, period and width in samples."""

    number: int
    kind: int
    level: float
    level_delta: float
    duration: int
    duration_delta: int
    period: int
    width: int
    digital: int = 0


@dataclass(frozen=True)
class Leak:
    """P/N leak subtraction."""

    n: int
    opposite: bool
    after: bool
    holding: float
    settle: float


@dataclass(frozen=True)
class Train:
    """A presweep train; durations in ms."""

    n: int
    baseline_duration: float
    baseline_level: float
    step_duration: float
    step_level: float
    post_duration: float
    post_level: float


@dataclass(frozen=True)
class Listed:
    """A user list: the number of the parameter that varies, its values as they are written, and whether they repeat."""

    parameter: int
    values: tuple[str, ...]
    repeats: bool


@dataclass(frozen=True)
class Dac:
    """An analog output and its epochs; `source` is 0 none, 1 the epochs, 2 a file."""

    unit: str
    holding: float
    enabled: bool
    source: int
    keeps_level: bool
    rows: tuple[Row, ...]
    leak: Leak | None = None
    train: Train | None = None
    listed: Listed | None = None


@dataclass(frozen=True)
class Adc:
    """An input: its unit, and what a step of the digitizer is in it."""

    unit: str
    gain: float
    offset: float


@dataclass(frozen=True)
class Header:
    """What a file says of its protocol; levels in the unit of their output."""

    mode: int
    n_sweeps: int
    n_samples: int
    interval: float
    """ms"""
    interval_s: float
    n_runs: int
    keep_runs: bool
    adcs: tuple[Adc, ...]
    dacs: tuple[Dac, ...]
    data: int
    """Byte at which the samples begin."""
    is_float: bool
    protocol: str = ""


class Reader:
    """A file in which no place outside it can be read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = file.seek(0, 2)

    def take(self, at: int, n: int) -> bytes:
        """`n` bytes from `at`; FormatError if the file is shorter."""
        if at < 0 or n < 0 or at + n > self.size:
            raise FormatError(f"truncated: byte {at + n:,} of {self.size:,}")
        self.file.seek(at)
        return self.file.read(n)

    def unpack(self, form: str, at: int) -> tuple[Any, ...]:
        """Little-endian numbers at a place; FormatError where one is not finite."""
        found = struct.unpack(f"<{form}", self.take(at, struct.calcsize(f"<{form}")))
        if any(isinstance(x, float) and not isfinite(x) for x in found):
            raise FormatError(f"a number at byte {at:,} is not finite")
        return found

    def one(self, form: str, at: int) -> Any:
        """A single number."""
        return self.unpack(form, at)[0]

    def text(self, at: int, n: int) -> str:
        """A text of `n` bytes, filled up with blanks or zeros."""
        return self.take(at, n).partition(b"\0")[0].decode("latin-1").strip()


def header(reader: Reader) -> Header:
    """The header of an ABF file; FormatError says what is wrong with it."""
    from .axon_1 import first
    from .axon_2 import second

    if reader.size < BLOCK:
        raise FormatError(f"no ABF file: {reader.size} bytes, less than a header")
    signature = reader.take(0, 4)
    if signature not in (b"ABF2", b"ABF "):
        raise FormatError("no ABF file, whatever its name says: it does not begin with 'ABF2' or 'ABF '")
    return second(reader) if signature == b"ABF2" else first(reader)


def interval_of(micros: float) -> float:
    """The sampling interval in ms."""
    if not 0 < micros <= 1e9:
        raise FormatError(f"a sampling interval of {micros:g} µs: must be above 0")
    return float(f"{micros:.7g}") / 1000


def values_of(text: str) -> tuple[str, ...]:
    """The values of a user list, which commas part."""
    return tuple(part for part in (part.strip() for part in text.split(",")) if part)


def gain_of(gains: tuple[float, ...], extra: tuple[int, float], volts: float, steps: int) -> float:
    """What a step of the digitizer is in the unit of an input; 0 where the header says none."""
    enabled, telegraph = extra
    total = telegraph if enabled == 1 else 1.0
    for gain in gains:
        total *= gain
    return volts / steps / total if steps and total else 0.0
