"""From which samples the numbers of a result came, for the marks in the scope."""

from math import isfinite
from typing import Any

from patch_sim.analysis import Result
from patch_sim.analysis.samples import Samples
from patch_sim.recording import Recording

from .results import MOST_ROWS

MOST_SPANS = 500
"""Stretches of one number that are sent: more could not be told apart."""


def origins(result: Result, recording: Recording) -> dict[str, list[Any]]:
    """Of every key number and every column of the sheet, in their order; a column that numbers its rows has null."""
    return {
        "values": [stretches(result.samples.get(name), recording, MOST_SPANS) for name in result.values],
        "columns": [stretches(result.cells.get(name), recording, MOST_ROWS) for name in result.table],
    }


def stretches(samples: Samples | None, recording: Recording, most: int) -> dict[str, Any] | None:
    """{how, signal, unit, spans: [[sweep, start, stop] or null]}, times in ms; null where no sample tells."""
    if samples is None or not samples.signal:
        return None
    rows = zip(samples.sweep[:most].tolist(), samples.start[:most].tolist(), samples.stop[:most].tolist(), strict=True)
    spans = [[k, round(a, 6), round(b, 6)] if isfinite(a) and isfinite(b) else None for k, a, b in rows]
    return {"how": samples.how, "signal": samples.signal, "unit": recording.units[samples.signal], "spans": spans}
