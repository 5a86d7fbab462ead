"""Facts measured now, once in a process: each by itself, so that a page fills as they come."""

from concurrent.futures import ThreadPoolExecutor

from patch_sim.cells import CELLS, Cell
from patch_sim.channels import CHANNELS
from patch_sim.measures import CELL_MEASURES
from patch_sim.prove import Proof, prove

MEASURING = ThreadPoolExecutor(1, "facts")
"""The one thread that measures, whoever asks, so that runs never wait for it."""
_known: dict[tuple[str, str], Proof] = {}


def cell_proof(cell: str, fact: str) -> Proof:
    """A fact of a cell of the library, measured; the first time it takes a while."""
    if (cell, fact) not in _known:
        _known[cell, fact] = _measured(CELLS[cell], fact)
    return _known[cell, fact]


def _measured(cell: Cell, fact: str) -> Proof:
    return Proof(fact, cell.facts[fact], cell.facts.tolerance(fact), CELL_MEASURES[fact](cell))


def channel_proofs(channel: str) -> tuple[Proof, ...]:
    """All facts of a channel of the library, measured."""
    return prove(CHANNELS[channel])
