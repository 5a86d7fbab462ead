"""ABF 2: a table of sections, with the places of fields that Axon's file support pack and pyABF document."""

from ..errors import FormatError
from .axon import BLOCK, Adc, Dac, Header, Leak, Listed, Reader, Row, Train, gain_of, interval_of, values_of

SECTIONS = {"protocol": 76, "adc": 92, "dac": 108, "epoch": 124, "epoch_per_dac": 156, "user_list": 172, "strings": 220}
DATA = 236
MOST = {"protocol": 1, "adc": 64, "dac": 64, "epoch": 500, "epoch_per_dac": 4000, "user_list": 64, "strings": 10_000}
LEAST = {"protocol": 208, "adc": 82, "dac": 132, "epoch": 4, "epoch_per_dac": 30, "user_list": 12, "strings": 1}
MOST_STRINGS = 1_000_000
STRINGS_AT = 44
"""The strings follow the eleven numbers of their section's own header, of which the third counts them."""


def second(reader: Reader) -> Header:
    """The header of a file of version 2."""
    block, size, count = reader.unpack("IIq", DATA)
    if count < 0 or size not in (0, 2, 4) or block * BLOCK + size * count > reader.size:
        raise FormatError(f"truncated: {count:,} samples of {size} bytes in a file of {reader.size:,} bytes")
    entries = {name: _entries(reader, name) for name in SECTIONS if name != "strings"}
    if not entries["protocol"] or not entries["adc"]:
        raise FormatError("no protocol or no input channel in the header")
    p = entries["protocol"][0]
    texts = _strings(reader)
    mode, micros = reader.unpack("hf", p)
    runs, averaging = reader.one("i", p + 34), reader.one("h", p + 42)
    adcs = tuple(_adc(reader, at, p, texts) for at in entries["adc"])
    return Header(
        mode,
        reader.one("i", 12),
        reader.one("i", p + 22) // len(adcs),
        interval_of(micros),
        reader.one("f", p + 62),
        max(1, runs) if averaging else 1,
        averaging == 2,
        adcs,
        _dacs(reader, entries, texts),
        block * BLOCK,
        size == 4,
        _text(texts, reader.one("I", 72)),
    )


def _section(reader: Reader, name: str) -> tuple[int, int, int]:
    """Place, size of an entry and number of entries of a section; of strings the size is that of all together."""
    block, size, count = reader.unpack("IIq", SECTIONS[name])
    if not 0 <= count <= MOST[name]:
        raise FormatError(f"{count:,} entries in the section {name!r}: at most {MOST[name]:,}")
    if count and size < LEAST[name]:
        raise FormatError(f"entries of {size} bytes in the section {name!r}: at least {LEAST[name]}")
    if count and block * BLOCK + size * (1 if name == "strings" else count) > reader.size:
        raise FormatError(f"truncated: the section {name!r} ends beyond the file's {reader.size:,} bytes")
    return block * BLOCK, size, count


def _entries(reader: Reader, name: str) -> list[int]:
    at, size, count = _section(reader, name)
    return [at + k * size for k in range(count)]


def _strings(reader: Reader) -> list[str]:
    """Every string; the first has number 1."""
    at, size, count = _section(reader, "strings")
    if not count:
        return []
    if size > MOST_STRINGS:
        raise FormatError(f"{size:,} bytes of strings: at most {MOST_STRINGS:,}")
    raw = reader.take(at, size)
    if raw[:4] == b"SSCH":
        parts = raw[STRINGS_AT:].split(b"\0")[:count]
    else:  # some other program's: the strings begin behind the last pair of zeros
        parts = raw[raw.rstrip(b"\0").rfind(b"\0\0") + 2 :].split(b"\0")
    return [part.decode("latin-1").strip() for part in parts]


def _text(texts: list[str], number: int) -> str:
    return texts[number - 1] if 1 <= number <= len(texts) else ""


def _adc(reader: Reader, at: int, p: int, texts: list[str]) -> Adc:
    gains = tuple(reader.one("f", at + place) for place in (28, 40, 48))
    telegraph = reader.one("h", at + 2), reader.one("f", at + 6)
    gain = gain_of(gains, telegraph, reader.one("f", p + 110), reader.one("i", p + 118))
    return Adc(_text(texts, reader.one("i", at + 78)), gain, reader.one("f", at + 44) - reader.one("f", at + 52))


def _dacs(reader: Reader, entries: dict[str, list[int]], texts: list[str]) -> tuple[Dac, ...]:
    active = reader.one("h", entries["protocol"][0] + 142)
    digital = dict(reader.unpack("hh", at) for at in entries["epoch"])
    rows: dict[int, list[Row]] = {}
    for at in entries["epoch_per_dac"]:
        number, dac, kind, level, level_delta, *whole = reader.unpack("hhhffiiii", at)
        bits = digital.get(number, 0) if dac == active else 0
        rows.setdefault(dac, []).append(Row(number, kind, level, level_delta, *whole, digital=bits))
    listed = _listed(reader, entries["user_list"], texts)
    found = []
    for at in entries["dac"]:
        number = reader.one("h", at)
        enabled, source, keeps = reader.unpack("hhh", at + 40)
        found.append(
            Dac(
                _text(texts, reader.one("i", at + 28)), reader.one("f", at + 12), bool(enabled), source, bool(keeps),
                tuple(rows.get(number, ())), _leak(reader, at), _train(reader, at), listed.get(number),
            )
        )  # fmt: skip
    return tuple(found)


def _leak(reader: Reader, at: int) -> Leak | None:
    kind, polarity = reader.unpack("hh", at + 92)
    position, n = reader.unpack("hh", at + 102)
    if kind != 1:
        return None
    return Leak(n, polarity < 0, position == 1, reader.one("f", at + 96), reader.one("f", at + 106))


def _train(reader: Reader, at: int) -> Train | None:
    enabled, n = reader.unpack("hi", at + 60)
    return Train(n, *reader.unpack("6f", at + 66)) if enabled and n > 0 else None


def _listed(reader: Reader, entries: list[int], texts: list[str]) -> dict[int, Listed]:
    """The user lists that are on, by the number of their output."""
    found = {}
    for at in entries:
        dac, enabled, parameter, repeats = reader.unpack("hhhh", at)
        values = values_of(_text(texts, reader.one("i", at + 8)))
        if enabled and parameter >= 0 and values:
            found[dac] = Listed(parameter, values, bool(repeats))
    return found
