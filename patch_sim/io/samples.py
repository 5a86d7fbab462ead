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
MILLISECONDS = {"ms": 1.0, "s": 1e3, "us": 1e-3, "µs": 1e-3}


def read_waveform(path: Path | str, column: int = 1, sweep: int = 0, level: float = 1.0) -> Epoch:
    """An epoch of the samples in a file, each multiplied by `level`, as long as they last.

    Of text the first column is time, in the unit that its title has in brackets or behind "_" (ms without one), and
    `column` counts the others from 1. Of an ABF file, `column` is the input channel from 1, `sweep` from 0.
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
        return tuple(_table(path)[0][1:]), 1
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}") from None


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    """The titles and the lines of a text."""
    if path.stat().st_size > MOST:
        raise FormatError(f"more than {MOST:,} bytes")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    skip = 0
    if lines and lines[0].startswith("ATF"):
        words = lines[1].split() if len(lines) > 1 else []
        if not words or not words[0].isdigit():
            raise FormatError("the second line of an ATF file must say how many lines its header has")
        skip = 2 + int(words[0])
    lines = [line for line in lines[skip:] if line.strip()]
    if len(lines) < 3:
        raise FormatError("must have a line of titles and two samples at least")
    comma = "\t" if "\t" in lines[0] else ";" if ";" in lines[0] else ","
    titles = [title.strip().strip('"') for title in _cells(lines[0], comma)]
    rows = [_cells(line, comma) for line in lines[1:]]
    for number, row in enumerate(rows, 1):
        if len(row) != len(titles):
            raise FormatError(f"line {number} below the titles has {len(row)} columns: must have {len(titles)} as they")
    return titles, rows


def _cells(line: str, comma: str) -> list[str]:
    """The cells of a line, of which programs often leave the last one empty."""
    cells = line.split(comma)
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _text(path: Path, column: int) -> tuple[NDArray[np.float64], float]:
    titles, rows = _table(path)
    if not 1 <= column < len(titles):
        raise FormatError(f"no column {column}: there are {len(titles) - 1} beside time")
    try:
        time = np.array([float(row[0]) for row in rows])
        samples = np.array([float(row[column]) for row in rows])
    except (ValueError, IndexError):
        raise FormatError(f"column {titles[column]!r} and the time beside it must be numbers in every line") from None
    found = re.search(r"\(([^)]*)\)\s*$|_([A-Za-zµ]+)$", titles[0])
    unit = (found.group(1) or found.group(2)) if found else "ms"
    if unit not in MILLISECONDS:
        raise FormatError(f"time in {unit!r}: must be one of {', '.join(MILLISECONDS)}")
    steps = np.diff(time) * MILLISECONDS[unit]
    interval = float((time[-1] - time[0]) * MILLISECONDS[unit] / steps.size)
    if not interval > 0 or not np.allclose(steps, interval, rtol=0.01, atol=0.0):
        raise FormatError("samples must be evenly spaced in time")
    return samples, interval
