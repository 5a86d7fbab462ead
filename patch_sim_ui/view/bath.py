"""What the cell lives in, as rows: drugs with what they block, solutions with the potentials that they make."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from patch_sim.cells import CELLS, Cell, solution_of
from patch_sim.cells.perfusion import Side
from patch_sim.channels import Channel
from patch_sim.drugs import DRUGS, Drug
from patch_sim.engine.rest import rest
from patch_sim.engine.tables import membrane
from patch_sim.errors import PatchSimError
from patch_sim.solutions import SOLUTIONS, junction_potential

from .library import key_of
from .numbers import fixed, written
from .rows import Choice, DrugCard, Field, SolutionRow
from .tips import of_drug

OWN = "own"
"""The concentrations of the cell itself."""
MEMBRANES: dict[Side, str] = {"bath": "out", "pipette": "in_"}
LEAST = 0.005
"""The smallest block that is worth a word."""


def drug_cards(cell: Cell, fields: Mapping[str, Field]) -> tuple[DrugCard, ...]:
    """A card for every drug in the bath."""
    return tuple(
        DrugCard(
            path=f"cell.drugs.{drug.name}",
            name=drug.name,
            label=drug.label.partition(" (")[0],
            title=f"{drug.label} · {drug.source}",
            enabled=drug.enabled,
            dose=fields[drug.name],
            blocks=("; ".join(acts(cell, drug)) or "Blocks nothing in this cell")
            if drug.enabled
            else "Not in the bath",
            entry=key_of("drugs", drug.name) if drug.name in DRUGS else "",
            tip=of_drug(drug),
        )
        for drug in cell.drugs
    )


def acts(cell: Cell, drug: Drug) -> Iterator[str]:
    """What the drug does in the cell, in sentences."""
    present = replace(drug, enabled=True, start_s=0.0)
    if blocked := " · ".join(shares(cell, present.left)):
        yield f"Blocks {blocked}"
    if gone := " · ".join(shares(cell, present.kept)):
        yield f"Takes {' and '.join(dict.fromkeys(e.gate for e in drug.effects if e.gate))} from {gone}"


def shares(cell: Cell, left: Callable[[Channel], float]) -> Iterator[str]:
    """What is not left of each channel, channels of equal shares together."""
    found: dict[str, list[str]] = {}
    for channel in {channel.name: channel for section in cell.sections for channel in section.channels}.values():
        if (gone := 1 - left(channel)) >= LEAST:
            found.setdefault(percent(gone), []).append(short(channel))
    for share, names in found.items():
        yield f"{share} of {', '.join(names)}"


def percent(share: float) -> str:
    """A share as percents that tell 99 from 99.9.

    >>> percent(0.5), percent(0.9951), percent(0.99997), percent(1.0)
    ('50 %', '99.5 %', '>99.9 %', '>99.9 %')
    """
    if share > 0.9995:
        return ">99.9 %"
    return f"{100 * share:.1f} %" if share > 0.99 or share < 0.1 else f"{100 * share:.0f} %"


def short(channel: Channel) -> str:
    """A channel's label without where it comes from."""
    return channel.label.partition(" (")[0]


def drugs_to_add(cell: Cell) -> tuple[Choice, ...]:
    """The drugs of the library that are not in the bath."""
    there = {drug.name for drug in cell.drugs}
    return tuple(Choice(name, drug.label) for name, drug in DRUGS.items() if name not in there)


def solutions(cell: Cell) -> SolutionRow:
    """What is in the bath and in the pipette, and the potential where they meet."""
    bath, pipette = solution_of(cell, "bath"), solution_of(cell, "pipette")
    meets = f"{fixed(junction_potential(pipette, bath, cell.celsius), 1, sign=True)} mV" if bath and pipette else "–"
    return SolutionRow(
        bath=bath.name if bath else own(cell, "bath"),
        baths=choices(cell, "bath"),
        pipette=pipette.name if pipette else own(cell, "pipette"),
        pipettes=choices(cell, "pipette"),
        junction=meets,
        hint="Liquid junction potential of the bath relative to the pipette (Henderson); V = recorded − this"
        if bath and pipette
        else "Choose a bath and a pipette solution: the junction potential rests on every ion in them",
    )


def choices(cell: Cell, side: Side) -> tuple[Choice, ...]:
    """The solutions of a side, the cell's own first; "custom" where its concentrations are neither."""
    found = [Choice(OWN, "The cell's own"), *(Choice(n, s.label) for n, s in SOLUTIONS.items() if s.side == side)]
    if solution_of(cell, side) is None and not own(cell, side):
        found.insert(0, Choice("", "Custom"))
    return tuple(found)


def own(cell: Cell, side: Side) -> str:
    """`OWN` where the cell has the library's concentrations on that side, else nothing."""
    usual = {ion.name: ion for ion in CELLS.get(cell.name, cell).ions}
    field = MEMBRANES[side]
    same = all(getattr(ion, field) == getattr(usual.get(ion.name, ion), field) for ion in cell.ions)
    return OWN if same else ""


def rest_line(cell: Cell) -> str:
    """The resting potential, and how far it is from the library's cell; nothing where it takes long to find."""
    if len(cell.sections) > 1 or cell.pools:
        return ""
    now, usual = resting(cell), resting(CELLS.get(cell.name, cell))
    if now is None:
        return "none: it fires by itself, or drifts"
    moved = "" if usual is None or abs(now - usual) < 0.05 else f" ({fixed(now - usual, 1, sign=True)})"
    return f"{fixed(now, 1, sign=True)} mV{moved}"


@lru_cache(64)
def resting(cell: Cell) -> float | None:
    """The stable resting potential without current, mV."""
    try:
        return rest(membrane(cell), 0.0, cell.v_init)
    except (PatchSimError, ArithmeticError, ValueError):
        return None


def ignores_temperature(cell: Cell) -> bool:
    """Whether no channel has a Q10, so that temperature moves reversal potentials alone."""
    channels = [channel for section in cell.sections for channel in section.channels]
    return all(
        channel.g_q10 == 1 and all(channel.phi(gate, channel.t_ref + 10) == 1 for gate in channel.gates)
        for channel in channels
    )


def starts_without_calcium(cell: Cell) -> bool:
    """Whether calcium inside rests at a concentration that no real cell has."""
    return any(pool.ion == "ca" and 0 < pool.rest < 1e-6 for section in cell.sections for pool in section.pools)


def left_over(cell: Cell, channel: Channel, absolute: float) -> str:
    """The whole conductance, nS, of which drugs leave what the text says."""
    left = cell.left(channel)
    return f"{written(absolute, 4)} nS" if left == 1 else f"{written(absolute * left, 3)} nS left"
