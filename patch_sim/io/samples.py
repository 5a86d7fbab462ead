"""Stimuli out of files: a column of a CSV or ATF file, a sweep of an ABF file, as an epoch of samples."""

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import FormatError, ParameterError
from ..protocols import EPOCHS, Epoch
from .axon import Reader, header
from .axon_data import recorded

MOST = 100_000_000
"""Bytes of a file of text."""
MILLISECONDS = {
    **dict.fromkeys(("ms", "msec", "milliseconds"), 1.0),
    **dict.fromkeys(("s", "sec", "seconds"), 1e3),
    **dict.fromkeys(("us", "\u00b5s", "\u03bcs", "usec", "microseconds"), 1e-3),
}
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?(nan|inf)", re.IGNORECASE)
UNIT = re.compile(r"[(\[]([^)\]]*)[)\]]$|[_/\s]\s*([A-Za-z\u00b5\u03bc]+)$")
"""The unit at the end of a title: "Time (s)", "t [s]", "t/s", "time_s", "Time s"."""


def read_waveform(path: Path | str, column: int = 1, sweep: int = 0, level: float = 1.0) -> Epoch:
    """An epoch of the samples in a file, each multiplied by `level`, as long as they last.

    Of text the first column is time, in the unit that its title has in brackets or as its last word (ms without one),
    and `column` counts the others from 1; where tabs or semicolons part the columns, a comma is a decimal one. Of an
    ABF file, `column` is the input channel from 1, `sweep` from 0.
    FormatError where the file is not what it should be or its samples are not evenly spaced.
    """
    path = Path(path)
    try:
        if path.suffix.lower() == ".abf":
            samples, interval = _abf(path, column - 1, sweep)
        else:
            samples, interval = _text(path, column)
        return EPOCHS["waveform"].of(samples, interval, level)
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None
    except (FormatError, ParameterError) as error:
        raise FormatError(f"{path.name}: {error}") from None


def _abf(path: Path, channel: int, sweep: int) -> tuple[NDArray[np.float64], float]:
    with path.open("rb") as file:
        reader = Reader(file)
        return recorded(reader, header(reader), channel, sweep)


def contents(path: Path | str) -> tuple[tuple[str, ...], int]:
    """What `read_waveform` can choose of a file: the titles of its columns beside time, and its sweeps.

    Of an ABF file the columns are its inputs. FormatError as in `read_waveform`.
    """
    path = Path(path)
    try:
        if path.suffix.lower() == ".abf":
            with path.open("rb") as file:
                found = header(Reader(file))
            return tuple(f"input {k + 1} ({adc.unit or 'no unit'})" for k, adc in enumerate(found.adcs)), found.n_sweeps
        return tuple(_lines(path)[0][1:]), 1
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}") from None


def _lines(path: Path) -> tuple[list[str], str, list[str]]:
    """The titles of a text, what parts its columns, and the lines below the titles."""
    if path.stat().st_size > MOST:
        raise FormatError(f"more than {MOST:,} bytes")
    lines = _decoded(path.read_bytes()).replace("\N{MINUS SIGN}", "-").replace('"', "").splitlines()
    skip = 0
    if lines and lines[0].startswith("ATF"):
        words = lines[1].split() if len(lines) > 1 else []
        if not words or not (words[0].isascii() and words[0].isdigit()):
            raise FormatError("the second line of an ATF file must say how many lines its header has")
        skip = 2 + int(words[0])
    lines = [line for line in lines[skip:] if line.strip()]
    if len(lines) < 3:
        raise FormatError("must have a line of titles and two samples at least")
    comma = "\t" if "\t" in lines[0] else ";" if ";" in lines[0] else ","
    titles = [title.strip() for title in lines[0].split(comma)]
    titles = titles[:-1] if len(titles) > 1 and not titles[-1] else titles
    if all(NUMBER.fullmatch(title.replace(",", ".")) for title in titles):
        raise FormatError("the first line must have titles, that of time with its unit: time_ms")
    return titles, comma, lines[1:] if comma == "," else [line.replace(",", ".") for line in lines[1:]]


def _decoded(raw: bytes) -> str:
    """A text in UTF-8, in UTF-16 as spreadsheets export it, or in the code of Windows."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _cells(lines: list[str], comma: str, titles: list[str]) -> list[list[str]]:
    """The cells of the lines, of which programs often leave one empty behind the last."""
    rows = [line.split(comma) for line in lines]
    for number, row in enumerate(rows, 1):
        if len(row) > len(titles) and not row[-1].strip():
            row.pop()
        if len(row) != len(titles):
            raise FormatError(f"line {number} below the titles has {len(row)} columns: must have {len(titles)} as they")
    return rows


def _numbers(cells: list[str], title: str) -> NDArray[np.float64]:
    try:
        if not any("_" in cell for cell in cells):  # which Python takes for a part of a number
            return np.array(list(map(float, cells)))
    except ValueError:
        pass
    wrong = next((k for k, cell in enumerate(cells) if not NUMBER.fullmatch(cell.strip())), 0)
    said = f"{cells[wrong].strip()[:40]!r} is no number" if cells[wrong].strip() else "a cell is empty"
    raise FormatError(f"line {wrong + 1} below the titles, column {title!r}: {said}")


def _text(path: Path, column: int) -> tuple[NDArray[np.float64], float]:
    titles, comma, lines = _lines(path)
    if not 1 <= column < len(titles):
        raise FormatError(f"no column {column}: there are {len(titles) - 1} beside time")
    rows = _cells(lines, comma, titles)
    time, samples = (_numbers([row[k] for row in rows], titles[k]) for k in (0, column))
    found = UNIT.search(titles[0])
    unit = (found.group(1) or found.group(2) or "").strip().lower() if found else "ms"
    if unit not in MILLISECONDS:
        raise FormatError(f"time in {unit!r}, by its title {titles[0][:40]!r}: must be in s, ms or µs")
    steps = np.diff(time) * MILLISECONDS[unit]
    interval = float((time[-1] - time[0]) * MILLISECONDS[unit] / steps.size)
    if not interval > 0 or not np.allclose(steps, interval, rtol=0.01, atol=0.0):
        raise FormatError("samples must be evenly spaced in time")
    return samples, interval
