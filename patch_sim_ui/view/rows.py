"""The rows that the page shows of an experiment, as Reflex renders them."""

from dataclasses import dataclass, fields
from typing import TypeVar

from .curves import Curve

P = TypeVar("P", "Head", "Menus", "Channels", "Bath", "Rig", "Course", "Line")


@dataclass(frozen=True)
class Choice:
    """One entry of a menu."""

    name: str
    label: str
    disabled: bool = False


@dataclass(frozen=True)
class Group:
    """Entries of a menu under a heading."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Field:
    """A number, a choice or a switch with its label, unit, slider and error."""

    path: str = ""
    label: str = ""
    help: str = ""
    text: str = ""
    unit: str = ""
    error: str = ""
    value: float = 0.0
    default: float = 0.0
    lo: float = 0.0
    hi: float = 1.0
    step: float = 0.01
    log: bool = False
    whole: bool = False
    placeholder: str = ""
    formula: bool = False
    head: str = ""
    """A heading above it and those that follow."""
    under: str = ""
    """The heading that it stands under, for those who hear the page."""
    options: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Card:
    """A channel of a section."""

    path: str
    section: str
    name: str
    label: str
    title: str
    hue: str
    enabled: bool
    curves: tuple[Curve, ...]
    g: Field
    absolute: str
    entry: str = ""
    """What the channel goes by in the Library, if it is of it."""
    tip: str = ""
    """What such channels do for a cell."""


@dataclass(frozen=True)
class DrugCard:
    """A drug in the bath, and what it blocks at its concentration."""

    path: str
    name: str
    label: str
    title: str
    enabled: bool
    dose: Field
    blocks: str
    entry: str = ""
    tip: str = ""


@dataclass(frozen=True)
class SolutionRow:
    """The solutions on both sides by name, and the potential where they meet."""

    bath: str
    baths: tuple[Choice, ...]
    pipette: str
    pipettes: tuple[Choice, ...]
    junction: str
    hint: str


@dataclass(frozen=True)
class IonRow:
    """An ion's concentrations, the reversal potential that they make, and how far it has moved from the library's."""

    name: str
    label: str
    hue: str
    out: Field
    in_: Field
    e_rev: str
    moved: str
    error: str
    tip: str = ""


@dataclass(frozen=True)
class LayerCard:
    """A layer in which an ion's currents change its concentration: how deep, how it empties, what stays free."""

    path: str
    name: str
    label: str
    hue: str
    rows: tuple[Field, ...]


@dataclass(frozen=True)
class AmplifierRow:
    """A circuit of the amplifier: whether it is on, whether it can be switched, and whether Auto knows its value."""

    field: Field
    checked: bool
    checkable: bool
    auto: bool


@dataclass(frozen=True)
class Amplifier:
    """The rig by name, what its compensations leave, and its rows."""

    rig: str
    label: str
    left: str
    electrode: tuple[AmplifierRow, ...]
    compensations: tuple[AmplifierRow, ...]
    chain: tuple[AmplifierRow, ...]
    chain_said: str


@dataclass(frozen=True)
class Check:
    """A line of the rig's check, and what one click does about it."""

    text: str
    is_warning: bool
    remedy: str


@dataclass(frozen=True)
class EpochHead:
    """A column of the epoch table; `state` is used, next (the first that is off) or off."""

    letter: str
    kind: str
    state: str
    stimulus: bool


@dataclass(frozen=True)
class EpochRow:
    """A row of the epoch table: a field of every epoch that is used; one without a path where a type has no such."""

    label: str
    unit: str
    """Of its cells, which a wide table leaves out."""
    cells: tuple[Field, ...]
    error: str


@dataclass(frozen=True)
class Head:
    """What the experiment is, in words."""

    cell: str
    protocol: str
    cell_label: str
    protocol_label: str
    section: str
    mode: str
    see: str
    why: str
    try_: str


@dataclass(frozen=True)
class Menus:
    """What can be chosen or added."""

    protocols: tuple[Group, ...]
    addable: tuple[Choice, ...]
    drugs_to_add: tuple[Choice, ...]
    layers_to_add: tuple[Choice, ...]
    listable: tuple[Choice, ...]


@dataclass(frozen=True)
class Channels:
    """The cell's channels and its size."""

    summary: str
    cards: tuple[Card, ...]
    membrane: tuple[Field, ...]
    rest: str


@dataclass(frozen=True)
class Bath:
    """What is around the cell and in it."""

    drugs: tuple[DrugCard, ...]
    solutions: SolutionRow
    ions: tuple[IonRow, ...]
    layers: tuple[LayerCard, ...]
    calcium_hint: str
    temperature: Field
    temperature_hint: str


@dataclass(frozen=True)
class Rig:
    """The amplifier, and where it holds the cell."""

    amplifier: Amplifier
    holding: Field


@dataclass(frozen=True)
class Course:
    """The sweeps, and how they are solved."""

    timing: tuple[Field, ...]
    trial: tuple[Field, ...]
    leak: tuple[Field, ...]
    train: tuple[Field, ...]
    listed: Field
    method: Field
    step: Field
    """Of the solver, or the tolerance of steps that adapt."""
    epochs: tuple[EpochHead, ...]
    epoch_rows: tuple[EpochRow, ...]


@dataclass(frozen=True)
class Line:
    """How long it all lasts, and what is wrong with it."""

    lasts: tuple[str, ...]
    takes: str
    run: str
    problem: str


@dataclass(frozen=True)
class Form(Head, Menus, Channels, Bath, Rig, Course, Line):
    """All that the page shows of an experiment beside its traces."""


def part(form: Form, kind: type[P]) -> P:
    """The part of a form that is of this kind."""
    return kind(**{each.name: getattr(form, each.name) for each in fields(kind)})


PARTS = {"head": Head, "menus": Menus, "channels": Channels, "bath": Bath, "rig": Rig, "course": Course, "line": Line}
"""The variables that hold a form: an edit sends those that it changes."""
