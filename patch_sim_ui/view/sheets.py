"""What is shown, as CSV: the traces of a recording, and the sheet of an analysis."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from patch_sim.analysis import Result
from patch_sim.recording import Recording

if TYPE_CHECKING:
    import pandas as pd

BLOCK = 5000


def traces(recording: Recording, signals: Sequence[str], sweeps: Sequence[int] = ()) -> Iterator[str]:
    """Time and the named signals of `sweeps` (all by default, from 0) at full rate, in blocks of lines.

    Raises ValueError for a sweep that is not there.
    """
    table = recording.to_pandas(signals)
    if sweeps:
        wrong = [sweep for sweep in sweeps if not 0 <= sweep < recording.n_sweeps]
        if wrong:
            raise ValueError(f"no sweep {wrong[0] + 1}; there are {recording.n_sweeps}")
        n = recording.n_sweeps
        table = table.iloc[:, [k * n + sweep for k in range(len(signals)) for sweep in sweeps]]
    return blocks(table)


def blocks(table: "pd.DataFrame") -> Iterator[str]:
    """The lines of a table, many at a time."""
    for start in range(0, len(table), BLOCK):
        yield table.iloc[start : start + BLOCK].to_csv(header=start == 0, float_format="%.7g", lineterminator="\n")


def sheet(result: Result) -> str:
    """The table of a result; a column's unit is in its head."""
    import pandas as pd

    columns = {f"{name} ({unit})" if unit else name: array for name, (array, unit) in result.table.items()}
    return pd.DataFrame(columns).to_csv(index=False, float_format="%.7g", lineterminator="\n")
