"""Drugs that come and go: what they leave of every conductance, brought up to date every 256 samples.

That is every 6.4 ms at 40 kHz, with the concentration in the middle of that time. The clock of a recording begins with
its first sweep, that of a stream with its first sample; both then meet the same shares at the same samples.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from ..cells import Cell
from ..channels import Channel
from ..drugs import Drug
from .rows import Array
from .single import BLOCK

EVERY = 4 * BLOCK
"""Samples for which a share stands."""

Level = Callable[[Drug, float], float]
"""The concentration of a drug, µM, at a time, ms."""


@dataclass(frozen=True, eq=False)
class Wash:
    """What drugs leave of the conductance rows of a membrane, or of a tree's, in each of some sweeps."""

    drugs: tuple[Drug, ...]
    channels: tuple[Channel, ...]
    rows: tuple[int, ...]
    """Conductance rows of each channel."""
    starts: tuple[float, ...]
    """ms of the clock at the start of each sweep."""
    interval: float
    passed: int = 0
    """Samples, whole blocks, from there to the first one here."""
    level: Level = Drug.at

    def pieces(self, since: int, until: int) -> Iterator[tuple[int, int]]:
        """First and last sample of each piece in which the shares stand."""
        while since < until:
            end = min(until, since + EVERY - (self.passed + since) % EVERY)
            yield since, end
            since = end

    def cut(self, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The pieces of stretches of samples."""
        for since, until in stretches:
            yield from self.pieces(since, until)

    def left(self, sample: int) -> Array:
        """(channels, sweeps) the shares of the piece that begins at or before a sample."""
        begin = (self.passed + sample) // EVERY * EVERY
        middle = (begin + EVERY / 2) * self.interval
        shares = np.ones((len(self.channels), len(self.starts)))
        for drug in self.drugs:
            c = np.array([self.level(drug, start + middle) for start in self.starts])
            known = {effect.name: effect for effect in drug.effects}
            for k, channel in enumerate(self.channels):
                effect = known.get(channel.name) or known.get(channel.family)
                if effect:
                    with np.errstate(divide="ignore", over="ignore"):
                        shares[k] *= 1 - effect.most / (1 + (effect.ic50 / c) ** effect.hill)
        return shares

    def left_of_rows(self, sample: int) -> Array:
        """(rows, sweeps) the same of every conductance row."""
        return np.repeat(self.left(sample), self.rows, axis=0)

    def block(self, currents: Array) -> None:
        """Leave what is left of the currents (channels + 1, sweeps, samples) of an ideal clamp, the last their sum.

        Its gates know nothing of drugs.
        """
        for since, until in self.pieces(0, currents.shape[-1]):
            currents[:-1, :, since:until] *= self.left(since)[:, :, None]
        currents[-1] = currents[:-1].sum(0)

    def within(self, section: int, cell: Cell) -> "Wash":
        """In one section alone of the cell."""
        begin = sum(len(each.channels) for each in cell.sections[:section])
        here = slice(begin, begin + len(cell.sections[section].channels))
        return replace(self, channels=self.channels[here], rows=self.rows[here])

    def of(self, sweep: int) -> "Wash":
        """Of one sweep alone."""
        return replace(self, starts=self.starts[sweep : sweep + 1])


def washing(
    cell: Cell,
    starts: Sequence[float],
    interval: float,
    passed: int = 0,
    level: Level = Drug.at,
    also: frozenset[str] = frozenset(),
) -> tuple[Cell, Wash | None]:
    """The cell without the drugs that come and go (those by the names in `also` among them), and what these leave."""
    drugs = tuple(drug for drug in cell.drugs if drug.moves or drug.name in also)
    if not drugs:
        return cell, None
    bare = replace(cell, drugs=tuple(drug for drug in cell.drugs if drug not in drugs))
    channels = tuple(channel for section in cell.sections for channel in section.channels)
    rows = tuple(len(each.scheme.conducting if each.scheme else each.products) for each in channels)
    return bare, Wash(drugs, channels, rows, tuple(starts), interval, passed, level)


def held(cell: Cell, time: float) -> Cell:
    """The cell as if its drugs had long been at the concentrations that they have at a time (ms)."""

    def still(drug: Drug) -> Drug:
        c = drug.at(time)
        return replace(drug, concentration=c or drug.concentration, enabled=c > 0, start_s=0.0, stop_s=0.0)

    return replace(cell, drugs=tuple(still(drug) if drug.moves else drug for drug in cell.drugs))


def begun(cell: Cell, starts: Sequence[float], rest: Callable[[Cell], tuple[Array | float, ...]]) -> list[Array]:
    """(sweeps, …) each part of the state that `rest` finds of a cell, at the start of each sweep."""
    if not any(drug.moves for drug in cell.drugs):
        return [np.repeat(np.asarray(part)[None], len(starts), axis=0) for part in rest(cell)]
    return [np.stack(parts) for parts in zip(*(rest(held(cell, time)) for time in starts), strict=True)]


class Bath:
    """What is in the bath of a cell that goes on: a drug whose concentration is changed follows with its exchange."""

    def __init__(self) -> None:
        self._off: dict[str, tuple[float, float]] = {}

    @property
    def restless(self) -> frozenset[str]:
        """The names of the drugs that still follow a change."""
        return frozenset(self._off)

    def level(self, drug: Drug, time: float) -> float:
        """µM at a time, ms."""
        off, since = self._off.get(drug.name, (0.0, 0.0))
        if not off:
            return drug.at(time)
        return max(0.0, drug.at(time) + off * exp(-1e-3 * max(0.0, time - since) / drug.exchange_s))

    def change(self, old: Cell, new: Cell, now: float) -> None:
        """From `now` (ms) on another cell's drugs are what the bath follows; a drug of no exchange is there at once."""
        was = {drug.name: self.level(drug, now) for drug in old.drugs}
        off = {drug.name: was.get(drug.name, 0.0) - drug.at(now) for drug in new.drugs if drug.exchange_s}
        self._off = {name: (by, now) for name, by in off.items() if by}
