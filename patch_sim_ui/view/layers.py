"""Layers whose concentration moves, in the form: those that there are and those to add."""

from collections.abc import Callable
from dataclasses import replace

from patch_sim.cells import LAYERS, Cell, with_layer
from patch_sim.channels import Pool
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.fields import remove
from patch_sim_ui.theme import hue_of_ion

from .edits import Refused, rule_of
from .numbers import step_of
from .rows import Choice, Field, LayerCard

WORDS = {"ca_i": "Ca²⁺ under the membrane", "k_o": "K⁺ outside, in a narrow space"}
OF = {"na": "Na⁺", "k": "K⁺", "ca": "Ca²⁺", "cl": "Cl⁻"}
ROWS = ("depth", "tau", "fraction", "v_max", "k_m")


def layer_cards(cell: Cell, at: Callable[[str], Field]) -> tuple[LayerCard, ...]:
    """A card for every layer; at rest it has the concentration that stands among the solutions."""
    found = []
    for section in cell.sections:
        where = f" · {section.name}" if len(cell.sections) > 1 else ""
        for pool in section.pools:
            path = f"cell.sections.{section.name}.pools.{pool.name}"
            rows = tuple(at(f"{path}.{name}") for name in ROWS)
            rows = tuple(pumped(row, pool) if row.path.endswith(".v_max") else row for row in rows)
            found.append(LayerCard(path, pool.signal, said(pool) + where, hue_of_ion(pool.ion), rows))
    return tuple(found)


def pumped(row: Field, pool: Pool) -> Field:
    """The row of a pump, whose slider goes as far as matters: far below half, a full one acts within a quarter ms."""
    hi = max(4 * pool.k_m, pool.v_max)
    return replace(row, hi=hi, step=step_of(hi))


def said(pool: Pool) -> str:
    """What a layer goes by."""
    side = "under the membrane" if pool.side == "in" else "outside"
    return f"{OF.get(pool.ion, pool.ion)} {side}"


def layers_to_add(cell: Cell) -> tuple[Choice, ...]:
    """The layers that the first section does not have; of an ion there is one."""
    there = {pool.ion for pool in cell.sections[0].pools}
    return tuple(Choice(signal, WORDS[signal]) for signal, pool in LAYERS.items() if pool.ion not in there)


def with_or_without_layer(experiment: Experiment, name: str) -> Experiment:
    """The layer of a signal put into the first section, or the one at a path of the form taken out."""
    cell = experiment.cell
    paths = {f"cell.sections.{section.name}.pools.{pool.name}" for section in cell.sections for pool in section.pools}
    try:
        if name in paths:
            return remove(experiment, name)
        if name not in [choice.name for choice in layers_to_add(cell)]:
            raise Refused("no such layer")
        return replace(experiment, cell=with_layer(cell, cell.sections[0].name, name))
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None
