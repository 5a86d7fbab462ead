"""What a form may change: the path of one of its controls and a text, to a new experiment or the rule it breaks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from math import ceil

from patch_sim.cells import CELLS, LAYERS, Cell, Section, settled, with_ions
from patch_sim.channels import CHANNELS, Channel, Pool, own
from patch_sim.drugs import DRUGS
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment, Solver
from patch_sim.fields import Control, controls, edit, get, insert, remove
from patch_sim.protocols import PROTOCOLS
from patch_sim.rigs import RIGS

from . import own_form
from .clamp_mode import in_mode
from .formula_text import plain
from .numbers import MINUS, Unreadable, parse, written

OFF = "off"
EPOCH_ROWS = ("level", "level_delta", "duration", "duration_delta")
LAST_ROW = "digital"
OWN = "own "
"""Before the name of its ion, a channel that is made from scratch."""

SALTS = ("na", "k", "ca", "cl")
"""Ions that a cell gets from the usual solutions when a channel needs them."""


class Refused(ValueError):
    """An edit that cannot be made; the message is the rule, in the reader's words, `path` its field, if it has one."""

    def __init__(self, rule: str, path: str = "") -> None:
        super().__init__(rule)
        self.path = path


def experiment_of(cell: str, protocol: str) -> Experiment:
    """The library's experiment of these names."""
    try:
        return Experiment.of(cell, protocol)
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def picked(experiment: Experiment, cell: str, protocol: str) -> Experiment:
    """Another cell or protocol from the library; the one that stays keeps its changes, where it fits the other."""
    now = experiment
    try:
        the_cell = now.cell if cell == now.cell.name else CELLS[cell]
        if cell != now.cell.name and protocol in PROTOCOLS and not PROTOCOLS[protocol].can_be_fitted(the_cell.facts):
            protocol = instead(the_cell, protocol)
        own = protocol == now.protocol.name and protocol not in PROTOCOLS
        kept = own or (protocol == now.protocol.name and PROTOCOLS[protocol].scale in ("", "holding"))
        the_protocol = now.protocol if kept else PROTOCOLS[protocol].fitted(the_cell.facts)
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None
    return replace(now, cell=the_cell, protocol=the_protocol)


def instead(cell: Cell, protocol: str) -> str:
    """A preset of the same clamp mode that fits `cell`, in place of one that does not."""
    mode = PROTOCOLS[protocol].mode
    return next((name for name, one in PROTOCOLS.items() if one.mode == mode and one.fits(cell)), protocol)


@lru_cache(64)
def usual(experiment: Experiment) -> Experiment:
    """What the library says of the same cell and protocol, with the channels, ions and drugs that were added to it."""
    cell = CELLS.get(experiment.cell.name, experiment.cell)
    protocol = PROTOCOLS.get(experiment.protocol.name, experiment.protocol)
    known = {section.name: section for section in cell.sections}
    sections = tuple(_usual_section(section, known.get(section.name, section)) for section in experiment.cell.sections)
    known = {ion.name for ion in cell.ions}
    ions = (*cell.ions, *(ion for ion in experiment.cell.ions if ion.name not in known))
    drugs = tuple(DRUGS.get(drug.name, drug) for drug in experiment.cell.drugs)
    whole: Cell = replace(cell, sections=sections, ions=ions, drugs=drugs)
    return replace(
        experiment,
        cell=whole,
        protocol=protocol.fitted(cell.facts),
        rig=RIGS.get(experiment.rig.name, experiment.rig),
        solver=Solver(),
    )


def _usual_section(section: Section, library: Section) -> Section:
    known = {channel.name: channel for channel in library.channels}
    layers = {pool.signal: pool for pool in library.pools}

    def pool_of(pool: Pool) -> Pool:
        return layers.get(pool.signal) or replace(LAYERS.get(pool.signal, pool), rest=pool.rest)

    def channel_of(channel: Channel) -> Channel:
        return known.get(channel.name) or CHANNELS.get(channel.name, channel)

    return replace(library, channels=tuple(map(channel_of, section.channels)), pools=tuple(map(pool_of, section.pools)))


@lru_cache(64)
def rows(experiment: Experiment) -> Mapping[str, Control]:
    """Every control of the experiment by its path."""
    return {control.path: control for control in controls(experiment, usual(experiment))}


def changed(experiment: Experiment, path: str, text: str, past: Iterable[Experiment] = ()) -> Experiment:
    """`experiment` with `text` read into the control at `path`; Refused says the rule and what stays.

    What comes back may come as it was in the `past`.
    """
    control = rows(experiment).get(path)
    own_row = own_form.changes(experiment, path, past) if control is None else None
    if own_row:
        try:
            return own_row(text)
        except PatchSimError as error:
            raise Refused(f"{rule_of(error)}; still as it was") from None
    if control is None:
        raise Refused("no such field")
    try:
        made = followed(edit(salted(experiment, path, text), path, read(control, text)), path)
        if path == "protocol.mode":
            return in_mode(experiment, made.protocol.mode)
        return in_step(made) if path == "protocol.rate" else made
    except (Unreadable, PatchSimError) as error:
        raise Refused(f"{rule_of(error)}; still {kept(control)}") from None


