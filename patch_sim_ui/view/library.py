"""The Library's list: every entry of every registry under one key, grouped as a reader looks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from patch_sim.cells import CELLS
from patch_sim.channels import CHANNELS, FAMILIES, Channel
from patch_sim.drugs import DRUGS
from patch_sim.protocols import PROTOCOLS
from patch_sim.solutions import SOLUTIONS
from patch_sim_ui.theme import hues

from .starts import CELL

KINDS: Mapping[str, Mapping[str, Any]] = {
    "channels": CHANNELS,
    "cells": CELLS,
    "protocols": PROTOCOLS,
    "drugs": DRUGS,
    "solutions": SOLUTIONS,
}
MODES = {"vc": "Voltage clamp", "cc": "Current clamp"}
SIDES = {"bath": "In the bath", "pipette": "In the pipette"}
OTHER = "Other"
NAMES = {"na": "Na⁺", "k": "K⁺", "ca": "Ca²⁺", "cl": "Cl⁻"}


@dataclass(frozen=True)
class Entry:
    """A line of the list: its key in the address, what it says, and the word that also finds it."""

    key: str
    label: str
    hint: str
    hue: str
    also: str


@dataclass(frozen=True)
class Group:
    """Entries of a kind that belong together."""

    kind: str
    label: str
    entries: tuple[Entry, ...]


def key_of(kind: str, name: str) -> str:
    """What an entry goes by in an address: its name, with its kind before it where two kinds have one of that name."""
    bearers = [one for one, registry in KINDS.items() if name in registry]
    return name if bearers in ([], [kind]) else f"{kind}-{name}"


def found(key: str) -> tuple[str, str] | None:
    """Kind and name of the entry that goes by `key`, if there is one."""
    return keys().get(key)


@cache
def keys() -> dict[str, tuple[str, str]]:
    """Every key with its kind and name."""
    return {key_of(kind, name): (kind, name) for kind, registry in KINDS.items() for name in registry}


@cache
def groups() -> tuple[Group, ...]:
    """The whole list."""
    listed: dict[tuple[str, str], list[Entry]] = {}
    order = [*FAMILIES, ""]
    channels = sorted(CHANNELS.values(), key=lambda c: (order.index(c.family), c.label))
    for channel in channels:
        listed.setdefault(("channels", family(channel)), []).append(entry("channels", channel, hue(channel)))
    for kind, group_of in (
        ("cells", lambda one: "Cells"),
        ("protocols", lambda one: MODES[one.mode]),
        ("drugs", lambda one: "Drugs"),
        ("solutions", lambda one: SIDES[one.side]),
    ):
        for one in sorted(KINDS[kind].values(), key=group_of):
            shown = {"drugs": "drug"}.get(kind, "")
            listed.setdefault((kind, group_of(one)), []).append(entry(kind, one, shown))
    return tuple(Group(kind, label, tuple(entries)) for (kind, label), entries in listed.items())


def entry(kind: str, one: Any, color: str) -> Entry:
    """A line of the list."""
    label, _, origin = one.label.partition(" (")
    hint = origin.removesuffix(")") if kind == "channels" else ""
    also = f"{one.name} {one.label} {getattr(one, 'family', '')}".lower()
    return Entry(key_of(kind, one.name), label if hint else one.label, hint, color, also)


def family(channel: Channel) -> str:
    """The family of a channel as a heading.

    >>> family(CHANNELS["kv_hh"])
    'Potassium, delayed rectifier (Kv2)'
    """
    said = FAMILIES.get(channel.family, OTHER)
    return said[0].upper() + said[1:]


def hue(channel: Channel) -> str:
    """The hue of a channel by itself."""
    return hues([channel])[channel.name]


def first() -> str:
    """What the page shows when it is asked for nothing: the first channel of the cell that Acquire begins with."""
    return key_of("channels", CELLS[CELL].channels[0].name)
