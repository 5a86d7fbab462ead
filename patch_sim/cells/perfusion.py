"""Putting a cell into another solution, or filling it with one, and saying which ones it has."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from ..channels import Ion, Pool
from ..channels.ions import usual
from ..solutions import SOLUTIONS, Solution
from .cell import Cell

Side = Literal["bath", "pipette"]
FIELDS: dict[Side, Literal["out", "in_"]] = {"bath": "out", "pipette": "in_"}
POOLS: dict[Side, Literal["out", "in"]] = {"bath": "out", "pipette": "in"}


def applied(cell: Cell, solution: Solution) -> Cell:
    """`cell` in the solution, or filled with it: every ion of the cell has the solution's concentration on that side.

    An ion of which the solution has none keeps its concentration; a pool on that side rests at the solution's.

    >>> from patch_sim import CELLS
    >>> applied(CELLS["squid_axon"], SOLUTIONS["seawater"]).ions[1].out
    10.0
    """
    concentrations = {species.name: species.concentration for species in solution.species}
    return _filled(cell, solution.side, concentrations, concentrations, solution.name)


def as_in(cell: Cell, other: Cell, side: Side) -> Cell:
    """`cell` with the concentrations that `other` has on a side."""
    ions = {ion.name: getattr(ion, FIELDS[side]) for ion in other.ions}
    rests = ions | {pool.ion: pool.rest for pool in other.pools if pool.side == POOLS[side]}
    return _filled(cell, side, ions, rests, other.bath if side == "bath" else other.pipette)


def _filled(cell: Cell, side: Side, concentrations: Mapping[str, float], rests: Mapping[str, float], name: str) -> Cell:
    ions = tuple(replace(i, **{FIELDS[side]: concentrations.get(i.name, getattr(i, FIELDS[side]))}) for i in cell.ions)

    def pool_of(pool: Pool) -> Pool:
        return replace(pool, rest=rests[pool.ion]) if pool.side == POOLS[side] and pool.ion in rests else pool

    sections = tuple(replace(s, pools=tuple(pool_of(pool) for pool in s.pools)) for s in cell.sections)
    return replace(cell, ions=ions, sections=sections, **{side: name})


def solution_of(cell: Cell, side: Side) -> Solution | None:
    """The library's solution that the cell has on that side; None where its concentrations are others."""
    solution = SOLUTIONS.get(cell.bath if side == "bath" else cell.pipette)
    return solution if solution and applied(cell, solution) == cell else None


def with_ions(cell: Cell, names: Iterable[str]) -> Cell:
    """`cell` with these ions too, at the concentrations of the solutions that are most like its own.

    >>> from patch_sim import CELLS
    >>> with_ions(CELLS["squid_axon"], ["cl"]).ions[-1]
    Ion(name='cl', charge=-1, out=570.0, in_=52.0)
    """
    bath, pipette = (_nearest(cell, side) for side in FIELDS)
    there = {ion.name for ion in cell.ions}
    new = [name for name in sorted(set(names) - there) if name in bath and name in pipette]
    charges = {species.name: species.charge for species in bath.species}
    return replace(cell, ions=(*cell.ions, *(Ion(name, charges[name], bath[name], pipette[name]) for name in new)))


def _nearest(cell: Cell, side: Side) -> Solution:
    """The solution of that side whose concentrations differ least from the cell's, all in all."""

    def distance(solution: Solution) -> float:
        ions = [ion for ion in cell.solutions or usual() if ion.name in solution]
        return sum(abs(getattr(ion, FIELDS[side]) - solution[ion.name]) for ion in ions)

    return min((s for s in SOLUTIONS.values() if s.side == side), key=distance)