def same_setup(one: Experiment, other: Experiment) -> bool:
    """Whether two experiments are of the same cell and protocol, whatever was edited in them."""
    return (one.cell.name, one.protocol.name) == (other.cell.name, other.protocol.name)


def carried(before: Experiment, after: Experiment, onto: Experiment) -> Experiment:
    """`onto` with the fields that differ between two others as they are in the second, where it has them."""
    old, there = rows(before), rows(onto)
    for path, row in rows(after).items():
        if path in old and path in there and row.value != old[path].value:
            onto = edit(onto, path, row.value)
    return onto


def offered(experiment: Experiment, path: str) -> bool:
    """Whether the form has a row at `path`."""
    return path in rows(experiment) or own_form.changes(experiment, path) is not None


def in_step(experiment: Experiment) -> Experiment:
    """`experiment` with a step that divides the sampling interval, the one that it has or a little shorter."""
    interval, dt = 1 / experiment.protocol.rate, experiment.solver.dt
    parts = ceil(interval / dt - 1e-6)
    if dt >= interval or abs(interval / dt - parts) <= 1e-6 * parts:
        return experiment
    return edit(experiment, "solver.dt", interval / parts)


def row_names(controls: Mapping[str, Control]) -> tuple[str, ...]:
    """The rows of the epoch table: what all types have, then what only some have, as far as one of them is there."""
    parts = [path.split(".") for path in controls if path.startswith("protocol.epochs.")]
    own = dict.fromkeys(name for *_, name in parts if name not in (*EPOCH_ROWS, LAST_ROW))
    return (*EPOCH_ROWS, *own, LAST_ROW)


def is_formula(path: str) -> bool:
    """Whether a path leads to the formula of a rate."""
    return path.endswith(".text")


def salted(experiment: Experiment, path: str, text: str) -> Experiment:
    """The experiment with calcium in its solutions, if the formula `text` at `path` speaks of it."""
    if not is_formula(path) or not re.search(r"\bca\b", plain(text)):
        return experiment
    return replace(experiment, cell=with_ions(experiment.cell, ["ca"]))


def read(control: Control, text: str) -> float | int | str | bool | None:
    """The value that `text` says for `control`; Unreadable if it says none."""
    if control.kind == "switch":
        return text == "true"
    if control.kind in ("choice", "text"):
        return plain(text) if is_formula(control.path) else text
    if not text.strip():
        return None  # the field itself knows whether it may be empty
    number = parse(text)
    if control.kind == "number":
        return number
    if not number.is_integer():
        raise Unreadable("must be a whole number")
    return int(number)


def restored(experiment: Experiment, path: str) -> Experiment:
    """`experiment` with the library's value at `path`."""
    if own_form.changes(experiment, path):
        return experiment
    if path not in rows(experiment):
        raise Refused("no such field")
    return followed(edit(experiment, path, get(usual(experiment), path)), path)


def followed(experiment: Experiment, path: str) -> Experiment:
    """The experiment in which layers rest at the concentration that was just written at `path`, if it is one."""
    match path.split("."):
        case ["cell", "ions", ion, _]:
            return replace(experiment, cell=settled(experiment.cell, ion))
    return experiment


def switched(experiment: Experiment, path: str) -> Experiment:
    """`experiment` with the channel or drug at `path` taken into the membrane or bath, or out of it."""
    control = rows(experiment).get(f"{path}.enabled")
    if control is None:
        raise Refused("no such channel or drug")
    return edit(experiment, control.path, not control.value)


def rule_of(error: Exception) -> str:
    """The rule in an error's message, without the place that the form shows already."""
    text = str(error)
    if isinstance(error, PatchSimError):
        text = text.partition(": ")[2] or text
    return typeset(text)


def typeset(text: str) -> str:
    """A message with true minus signs."""
    return re.sub(r"(?<![\w.])-(?=\d)", MINUS, text)


def kept(control: Control) -> str:
    """The value that stays, with its unit."""
    if control.value is None:  # what an empty field means its help says
        meaning = re.search(r"empty is ([^.;]+)", control.help)
        return f"empty: {meaning[1]}" if meaning else "empty"
    if not isinstance(control.value, (int, float)):
        return str(control.value or "as it was")
    return f"{written(control.value)} {control.unit}".strip()


def with_channel(experiment: Experiment, section: str, name: str) -> Experiment:
    """The library's channel `name` added to a section, and the ions that it needs to the cell."""
    try:
        ion = name.removeprefix(OWN)
        channel = CHANNELS[name] if ion == name else own_channel(experiment, section, ion)
        salty = replace(experiment, cell=with_ions(experiment.cell, channel.needs))
        return insert(salty, f"cell.sections.{section}.channels", channel)
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def own_channel(experiment: Experiment, section: str, ion: str) -> Channel:
    """A new channel of the user's own for a section, of an ion that the cell has or could have."""
    there = [channel.name for channel in get(experiment, f"cell.sections.{section}.channels")]
    if ion not in {known.name for known in with_ions(experiment.cell, SALTS).ions}:
        raise Refused("no such ion")
    return own(there, ion)


def without_channel(experiment: Experiment, section: str, name: str) -> Experiment:
    """The channel `name` taken out of a section."""
    try:
        return remove(experiment, f"cell.sections.{section}.channels.{name}")
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None
