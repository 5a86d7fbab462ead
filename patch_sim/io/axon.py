"""The header of an Axon Binary Format file, as far as it says what the amplifier was told.

Every count and place in the file is checked before it is followed, so that a broken file is refused at once. Places of
fields: ABF 2 has a table of sections, ABF 1 fixed offsets, both as documented by Axon's file support pack and pyABF.
"""

import struct
from dataclasses import dataclass
from math import isfinite
from typing import Any, BinaryIO

from ..errors import FormatError

EPISODIC = 5
BLOCK = 512
SECTIONS = {"protocol": 76, "adc": 92, "dac": 108, "epoch": 124, "epoch_per_dac": 156, "user_list": 172, "strings": 220}
DATA = 236
MOST = {"protocol": 1, "adc": 64, "dac": 64, "epoch": 500, "epoch_per_dac": 4000, "user_list": 64, "strings": 10_000}
LEAST = {"protocol": 144, "adc": 2, "dac": 110, "epoch": 4, "epoch_per_dac": 30, "user_list": 12, "strings": 1}
MOST_STRINGS = 1_000_000


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
class Dac:
    """An analog output and its epochs; `source` is 0 none, 1 the epochs, 2 a file."""

    unit: str
    holding: float
    enabled: bool
    source: int
    keeps_level: bool
    rows: tuple[Row, ...]
    leak: Leak | None = None


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
    dacs: tuple[Dac, ...]
    user_list: tuple[int, tuple[float, ...]] | None = None
    """Number of the parameter that varies, and its values."""
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


def header(file: BinaryIO) -> Header:
    """The header of an open ABF file; FormatError says what is wrong with it."""
    reader = Reader(file)
    if reader.size < BLOCK:
        raise FormatError(f"no ABF file: {reader.size} bytes, less than a header")
    signature = reader.take(0, 4)
    if signature == b"ABF2":
        return _second(reader)
    if signature == b"ABF ":
        return _first(reader)
    raise FormatError(f"no ABF file: it begins with {signature!r}, not with 'ABF2' or 'ABF '")


def _section(reader: Reader, name: str) -> tuple[int, int, int]:
    """Place, size of an entry and number of entries of a section."""
    block, size, count = reader.unpack("IIq", SECTIONS[name])
    if not 0 <= count <= MOST[name]:
        raise FormatError(f"{count:,} entries in the section {name!r}: at most {MOST[name]:,}")
    if count and size < LEAST[name]:
        raise FormatError(f"entries of {size} bytes in the section {name!r}: at least {LEAST[name]}")
    if block * BLOCK + size * count > reader.size:
        raise FormatError(f"truncated: the section {name!r} ends beyond the file's {reader.size:,} bytes")
    return block * BLOCK, size, count


def entries_of(reader: Reader, name: str) -> list[int]:
    """Place of every entry of a section of version 2."""
    at, size, count = _section(reader, name)
    return [at + k * size for k in range(count)]


def _second(reader: Reader) -> Header:
    block, size, count = reader.unpack("IIq", DATA)
    if count < 0 or size > 8 or block * BLOCK + size * count > reader.size:
        raise FormatError(f"truncated: {count:,} samples of {size} bytes in a file of {reader.size:,} bytes")
    entries = {name: entries_of(reader, name) for name in SECTIONS}
    if not entries["protocol"] or not entries["adc"]:
        raise FormatError("no protocol or no input channel in the header")
    p = entries["protocol"][0]
    texts = _strings(reader)
    mode, micros = reader.unpack("hf", p)
    per_sweep, episodes, runs = reader.one("i", p + 22), reader.one("i", 12), reader.one("i", p + 34)
    active = reader.one("h", p + 142)
    digital = dict(reader.unpack("hh", at) for at in entries["epoch"])
    rows: dict[int, list[Row]] = {}
    for at in entries["epoch_per_dac"]:
        number, dac, kind, level, level_delta, *whole = reader.unpack("hhhffiiii", at)
        bits = digital.get(number, 0) if dac == active else 0
        rows.setdefault(dac, []).append(Row(number, kind, level, level_delta, *whole, digital=bits))
    dacs = []
    for number, at in enumerate(entries["dac"]):
        enabled, source, keeps = reader.unpack("hhh", at + 40)
        unit = _text(texts, reader.one("i", at + 28))
        dacs.append(
            Dac(
                unit,
                reader.one("f", at + 12),
                bool(enabled),
                source,
                bool(keeps),
                tuple(rows.get(number, ())),
                _leak(reader, at),
            )
        )
    return Header(
        mode, episodes, per_sweep // len(entries["adc"]), _interval(micros), reader.one("f", p + 62), max(1, runs),
        tuple(dacs), _user_list(reader, entries["user_list"], texts), _text(texts, reader.one("I", 72)),
    )  # fmt: skip


