"""Words of the Library: what a file says of its entry, sources with their links, facts with their names and units."""

import importlib
import importlib.util
import re
from dataclasses import dataclass, replace
from typing import Any

from patch_sim.cells import Cell
from patch_sim.channels import Channel
from patch_sim.prove import Proof
from patch_sim.recorded import RECORDED, Band

from .numbers import fixed, written

LINKS = (
    (re.compile(r"doi:(\S+)"), "https://doi.org/{}"),
    (re.compile(r"ModelDB (\d+)"), "https://modeldb.science/{}"),
)
CELL_FACTS = {
    "v_rest": ("Resting potential", "mV"),
    "r_in": ("Input resistance", "MΩ"),
    "tau_m": ("Membrane time constant", "ms"),
    "rheobase": ("Rheobase, 200 ms step", "pA"),
    "pulse_threshold": ("Threshold of a 1 ms pulse", "pA"),
    "firing_onset": ("Current that keeps it firing", "pA"),
    "second_spikes": ("Spikes to a second pulse, 50 ms later", ""),
    "spike_height": ("Spike height", "mV"),
    "half_width": ("Spike width at half height", "ms"),
    "threshold": ("Spike threshold, 20 mV/ms", "mV"),
    "sag": ("Sag after −100 mV, share", ""),
    "rebound_spikes": ("Rebound spikes", ""),
    "holding": ("Holding potential", "mV"),
    "pacing_rate": ("Pacemaking rate", "Hz"),
    "i_hold": ("Current that silences it", "pA"),
}
"""Facts of a cell: name and unit."""


@dataclass(frozen=True)
class Source:
    """A piece of a source; without an address it is text."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class FactRow:
    """A fact: what is stated with its tolerance, and what is measured now; `holds` is "yes", "no" or not known yet."""

    name: str
    label: str
    unit: str
    stated: str
    tolerance: str
    recorded: str = ""
    """What is recorded from such cells."""
    source: str = ""
    why: str = ""
    """Why the model lies outside of that."""
    measured: str = ""
    holds: str = ""


def about(package: str, one: Any) -> tuple[str, str]:
    """The first sentence of an entry's file and the rest of what it says of itself; nothing where it has no file."""
    name = f"patch_sim.{package}.library.{one.name}"
    if importlib.util.find_spec(name) is None:
        return "", ""
    said = (importlib.import_module(name).__doc__ or "").replace("`", "").strip()
    head, _, rest = said.partition("\n")
    return head.strip(), " ".join(rest.split())


def sources(text: str) -> tuple[Source, ...]:
    """A source with its addresses.

    >>> sources("doi:10.1/x; ModelDB 3808")[1]
    Source(text='ModelDB 3808', href='https://modeldb.science/3808')
    """
    return tuple(_source(part) for part in re.split(r";\s+", text) if part)


def _source(part: str) -> Source:
    for pattern, address in LINKS:
        found = pattern.search(part)
        if found:
            return Source(part, address.format(found[1]))
    return Source(part)


def band_text(band: Band) -> str:
    """From where to where; halves of a mean ± something are as short as that.

    >>> band_text(Band(-67.5, -56.5, "a paper")), band_text(Band(0.25, 0.4, "a paper"))
    ('−67.5 … −56.5', '0.25 … 0.4')
    """
    return f"{written(band.low, 4)} … {written(band.high, 4)}"


def recorded(one: Any, name: str) -> tuple[str, str, str]:
    """What is recorded from such cells, its source, and why the model lies outside; nothing where nothing is."""
    band = RECORDED.get(one.name, {}).get(name) if isinstance(one, Cell) else None
    if band is None:
        return "", "", ""
    return band_text(band), band.source, band.why


def fact_rows(one: Any) -> tuple[FactRow, ...]:
    """The facts of a channel or a cell, not measured yet."""
    return tuple(
        FactRow(
            name,
            *label_of(one, name),
            written(expected, 5),
            tolerance(one.facts.tolerance(name)),
            *recorded(one, name),
        )
        for name, expected in one.facts.items()
    )


def measured(row: FactRow, proof: Proof) -> FactRow:
    """The row with what is measured now, in the places of its tolerance."""
    holds = "yes" if proof.holds else "no"
    said = places(proof.measured, proof.tolerance)
    return replace(row, measured=said, holds=holds)


def tolerance(by: float) -> str:
    """± something; nothing where it is exact."""
    return f"± {written(by, 3)}" if by else "exactly"


def places(number: float, by: float) -> str:
    """A number with a place more than its tolerance has.

    >>> places(-64.9996, 0.05), places(7572.3, 40), places(4.3e-4, 1e-6)
    ('−65.000', '7572', '0.00043')
    """
    if 0 < abs(number) < 1e-3 or not by:
        return written(number, 4)
    digits = 1 + len(f"{1 / by:.0f}") if by < 1 else 1 if by < 10 else 0
    return fixed(number, min(digits, 7))


def label_of(one: Any, name: str) -> tuple[str, str]:
    """What a fact goes by, and its unit."""
    if not isinstance(one, Channel):
        return CELL_FACTS.get(name, (name.replace("_", " "), ""))
    what, _, level = name.partition("_at_")
    if level:
        return f"Share in {what.upper()} at {level.replace('m', '−')} mV", ""
    for ending, text, unit in (
        ("_ca_half", "Half of {} open at [Ca²⁺]", "mM"),
        ("_half", "Half of {} open at", "mV"),
        ("_tau_max", "Longest τ of {}", "ms"),
    ):
        if name.endswith(ending):
            return text.format(name.removesuffix(ending)), unit
    return name.replace("_", " "), ""
