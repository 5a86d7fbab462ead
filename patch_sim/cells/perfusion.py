"""Putting a cell into another solution, or filling it with one, and saying which ones it has."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ..channels import Ion
from ..solutions import SOLUTIONS, Solution
from .cell import Cell

Side = Literal["bath", "pipette"]
FIELDS: dict[Side, Literal["out", "in_"]] = {"bath": "out", "pipette": "in_"}


def applied(cell: Cell, solution: Solution) -> Cell:
    """`cell` in the solution, or filled with it: every ion of the cell has the solution's concentration on that side.

    An ion of which the solution has none keeps its concentration; a pool on that side rests at the solution's.

    >>> from patch_sim import CELLS
    >>> applied(CELLS["squid_axon"], SOLUTIONS["seawater"]).ions[1].out
    10.0
    """
    field = FIELDS[solution.side]
    ions = tuple(replace(ion, **{field: solution[ion.name]}) if ion.name in solution else ion for ion in cell.ions)
    side = "out" if solution.side == "bath" else "in"
    sections = tuple(
        replace(
            section,
            pools=tuple(
                replace(pool, rest=solution[pool.ion]) if pool.side == side and pool.ion in solution else pool
                for pool in section.pools
            ),
        )
        for section in cell.sections
    )
    named = {"bath": solution.name} if solution.side == "bath" else {"pipette": solution.name}
    return replace(cell, ions=ions, sections=sections, **named)


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
        ions = [ion for ion in cell.solutions if ion.name in solution]
        return sum(abs(getattr(ion, FIELDS[side]) - solution[ion.name]) for ion in ions)

    return min((s for s in SOLUTIONS.values() if s.side == side), key=distance)
