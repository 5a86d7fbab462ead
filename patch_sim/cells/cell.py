"""What a cell is: sections of membrane that carry channels, in solutions, at a temperature."""

import re
from dataclasses import replace
from functools import lru_cache
from math import pi, prod

from pydantic import model_validator

from ..channels import At, Channel, Ion, Pool
from ..channels.param import Name
from ..drugs import Drug
from ..drugs.drug import Products
from ..errors import ParameterError, unknown
from ..facts import Facts
from ..units import PER_UM2, degC, mV, ohm_cm, proportion, segments, uF_cm2, um
from ..values import value

SITE = re.compile(r"((?P<name>[a-z][a-z0-9_]*)(\((?P<x>0(\.[0-9]+)?|1(\.0+)?)\))?)?")


@value
class Section:
    """A cylinder of membrane with the same channels all along."""

    name: Name
    diameter: um
    """Diameter: of the cylinder."""
    length: um
    """Length: of the cylinder; only its wall is membrane, not its ends."""
    channels: tuple[Channel, ...] = ()
    pools: tuple[Pool, ...] = ()
    c_m: uF_cm2 = 1.0
    """Capacitance: of the membrane, for each cm²."""
    n: segments = 1
    """Segments: equal pieces along the cylinder, each of them isopotential."""
    parent: str = ""
    """Parent: the section that this one springs from; empty for the first."""
    at: proportion = 1.0
    """Place on the parent: from 0, its own beginning, to 1, its end."""
    r_a_ohm_cm: ohm_cm = 100.0
    """Axial resistivity: of the cytoplasm."""

    @model_validator(mode="after")
    def _has_distinct_channels(self) -> "Section":
        names = [channel.name for channel in self.channels]
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice:
            raise ValueError(f"Section {self.name!r}: channel {twice!r} is there twice")
        ions = [pool.ion for pool in self.pools]
        if len(set(ions)) < len(ions):
            raise ValueError(f"Section {self.name!r}: an ion has one pool at most, not {ions}")
        return self

    @property
    def area(self) -> float:
        """Membrane area, µm²."""
        return pi * self.diameter * self.length

    @property
    def capacitance(self) -> float:
        """Membrane capacitance, pF."""
        return self.c_m * self.area * PER_UM2


