"""ABF 1: fields at fixed places, those of Axon's file support pack; files before 1.6 have a table of one output."""

from ..errors import FormatError
from .axon import BLOCK, Adc, Dac, Header, Leak, Listed, Reader, Row, Train, gain_of, interval_of, values_of

LONG = 12
"""Blocks of a header with epochs for two outputs; the one before it had four."""
VERSION = 1.59
"""Older files have the short header, wherever their samples begin."""
LIST = 256
"""Characters of a user list."""


def first(reader: Reader) -> Header:
    """The header of a file of version 1."""
    points, channels = reader.one("i", 10), reader.one("h", 120)
    if not 1 <= channels <= 16:
        raise FormatError(f"{channels} input channels: 1 to 16")
    data, is_float = reader.one("i", 40), bool(reader.one("h", 100))
    if points < 0 or data < 0 or data * BLOCK + points * (4 if is_float else 2) > reader.size:
        raise FormatError(f"truncated: {points:,} samples in a file of {reader.size:,} bytes")
    is_long = data >= LONG and reader.one("f", 4) > VERSION
    averaging = reader.one("h", 158)
    return Header(
        reader.one("h", 8),
        reader.one("i", 16),
        reader.one("i", 138) // channels,
        interval_of(reader.one("f", 122) * channels),
        reader.one("f", 178),
        max(1, reader.one("i", 150)) if averaging else 1,
        averaging == 2,
        tuple(_adc(reader, n, is_long) for n in reader.unpack(f"{channels}h", 410)),
        tuple(_two(reader, k) for k in range(2)) if is_long else _one(reader),
        data * BLOCK,
        is_float,
        reader.text(4898, 256) if is_long else "",
    )


def _adc(reader: Reader, number: int, is_long: bool) -> Adc:
    if not 0 <= number < 16:
        raise FormatError(f"input {number} in the sampling sequence: there are 0 to 15")
    gains = tuple(reader.one("f", at + 4 * number) for at in (922, 1050, 730))
    telegraph = (0, 1.0)
    if is_long:
        telegraph = reader.one("h", 4512 + 2 * number), reader.one("f", 4576 + 4 * number)
    gain = gain_of(gains, telegraph, reader.one("f", 244), reader.one("i", 252))
    offset = reader.one("f", 986 + 4 * number) - reader.one("f", 1114 + 4 * number)
    return Adc(reader.text(602 + 8 * number, 8), gain, offset)


def _two(reader: Reader, k: int) -> Dac:
    """Output k of the two that a long header has epochs for."""

    def column(form: str, at: int) -> tuple[float, ...]:
        return reader.unpack(f"10{form}", at + 10 * k * (2 if form == "h" else 4))

    def of(form: str, at: int) -> float:
        return reader.one(form, at + k * (2 if form == "h" else 4))

    digital = reader.unpack("10h", 1588) if reader.one("h", 1440) == k else (0,) * 10
    columns = zip(
        column("h", 2308), column("f", 2348), column("f", 2428), column("i", 2508), column("i", 2588),
        column("i", 2136), column("i", 2216), digital, strict=True,
    )  # fmt: skip
    leak, train, listed = None, None, None
    if of("h", 4456):
        position, _, n = reader.unpack("3h", 1934)
        leak = Leak(n, of("h", 4460) < 0, position == 1, of("f", 4468), reader.one("f", 1946))
    if of("h", 3260) and of("i", 3264) > 0:
        train = Train(int(of("i", 3264)), *(of("f", 3272 + 8 * j) for j in range(6)))
    if of("h", 3360):
        text = reader.text(3376 + LIST * k, LIST)
        listed = Listed(int(of("h", 3368)), values_of(text), bool(of("h", 4400)))
    return Dac(
        reader.text(1346 + 8 * k, 8), of("f", 1394), bool(of("h", 2296)), int(of("h", 2300)), bool(of("h", 2304)),
        tuple(Row(number, *whole) for number, whole in enumerate(columns)),
        leak, train, listed if listed and listed.values else None,
    )  # fmt: skip


def _one(reader: Reader) -> tuple[Dac, ...]:
    """The outputs of a short header, of which only the active one has epochs; some programs leave it blank."""
    source, active, keeps = reader.unpack("3h", 1438)
    kinds, levels, deltas = reader.unpack("10h", 1444), reader.unpack("10f", 1464), reader.unpack("10f", 1504)
    durations, duration_deltas = reader.unpack("10h", 1544), reader.unpack("10h", 1564)
    digital = reader.unpack("10h", 1588)
    rows = tuple(
        Row(k, kinds[k], levels[k], deltas[k], durations[k], duration_deltas[k], 0, 0, digital[k]) for k in range(10)
    )
    return tuple(
        Dac(
            reader.text(1346 + 8 * k, 8), reader.one("f", 1394 + 4 * k), k == active and source > 0, source,
            bool(keeps), rows if k == active else (),
        )
        for k in range(2)
    )  # fmt: skip
