"""Drugs that come and go: what they leave of every conductance, brought up to date every 256 samples.

That is every 6.4 ms at 40 kHz, with the concentration in the middle of that time. The clock of a recording begins with
its first sweep, that of a stream with its first sample; both then meet the same shares at the same samples.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    """What drugs leave of the conductance rows of a membrane, or of a tree's, in each of some sweeps.

    The rows are those of `stand_in`s: an open fraction from which a drug takes a gate has its products twice, once
    without that gate, and each half of the weight.
    """

    drugs: tuple[Drug, ...]
    """All in the bath, in their order."""
    moving: frozenset[str]
    """The names of those that come and go."""
    channels: tuple[Channel, ...]
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
        """(rows, sweeps) the shares of the piece that begins at or before a sample."""
        middle = ((self.passed + sample) // EVERY * EVERY + EVERY / 2) * self.interval
        levels = {
            drug.name: np.array([self.level(drug, start + middle) for start in self.starts])
            for drug in self.drugs
            if drug.name in self.moving
        }
        return np.concatenate([self._rows(channel, levels) for channel in self.channels])

    def _rows(self, channel: Channel, levels: Mapping[str, Array]) -> Array:
        """(rows, sweeps) of one channel."""
        n = len(channel.scheme.conducting if channel.scheme else channel.products)
        rows = np.ones((n, len(self.starts)))
        for drug in self.drugs:
            effect = drug.effect(channel)
            if not effect:
                continue
            if drug.name in levels:
                with np.errstate(divide="ignore", over="ignore"):
                    kept = 1 - effect.most / (1 + (effect.ic50 / levels[drug.name]) ** effect.hill)
                rows = np.concatenate([rows * (2 * kept), rows * (2 * (1 - kept))]) if effect.gate else rows * kept
            elif effect.gate:
                rows = np.concatenate([rows, rows])
        return rows

    def course(self, samples: int) -> tuple[Array, list[int]]:
        """(rows, sweeps, pieces) the shares of all pieces of a sweep, and the samples of each piece."""
        pieces = list(self.pieces(0, samples))
        return np.stack([self.left(since) for since, _ in pieces], axis=-1), [until - since for since, until in pieces]

    def within(self, section: int, cell: Cell) -> "Wash":
        """In one section alone of the cell."""
        begin = sum(len(each.channels) for each in cell.sections[:section])
        return replace(self, channels=self.channels[begin : begin + len(cell.sections[section].channels)])

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
    """The cell with stand-ins for the drugs that come and go (or are named in `also`), and what these leave."""
    moving = frozenset(drug.name for drug in cell.drugs if drug.moves or drug.name in also)
    if not moving:
        return cell, None
    drugs = tuple(stand_in(drug) if drug.name in moving else drug for drug in cell.drugs)
    channels = tuple(channel for section in cell.sections for channel in section.channels)
    wash = Wash(cell.drugs, moving, channels, tuple(starts), interval, passed, level)
    return replace(cell, drugs=drugs), wash


def stand_in(drug: Drug) -> Drug:
    """A drug that blocks nothing, and takes every gate that the other takes from half of the channels."""
    effects = tuple(replace(e, ic50=1.0, hill=1.0, most=1.0 if e.gate else 0.0) for e in drug.effects)
    return replace(drug, effects=effects, concentration=1.0, enabled=True, start_s=0.0, stop_s=0.0)


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