def _leak(reader: Reader, at: int) -> Leak | None:
    kind, polarity = reader.unpack("hh", at + 92)
    holding = reader.one("f", at + 96)
    position, n = reader.unpack("hh", at + 102)
    settle = reader.one("f", at + 106)
    return Leak(n, polarity < 0, position == 1, holding, settle) if kind == 1 else None


def _strings(reader: Reader) -> list[str]:
    at, size, count = _section(reader, "strings")
    if not count:
        return []
    if size > MOST_STRINGS:
        raise FormatError(f"{size:,} bytes of strings: at most {MOST_STRINGS:,}")
    raw = reader.take(at, size)
    # The index begins behind the last pair of zeros, which ends the section's own header.
    parts = raw[raw.rstrip(b"\0").rfind(b"\0\0") :].split(b"\0")
    return [part.decode("latin-1").strip() for part in parts[1:]]


def _text(texts: list[str], index: int) -> str:
    return texts[index] if 0 <= index < len(texts) else ""


def _user_list(reader: Reader, entries: list[int], texts: list[str]) -> tuple[int, tuple[float, ...]] | None:
    for at in entries:
        _, enabled, parameter, _ = reader.unpack("hhhh", at)
        index = reader.one("i", at + 8)
        if not enabled or parameter <= 0:
            continue
        try:
            return parameter, tuple(float(part) for part in _text(texts, index).split(",") if part.strip())
        except ValueError:
            raise FormatError(f"user list {_text(texts, index)[:40]!r}: must be numbers with commas") from None
    return None


def _interval(micros: float) -> float:
    if not 0 < micros <= 1e9:
        raise FormatError(f"a sampling interval of {micros:g} µs: must be above 0")
    return float(f"{micros:.7g}") / 1000


def _first(reader: Reader) -> Header:
    mode, points = reader.one("h", 8), reader.one("i", 10)
    episodes, channels, micros = reader.one("i", 16), reader.one("h", 120), reader.one("f", 122)
    if not 1 <= channels <= 16:
        raise FormatError(f"{channels} input channels: 1 to 16")
    data, wide = reader.one("i", 40), 4 if reader.one("h", 100) else 2
    if points < 0 or data < 0 or data * BLOCK + points * wide > reader.size:
        raise FormatError(f"truncated: {points:,} samples in a file of {reader.size:,} bytes")
    interval = _interval(micros * channels)
    units = [part.decode("latin-1").strip("\0 ") for part in reader.unpack("8s8s", 1346)]
    if data < 12:  # as some programs write it: where epochs would be are samples
        return Header(mode, episodes, reader.one("i", 138) // channels, interval, 0.0, 1, ())
    holding = reader.unpack("2f", 1394)
    enabled, source, keeps = (reader.unpack("2h", at) for at in (2296, 2300, 2304))
    kinds, levels, level_deltas = reader.unpack("20h", 2308), reader.unpack("20f", 2348), reader.unpack("20f", 2428)
    whole = [reader.unpack("20i", at) for at in (2508, 2588, 2136, 2216)]
    digital, active = reader.unpack("10h", 1588), reader.one("h", 1440)
    rows = [
        Row(k % 10, kinds[k], levels[k], level_deltas[k], *(column[k] for column in whole),
            digital=digital[k % 10] if k // 10 == active else 0)
        for k in range(20)
    ]  # fmt: skip
    dacs = tuple(
        Dac(units[k], holding[k], bool(enabled[k]), source[k], bool(keeps[k]), tuple(rows[10 * k : 10 * k + 10]))
        for k in range(2)
    )
    return Header(mode, episodes, reader.one("i", 138) // channels, interval, 0.0, 1, dacs)
