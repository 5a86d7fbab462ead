"""Pages of the Library for what goes into bath and pipette: drugs with their dose-response curves, and solutions."""

from typing import Any

import numpy as np

from patch_sim.cells import CELLS
from patch_sim.channels import CHANNELS, FAMILIES, Ion
from patch_sim.drugs import Drug
from patch_sim.solutions import SOLUTIONS, Solution, Species, junction_potential

from .form import ion_label
from .library import key_of
from .library_channel import Link, dose
from .library_page import Page, Row
from .library_words import about, sources
from .numbers import fixed, written

WARM = 22.0
"""°C at which junction potentials are told."""
REACH = 1e3
"""How far a dose-response curve goes on both sides of the IC50s."""
COLORS = ("drug", "k", "na", "ca", "h", "leak")


def drug_page(drug: Drug) -> Page:
    """A drug: how much it takes of what."""
    first, more = about("drugs", drug)
    rows = tuple(
        Row(
            _of(effect.target) + (f": gate {effect.gate}" if effect.gate else ""),
            (dose(effect.ic50), written(effect.hill, 3), f"{100 * effect.most:.0f} %",
             f"{100 * (1 - effect.left(drug.concentration)):.3g} %"),
            hue=COLORS[k % len(COLORS)],
        )
        for k, effect in enumerate(drug.effects)
    )  # fmt: skip
    hit = [(channel, effect) for channel in CHANNELS.values() if (effect := drug.effect(channel)) and effect.most]
    return Page(
        kind="drugs",
        key=key_of("drugs", drug.name),
        name=drug.name,
        label=drug.label,
        about=first,
        more=more,
        badges=(f"usually {dose(drug.concentration)}", drug.name),
        sources=sources(drug.source),
        table="Targets",
        columns=("Target", "IC50", "Hill", "At most", f"At {dose(drug.concentration)}"),
        rows=rows,
        links="Channels",
        fitting=tuple(Link(key_of("channels", c.name), c.label, f"IC50 {dose(e.ic50)}") for c, e in hit),
        add="Add to my bath",
    )


def _of(target: str) -> str:
    return CHANNELS[target].label if target in CHANNELS else target[0].upper() + target[1:]


def dose_response(drug: Drug) -> dict[str, Any]:
    """The block of every target over the concentration, with its half."""
    half = [effect.ic50 for effect in drug.effects]
    c = np.geomspace(min(half) / REACH, max(half) * REACH, 161)
    lines = [
        {
            "name": "",
            "label": (FAMILIES.get(effect.name) or _of(effect.target)).partition(" (")[0],
            "y": [float(f"{100 * (1 - effect.left(x)):.4g}") for x in c],
            "color": f"var(--q-{COLORS[k % len(COLORS)]})",
            "dash": False,
            "area": False,
            "mark": {"x": effect.ic50, "y": 50 * effect.most, "text": dose(effect.ic50)},
        }
        for k, effect in enumerate(drug.effects)
    ]
    return {
        "title": "Dose and response",
        "group": "c",
        "x": {"label": "concentration", "unit": "µM", "log": True},
        "xs": [float(f"{x:.4g}") for x in c],
        "y": {
            "label": "gate gone" if any(effect.gate for effect in drug.effects) else "block",
            "unit": "%",
            "log": False,
            "range": [0.0, 100.0],
        },
        "lines": lines,
    }


def solution_page(solution: Solution) -> Page:
    """A solution: its ions, and the potential where it meets each of the other side's."""
    first, more = about("solutions", solution)
    ions = tuple(
        Row(
            species(one), (written(one.concentration), f"{one.charge:+d}".replace("-", "−"),
                                             written(one.mobility, 3)),
        )
        for one in solution.species
    )  # fmt: skip
    others = [one for one in SOLUTIONS.values() if one.side != solution.side]
    junctions = tuple(
        Row(one.label, (f"{fixed(_junction(solution, one), 1, sign=True)} mV",), key_of("solutions", one.name))
        for one in others
    )
    users = [cell for cell in CELLS.values() if solution.name in (cell.bath, cell.pipette)]
    bath = solution.side == "bath"
    return Page(
        kind="solutions",
        key=key_of("solutions", solution.name),
        name=solution.name,
        label=solution.label,
        about=first,
        more=more,
        badges=("bath" if bath else "pipette", solution.name),
        sources=sources(solution.source),
        table="Ions",
        columns=("Ion", "mM", "Charge", "Mobility, of K⁺"),
        rows=ions,
        table_2=f"Junction potential, {written(WARM)} °C",
        columns_2=("With the pipette" if bath else "In the bath", "Bath − pipette"),
        rows_2=junctions,
        links="Cells",
        fitting=tuple(Link(key_of("cells", cell.name), cell.label) for cell in users),
        add="Put my cell into it" if bath else "Fill my pipette with it",
    )


BUFFERS = ("hepes", "egta", "mes", "mops")


def species(one: Species) -> str:
    """An ion of a solution as chemists write it.

    >>> species(Species("mg", 2.0)), species(Species("hepes", 4.0)), species(Species("gluconate", 130.0))
    ('Mg²⁺', 'HEPES', 'gluconate')
    """
    if one.name in BUFFERS:
        return one.name.upper()
    return ion_label(Ion(one.name, one.charge, 1.0, 1.0)) if len(one.name) <= 2 else one.name


def _junction(one: Solution, other: Solution) -> float:
    pipette, bath = (other, one) if one.side == "bath" else (one, other)
    return junction_potential(pipette, bath, WARM)
