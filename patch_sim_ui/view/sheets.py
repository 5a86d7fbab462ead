"""What is shown, as CSV: the traces of a recording, and the sheet of an analysis."""

from collections.abc import Iterator, Sequence

from patch_sim.analysis import Result
from patch_sim.recording import Recording

BLOCK = 5000


def traces(recording: Recording, signals: Sequence[str]) -> Iterator[str]:
    """Time and the named signals of every sweep at full rate, in blocks of lines."""
    table = recording.to_pandas(signals)
    for start in range(0, len(table), BLOCK):
        yield table.iloc[start : start + BLOCK].to_csv(header=start == 0, float_format="%.7g", lineterminator="\n")


def sheet(result: Result) -> str:
    """The table of a result; a column's unit is in its head."""
    import pandas as pd

    columns = {f"{name} ({unit})" if unit else name: array for name, (array, unit) in result.table.items()}
    return pd.DataFrame(columns).to_csv(index=False, float_format="%.7g", lineterminator="\n")
