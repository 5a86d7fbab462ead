"""What is shown, as CSV: the traces of a recording, and the sheet of an analysis."""

from collections.abc import Iterator, Sequence

import numpy as np

from patch_sim.analysis import Result
from patch_sim.recording import Recording

BLOCK = 2**20
"""Characters, about, that go out at once."""


def traces(recording: Recording, signals: Sequence[str], sweeps: Sequence[int] = ()) -> Iterator[str]:
    """Time and the named signals of `sweeps` (all by default, from 0) at full rate, in blocks of lines.

    The columns are those of `Recording.to_pandas`. Raises ValueError for a sweep that is not there.
    """
    wrong = [sweep for sweep in sweeps if not 0 <= sweep < recording.n_sweeps]
    if wrong:
        raise ValueError(f"no sweep {wrong[0] + 1}; there are {recording.n_sweeps}")
    return blocks(recording, signals, sweeps or range(recording.n_sweeps))


def blocks(recording: Recording, signals: Sequence[str], sweeps: Sequence[int]) -> Iterator[str]:
    """The head, then the lines, many at a time: a table of a million numbers is never held as text."""
    names = ["_".join(filter(None, (name, recording.units[name], str(k + 1)))) for name in signals for k in sweeps]
    yield ",".join(["time_ms", *names]) + "\n"
    line = ",".join(["%.7g"] * (1 + len(names))) + "\n"
    rows = max(1, BLOCK // (10 * (1 + len(names))))
    for start in range(0, len(recording.time), rows):
        part = slice(start, start + rows)
        columns = [recording.time[None, part], *(recording[name][list(sweeps), part] for name in signals)]
        table = np.concatenate(columns).T
        yield line * len(table) % tuple(table.ravel().tolist())


def sheet(result: Result) -> str:
    """The table of a result; a column's unit is in its head."""
    import pandas as pd

    columns = {f"{name} ({unit})" if unit else name: array for name, (array, unit) in result.table.items()}
    return pd.DataFrame(columns).to_csv(index=False, float_format="%.7g", lineterminator="\n")
