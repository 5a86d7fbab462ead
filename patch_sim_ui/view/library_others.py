"""Pages of the Library for cells, protocols, drugs and solutions."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from patch_sim.cells import CELLS, Cell
from patch_sim.channels import CHANNELS, FAMILIES, Ion
from patch_sim.drugs import Drug
from patch_sim.experiment import Experiment
from patch_sim.facts import Facts
from patch_sim.link import to_link
from patch_sim.protocols import PROTOCOLS, Protocol
from patch_sim.solutions import SOLUTIONS, Solution, Species, junction_potential
from patch_sim.units import PER_UM2

from .epoch_plot import EpochPlot, epoch_plot
from .form import ion_label
from .library import MODES, hue, key_of
from .library_channel import Link, dose
from .library_words import FactRow, Source, about, fact_rows, sources
from .numbers import fixed, written
from .starts import CELL, STARTS

WARM = 22.0
"""°C at which junction potentials are told."""
REACH = 1e3
"""How far a dose-response curve goes on both sides of the IC50s."""
UNDRAWN = EpochPlot()
NO_FACTS = Facts()
COLORS = ("drug", "k", "na", "ca", "h", "leak")


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


def cell_page(cell: Cell) -> Page:
    """A cell: its sections, channels and solutions, its facts, and what it can be used for."""
    first, more = about("cells", cell)
    preset = next((name for name in (*STARTS, *PROTOCOLS) if PROTOCOLS[name].fits(cell)), next(iter(PROTOCOLS)))
    badges = [f"{written(cell.celsius, 3)} °C", f"{written(cell.area, 4)} µm²", f"{written(cell.capacitance, 3)} pF"]
    shape = [
        f"{s.name}: ⌀ {written(s.diameter, 4)} µm, length {written(s.length, 4)} µm" + (f", {s.n} segments" * (s.n > 1))
        for s in cell.sections
    ]
    channels = [
        Row(
            one.label,
            (
                f"{written(one.permeability, 3)} cm/s" if one.law == "ghk_flux" else f"{written(one.g_max, 4)} mS/cm²",
                "" if one.law == "ghk_flux" else f"{written(one.g_max * section.area * PER_UM2, 3)} nS",
                f"{fixed(cell.e_rev(one), 1, sign=True)} mV",
                *([section.name] if len(cell.sections) > 1 else []),
            ),
            key_of("channels", one.name) if one.name in CHANNELS else "",
            hue(one),
        )
        for section in cell.sections
        for one in section.channels
    ]
    ions = [
        Row(
            ion_label(ion), (f"{written(ion.out)}", f"{written(ion.in_)}", fixed(ion.e_rev(cell.celsius), 1, sign=True))
        )
        for ion in cell.solutions
    ]
    where = ("Section",) if len(cell.sections) > 1 else ()
    lacks = {name: one.lacks(cell) for name, one in PROTOCOLS.items()}
    return Page(
        kind="cells",
        key=key_of("cells", cell.name),
        name=cell.name,
        label=cell.label,
        about=first,
        more=more,
        badges=(*badges, *shape, cell.name),
        sources=sources(cell.source),
        open=to_link(Experiment.of(cell.name, preset)),
        open_label="Open on Acquire",
        table="Channels",
        columns=("Channel", "Density", "Conductance", "Reversal", *where),
        rows=tuple(channels),
        table_2="Solutions",
        columns_2=("Ion", "Out, mM", "In, mM", "E, mV"),
        rows_2=tuple(ions),
        facts=fact_rows(cell),
        links="Presets",
        fitting=tuple(Link(key_of("protocols", n), PROTOCOLS[n].label) for n, lack in lacks.items() if not lack),
        lacking=tuple(
            Link(key_of("protocols", n), PROTOCOLS[n].label, f"needs {lack}") for n, lack in lacks.items() if lack
        ),
    )


@dataclass(frozen=True)
class Nothing:
    """A cell that has nothing, to ask a protocol for all that it needs."""

    facts: Facts = NO_FACTS
    ions: tuple[Ion, ...] = ()
    channels: tuple[Any, ...] = ()


def protocol_page(protocol: Protocol) -> Page:
    """A protocol: its statement, its picture on the first cell that it fits, and what it needs of others."""
    lacks = {name: protocol.lacks(cell) for name, cell in CELLS.items()}
    fits = [name for name in (CELL, *CELLS) if not lacks[name]]
    cell = next(iter(fits), CELL)
    experiment = Experiment.of(cell, protocol.name)
    needs = protocol.lacks(Nothing())
    return Page(
        kind="protocols",
        key=key_of("protocols", protocol.name),
        name=protocol.name,
        label=protocol.label,
        about=str(protocol),
        more=f"Drawn as it runs on {CELLS[cell].label}: {experiment.protocol}",
        badges=(MODES[protocol.mode], f"needs {needs}" if needs else "fits every cell", protocol.name),
        open=to_link(experiment),
        open_label="Open on Acquire",
        links="Cells",
        fitting=tuple(Link(key_of("cells", name), CELLS[name].label) for name in CELLS if not lacks[name]),
        lacking=tuple(
            Link(key_of("cells", name), CELLS[name].label, f"lacks {lack}") for name, lack in lacks.items() if lack
        ),
        see=protocol.see,
        why=protocol.why,
        try_=protocol.try_,
        plot=epoch_plot(experiment.protocol),
    )


def drug_page(drug: Drug) -> Page:
    """A drug: how much it takes of what."""
    first, more = about("drugs", drug)
    rows = tuple(
        Row(
            _of(effect.target),
            (dose(effect.ic50), written(effect.hill, 3), f"{100 * effect.most:.0f} %",
             f"{100 * (1 - effect.left(drug.concentration)):.3g} %"),
            hue=COLORS[k % len(COLORS)],
        )
        for k, effect in enumerate(drug.effects)
    )  # fmt: skip
    effects = {effect.name: effect for effect in drug.effects}
    hit = [
        (channel, effect)
        for channel in CHANNELS.values()
        if (effect := effects.get(channel.name) or effects.get(channel.family))
    ]
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
        "y": {"label": "block", "unit": "%", "log": False, "range": [0.0, 100.0]},
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


def page_of(kind: str, one: Any) -> Page:
    """The page of an entry that is no channel."""
    made = {"cells": cell_page, "protocols": protocol_page, "drugs": drug_page, "solutions": solution_page}
    return made[kind](one)
