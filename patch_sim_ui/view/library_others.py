"""Pages of the Library for cells and protocols, and the way to that of any entry."""

from dataclasses import dataclass
from typing import Any

from patch_sim.cells import CELLS, Cell
from patch_sim.channels import CHANNELS, Ion
from patch_sim.experiment import Experiment
from patch_sim.facts import Facts
from patch_sim.link import to_link
from patch_sim.protocols import PROTOCOLS, Protocol
from patch_sim.recorded import RECORDED
from patch_sim.units import PER_UM2

from .epoch_plot import epoch_plot
from .form import ion_label
from .library import MODES, hue, key_of
from .library_bath import drug_page, solution_page
from .library_channel import Link
from .library_page import Page, Row
from .library_words import about, fact_rows, sources
from .numbers import fixed, written
from .starts import CELL, STARTS

NO_FACTS = Facts()


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
        is_recorded=cell.name in RECORDED,
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


def page_of(kind: str, one: Any) -> Page:
    """The page of an entry that is no channel."""
    made = {"cells": cell_page, "protocols": protocol_page, "drugs": drug_page, "solutions": solution_page}
    return made[kind](one)
