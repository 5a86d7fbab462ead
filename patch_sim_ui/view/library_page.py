"""What an entry of the Library that is no channel has on its page."""

from dataclasses import dataclass

from .epoch_plot import EpochPlot
from .library_channel import Link
from .library_words import FactRow, Source

UNDRAWN = EpochPlot()


@dataclass(frozen=True)
class Row:
    """A line of a table: its head, with an entry's key if it has one, and its cells."""

    head: str
    cells: tuple[str, ...]
    key: str = ""
    hue: str = ""


@dataclass(frozen=True)
class Page:
    """A cell, a protocol, a drug or a solution: what all of them have, and what only some do."""

    kind: str = ""
    key: str = ""
    name: str = ""
    label: str = ""
    about: str = ""
    more: str = ""
    badges: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    open: str = ""
    """The link that opens it on Acquire."""
    open_label: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    table: str = ""
    columns_2: tuple[str, ...] = ()
    rows_2: tuple[Row, ...] = ()
    table_2: str = ""
    facts: tuple[FactRow, ...] = ()
    is_recorded: bool = False
    """Whether recordings of such cells stand beside its facts."""
    fitting: tuple[Link, ...] = ()
    lacking: tuple[Link, ...] = ()
    links: str = ""
    """What the entries in `fitting` and `lacking` are."""
    see: str = ""
    why: str = ""
    try_: str = ""
    plot: EpochPlot = UNDRAWN
    add: str = ""
    """What the button says that takes it to the experiment at hand; empty where there is none."""
