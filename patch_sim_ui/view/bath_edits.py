"""What a form may change of the bath and the pipette: drugs and solutions."""

from dataclasses import replace

from patch_sim.cells import CELLS, applied, as_in
from patch_sim.drugs import DRUGS
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.fields import insert, remove
from patch_sim.solutions import SOLUTIONS

from .edits import Refused, rule_of


def with_drug(experiment: Experiment, name: str) -> Experiment:
    """The library's drug `name` in the bath."""
    try:
        return insert(experiment, "cell.drugs", DRUGS[name])
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def without_drug(experiment: Experiment, name: str) -> Experiment:
    """The drug `name` washed out."""
    try:
        return remove(experiment, f"cell.drugs.{name}")
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def with_or_without_drug(experiment: Experiment, name: str) -> Experiment:
    """The drug `name` in the bath where it was not, washed out where it was."""
    there = name in [drug.name for drug in experiment.cell.drugs]
    return (without_drug if there else with_drug)(experiment, name)


def in_solution(experiment: Experiment, side: str, name: str) -> Experiment:
    """The cell in the bath `name`, or filled with the pipette `name`; "own" is what the library's cell has there."""
    cell, solution = experiment.cell, SOLUTIONS.get(name)
    if name == "own" and side in ("bath", "pipette"):
        return replace(experiment, cell=as_in(cell, CELLS.get(cell.name, cell), side))
    if solution is None or solution.side != side:
        raise Refused("no such solution")
    return replace(experiment, cell=applied(cell, solution))