@value
class Cell:
    """A neuron: what a rig can be attached to."""

    name: Name
    label: str
    sections: tuple[Section, ...]
    ions: tuple[Ion, ...] = ()
    celsius: degC = 22.0
    """Temperature: of the bath; every gate follows with its own Q10."""
    v_init: mV = -65.0
    """Start: where the search for the resting potential begins."""
    bath: str = ""
    pipette: str = ""
    """The solutions of the library that it was put into and filled with, if any; `ions` is what counts."""
    drugs: tuple[Drug, ...] = ()
    """Drugs in the bath."""
    source: str = ""
    facts: Facts = Facts()
    group: str = "Other"
    """Where it stands in a menu: the part of the body that it is from."""

    @model_validator(mode="after")
    def _is_whole(self) -> "Cell":
        _grown(self.name, self.sections)
        ions = {ion.name for ion in self.ions}
        if len(ions) < len(self.ions):
            raise ValueError(f"Cell {self.name!r}: an ion is there twice")
        if len({drug.name for drug in self.drugs}) < len(self.drugs):
            raise ValueError(f"Cell {self.name!r}: a drug is there twice")
        for section in self.sections:
            for channel in section.channels:
                for ion in sorted(channel.needs - ions):
                    raise ValueError(f"Cell {self.name!r}: channel {channel.name!r} needs the ion {ion!r}")
                for name in (permeant.name for permeant in channel.permeants if permeant.name in ions):
                    if abs(next(ion.charge for ion in self.ions if ion.name == name)) != 1:
                        where = f"channel {channel.name!r} has a permeability ratio for {name!r}"
                        raise ValueError(f"Cell {self.name!r}: {where}, which only ions of charge ±1 can have")
                outside = {pool.ion for pool in section.pools if pool.side == "out"}
                if channel.law == "ghk_drive" and channel.ion in outside:
                    raise ValueError(
                        f"Cell {self.name!r}: no pool outside for {channel.name!r}, whose law is ghk_drive"
                    )
            for pool in section.pools:
                if pool.ion not in ions:
                    raise ValueError(f"Cell {self.name!r}: a pool needs the ion {pool.ion!r}")
        return self

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels in the membrane of all sections, those that are switched off left out."""
        return tuple(channel for section in self.sections for channel in section.channels if channel.enabled)

    @property
    def pools(self) -> tuple[Pool, ...]:
        """The pools of all sections."""
        return tuple(pool for section in self.sections for pool in section.pools)

    @property
    def solutions(self) -> tuple[Ion, ...]:
        """The ions, those of pools at the pool's rest."""
        return _at_rest(self.ions, self.pools)

    @property
    def n_segments(self) -> int:
        """Isopotential pieces of all sections."""
        return sum(section.n for section in self.sections)

    def place(self, site: str) -> tuple[int, int]:
        """Section and segment, counted from 0, of a place such as ``dend(0.9)``; empty is the middle of the first.

        UnknownNameError if the cell has no such section, ParameterError if the text is no place.
        """
        found = SITE.fullmatch(site)
        if not found:
            raise ParameterError(f"{site!r}: a place is a section's name, or that with 0 to 1 behind it: dend(0.9)")
        names = [section.name for section in self.sections]
        name, x = found["name"] or names[0], float(found["x"] or 0.5)
        if name not in names:
            raise unknown("section", name, names)
        k = names.index(name)
        return k, min(int(x * self.sections[k].n), self.sections[k].n - 1)

    def segment(self, section: Section) -> "Cell":
        """One segment of `section` as a cell by itself."""
        alone = replace(section, n=1, length=section.length / section.n, parent="")
        return replace(self, sections=(alone,), facts=Facts())

    def at(self, channel: Channel) -> At:
        """What the channel's rates may speak of besides v in this cell, [Ca] being that of its solutions at rest."""
        calcium = next((ion.in_ for ion in self.solutions if ion.name == "ca"), None)
        return channel.at(self.celsius, calcium, self.e_rev(channel))

    def e_rev(self, channel: Channel) -> float:
        """The channel's reversal potential in this cell's solutions at its temperature, mV; of pools, at rest."""
        return channel.reversal(self.solutions, self.celsius)

    def left(self, channel: Channel) -> float:
        """The share of the channel's conductance that the drugs in the bath leave at first, each acting by itself."""
        return prod(drug.left(channel) for drug in self.drugs)

    def products(self, channel: Channel) -> Products:
        """The channel's open fraction as weighted products of gates, as far as drugs leave its gates."""
        products = channel.products
        for drug in self.drugs:
            products = drug.without(channel, products)
        return products

    @property
    def area(self) -> float:
        """Membrane area of all sections, µm²."""
        return sum(section.area for section in self.sections)

    @property
    def capacitance(self) -> float:
        """Membrane capacitance of all sections, pF."""
        return sum(section.capacitance for section in self.sections)


def _grown(cell: str, sections: tuple[Section, ...]) -> None:
    """ValueError unless the sections are one tree, every section behind its parent."""
    if not sections:
        raise ValueError(f"Cell {cell!r}: must have at least one section")
    known: list[str] = []
    channels = {channel.name for channel in sections[0].channels}
    for section in sections:
        if section.name in known:
            raise ValueError(f"Cell {cell!r}: section {section.name!r} is there twice")
        if not known and section.parent:
            raise ValueError(f"Cell {cell!r}: the first section has no parent, not {section.parent!r}")
        if known and not section.parent:
            raise ValueError(f"Cell {cell!r}: section {section.name!r} needs a parent, only the first has none")
        if known and section.parent not in known:
            raise ValueError(
                f"Cell {cell!r}: the parent {section.parent!r} of {section.name!r} must come before it; there are: "
                + ", ".join(known)
            )
        if known and section.name in channels:
            raise ValueError(f"Cell {cell!r}: section {section.name!r} has the name of a channel of the first section")
        known.append(section.name)


@lru_cache(64)
def _at_rest(ions: tuple[Ion, ...], pools: tuple[Pool, ...]) -> tuple[Ion, ...]:
    """The ions, those of `pools` with the pool's resting concentration on its side."""
    changed = {ion.name: ion for ion in ions}
    for pool in pools:
        changed[pool.ion] = replace(changed[pool.ion], **{"in_" if pool.side == "in" else "out": pool.rest})
    return tuple(changed.values())
