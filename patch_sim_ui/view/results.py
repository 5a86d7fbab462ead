"""What an analysis found, as the page shows it: a figure, key numbers, a sheet."""

from dataclasses import dataclass, replace
from math import isfinite, nan
from typing import Any

import numpy as np

from patch_sim.analysis import ANALYSES, Result
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace

from .numbers import MINUS, fixed, written
from .rows import Choice

MOST_ROWS = 500
MOST_POINTS = 1000
NEAR = 5.0
"""% within which a measurement is as good as the truth."""
DIGITS = {"mV": 1, "ms": 2, "pA": 0, "Hz": 1, "mV/ms": 1}
SIGNED = {"mV"}
SHORT = {"Sweep": "#", "Time of peak": "t_peak"}
"""Heads of columns that would be wider than their numbers."""


@dataclass(frozen=True)
class Key:
    """A number that the analysis names, with the truth and the error where they are known."""

    label: str
    text: str
    unit: str
    number: float = nan
    true: str = ""
    error: str = ""
    is_near: bool = True
    origin: str = ""
    """From which samples it came, in words."""
    moved: str = ""
    """How far it is from what the first run of this cell under this protocol gave."""


@dataclass(frozen=True)
class Column:
    """How the sheet writes a column."""

    label: str
    unit: str
    digits: int
    sign: bool


@dataclass(frozen=True)
class Sheet:
    """The page's version of a Result; `figure` is the spec of components/figure.jsx."""

    numbers: tuple[Key, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[float | None, ...], ...] = ()
    sweeps: tuple[int, ...] = ()
    note: str = ""
    has_truth: bool = False


def moved(found: Sheet, first: Sheet) -> Sheet:
    """The sheet that says of every number how far it is from that of the `first`."""
    before = {one.label: one for one in first.numbers}
    return replace(found, numbers=tuple(_moved(one, before.get(one.label)) for one in found.numbers))


def _moved(now: Key, before: Key | None) -> Key:
    if before is None or before.unit != now.unit or not (isfinite(now.number) and isfinite(before.number)):
        return now
    by = now.number - before.number
    said = written(by, 4) if now.unit == "" else fixed(by, DIGITS.get(now.unit, 2), sign=True)
    if not any(digit in said for digit in "123456789"):
        return now
    return replace(now, moved=said if said.startswith(("+", MINUS)) else f"+{said}")


def fitting(experiment: Experiment) -> tuple[Choice, ...]:
    """The analyses that can read a recording of `experiment`, its protocol's own first."""
    names = sorted(ANALYSES, key=lambda name: (name != experiment.protocol.analysis, ANALYSES[name].label))
    return tuple(Choice(name, ANALYSES[name].label) for name in names if ANALYSES[name].fits(experiment))


def sheet(result: Result) -> Sheet:
    """Key numbers and the first 500 rows of the table."""
    columns = {name: (array[:MOST_ROWS], unit) for name, (array, unit) in result.table.items()}
    arrays = [array for array, _ in columns.values()]
    rows = tuple(tuple(float(x) if isfinite(x) else None for x in row) for row in zip(*arrays, strict=True))
    of_sweep = columns.get("Sweep", columns.get("sweep", (np.arange(len(rows)) + 1.0, "")))[0]
    full = max((array.size for array, _ in result.table.values()), default=0)
    more = f"The sheet shows the first {MOST_ROWS} of {full} rows." if full > MOST_ROWS else ""
    return Sheet(
        numbers=tuple(
            replace(
                beside(key(name, number, unit), number, result.true.get(name, (nan, ""))[0]), origin=said(result, name)
            )
            for name, (number, unit) in result.values.items()
        ),
        has_truth=bool(result.true),
        columns=tuple(
            Column(SHORT.get(name, name), unit, digits(array, unit), unit in SIGNED)
            for name, (array, unit) in columns.items()
        ),
        rows=rows,
        sweeps=tuple(int(k) - 1 for k in of_sweep),
        note=" ".join(filter(None, (result.note, more))),
    )


def said(result: Result, name: str) -> str:
    """From which samples a number came; nothing where there is no number."""
    samples = result.samples.get(name)
    return str(samples) if samples is not None and isfinite(result.values[name][0]) else ""


def key(label: str, number: float, unit: str) -> Key:
    """A named number; "–" where there is none."""
    if not isfinite(number):
        return Key(label, "–", "")
    if unit == "pA" and abs(number) >= 1e4:
        number, unit = number / 1e3, "nA"
    text = written(number, 4) if unit in ("", "nA") else fixed(number, DIGITS.get(unit, 2))
    return Key(label, text, unit, number)


def beside(measured: Key, number: float, true: float) -> Key:
    """The number with the truth beside it: the error in %, of a potential in mV; near is within 5 % or 1 mV."""
    if not isfinite(true):
        return measured
    known = key(measured.label, true, measured.unit)
    if not isfinite(number):
        return replace(measured, true=known.text)
    if measured.unit == "mV":
        return replace(
            measured, true=known.text, error=f"{fixed(number - true, 1, sign=True)} mV", is_near=abs(number - true) < 1
        )
    if not true:
        return replace(measured, true=known.text, is_near=True)
    percent = 100 * (number - true) / abs(true)
    said = fixed(percent, 1 if abs(percent) < 10 else 0, sign=True) if abs(percent) < 1e4 else "≫"
    return replace(measured, true=known.text, error=f"{said} %", is_near=abs(percent) <= NEAR)


def digits(array: np.ndarray, unit: str) -> int:
    """Places after the point: none where all numbers are whole."""
    known = array[np.isfinite(array)]
    return 0 if np.array_equal(known, np.round(known)) else DIGITS.get(unit, 2)


def spec(figure: Figure, n_sweeps: int) -> dict[str, Any]:
    """The figure for components/figure.jsx."""
    named = {trace.label for trace in figure.traces if trace.mark == "points"}
    order = list(dict.fromkeys(trace.label for trace in figure.traces))
    traces = [drawn(trace, named, order.index(trace.label)) for trace in figure.traces]
    return {
        "title": figure.title,
        "n_sweeps": n_sweeps,
        "x": {"label": figure.x[0], "unit": figure.x[1]},
        "y": {"label": figure.y[0], "unit": figure.y[1]},
        "traces": traces,
    }


def drawn(trace: Trace, named: set[str], order: int) -> dict[str, Any]:
    """One trace; a line through points that have its name goes without a second entry in the legend."""
    keep = thinned(trace.x.size)
    return {
        "mark": trace.mark,
        "label": "" if trace.mark == "line" and trace.label in named else trace.label,
        "hue": "v" if order == 0 else "raw",
        "dash": False,
        "x": numbers(trace.x[keep]),
        "y": numbers(trace.y[keep]),
        "sweeps": [trace.sweeps[k] for k in keep] if trace.sweeps else [],
        "hollow": [trace.hollow[k] for k in keep] if trace.hollow else [],
    }


def thinned(n: int) -> np.ndarray:
    """Indices of at most 1000 of n points."""
    return np.arange(n) if n <= MOST_POINTS else np.unique(np.linspace(0, n - 1, MOST_POINTS).round().astype(int))


def numbers(array: np.ndarray) -> list[float | None]:
    """An array for JSON: six digits, null for what is not finite."""
    return [float(f"{x:.6g}") if isfinite(x) else None for x in array]
