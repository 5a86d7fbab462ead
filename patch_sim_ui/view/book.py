"""The lab book: what was changed, what was recorded, what one wrote beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from patch_sim.channels import FAMILIES, Channel
from patch_sim.channels.own import MADE, gates_text, params_text, rates_of
from patch_sim.experiment import Experiment
from patch_sim.protocols import LETTERS

from . import edits, own_form
from .layers import said
from .numbers import written

MOST = 500
"""Lines that a book holds; the oldest go."""
FIELDS = 3
"""Changed fields that a line names."""
MOST_TAGS = 200
LONGEST = 500
"""Characters of a comment."""
LARGEST = 2000
"""Characters of a line."""
RATES = {"inf": "∞", "tau": "τ", "alpha": "α", "beta": "β"}
BY = {choice.name: choice.label for choice in own_form.RATES}
"""What a gate of one's own channel is given by."""
KINDS = ("change", "run", "comment", "tag")
NAMES = ("at", "kind", "text", "link")


@dataclass(frozen=True)
class Line:
    """A line of the book: when, its kind (change, run, comment, tag), what, and the link of the experiment then."""

    at: str
    kind: str
    text: str
    link: str = ""


@dataclass(frozen=True)
class Tag:
    """What one wrote beside a moment (ms) of a sweep (from 0) of the recording that goes by `token`."""

    token: str
    sweep: int
    time: float
    text: str


def added(book: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    """The book with one more line, the newest first."""
    return (line, *book)[:MOST]


def told(before: Experiment, after: Experiment) -> str:
    """What was changed, in the words of the form; nothing where nothing was."""
    if before.cell.name != after.cell.name or before.cell.label != after.cell.label:
        return f"Cell: {after.cell.label}; protocol: {after.protocol.label}"
    if before.protocol.name != after.protocol.name:
        return f"Protocol: {after.protocol.label}"
    old, new = edits.rows(before), edits.rows(after)
    was, now = _members(before), _members(after)
    was_ones, ones = _own(before), _own(after)
    found = [f"Added {now[key]}" for key in sorted(now.keys() - was)]
    found += [f"Removed {was[key]}" for key in sorted(was.keys() - now)]
    stayed = sorted(now.keys() & was)
    found += [f"Renamed {was[key]} to {now[key]}" for key in stayed if was[key] != now[key]]
    found += [line for key in stayed for line in _written(was_ones.get(key), ones.get(key))]
    kinds = [(letter, *_kinds(letter, before, after)) for letter in LETTERS]
    found += [f"epoch {letter} {a.lower()} → {b.lower()}" for letter, a, b in kinds if a != b]
    changed = [path for path, row in new.items() if path in old and old[path].value != row.value]
    for path in changed[:FIELDS]:
        row, place = new[path], _place(path)
        label = RATES.get(path.split(".")[-2], row.label) if row.label == "Formula" else row.label
        what = f"{place} {label[:1].lower()}{label[1:]}" if place else label
        if isinstance(row.value, bool):
            what = place if place and row.label == "Enabled" else what
            found.append(f"{what} {_value(row.value)}")
        else:
            found.append(f"{what} {_value(old[path].value)} → {_value(row.value)} {row.unit}".rstrip())
    if len(changed) > FIELDS:
        found.append(f"and {len(changed) - FIELDS} more")
    return "; ".join(found) or ("Changed" if before != after else "")


def brought(lines: object) -> tuple[Line, ...]:
    """The lines of a book that a tab kept, the newest first; a socket can bring anything, and what is no line goes."""
    found = [
        Line(*(one[name] for name in NAMES))
        for one in (lines if isinstance(lines, list) else [])
        if isinstance(one, dict) and all(isinstance(one.get(name), str) for name in NAMES)
    ]
    return tuple(line for line in found if line.kind in KINDS and max(map(len, (line.at, line.text))) < LARGEST)[:MOST]


def _kinds(letter: str, *experiments: Experiment) -> list[str]:
    """The type of an epoch in each experiment."""
    rows = (experiment.protocol.epochs for experiment in experiments)
    return [row[k].label if (k := LETTERS.index(letter)) < len(row) else "off" for row in rows]


def _channels(experiment: Experiment) -> dict[str, Channel]:
    return {f"{s.name} {channel.name}": channel for s in experiment.cell.sections for channel in s.channels}


def _members(experiment: Experiment) -> dict[str, str]:
    """Labels of the channels, drugs and layers that are in the cell, by what they are however they are called."""
    layers = (f"{said(pool)} changes" for pool in experiment.cell.pools)
    others = (*layers, *(drug.label for drug in experiment.cell.drugs))
    return {name: one.label for name, one in _channels(experiment).items()} | {name: name for name in others}


def _own(experiment: Experiment) -> dict[str, Channel]:
    return {name: one for name, one in _channels(experiment).items() if one.source == MADE}


def _written(before: Channel | None, after: Channel | None) -> Iterator[str]:
    """What was written anew of a channel of one's own and is no row that both have."""
    if before is None or after is None:
        return
    old, new = ({gate.name: gate for gate in one.gates} for one in (before, after))
    if [*old] != [*new]:
        yield f"{after.name} gates {gates_text(before) or 'none'} → {gates_text(after) or 'none'}"
    if [one.name for one in before.params] != [one.name for one in after.params]:
        yield f"{after.name} params {params_text(before) or 'none'} → {params_text(after) or 'none'}"
    for name in new:
        if name in old and rates_of(old[name]) != rates_of(new[name]):
            yield f"{after.name} {name} by {BY[rates_of(new[name])]}"
    if before.family != after.family:
        yield f"{after.name} blocked as {FAMILIES.get(after.family, 'no drug')}"


def _place(path: str) -> str:
    """Where a field is, in a word: the channel, ion or epoch that its path goes through."""
    parts = path.split(".")
    for kind, word in (("channels", ""), ("epochs", "epoch "), ("ions", ""), ("drugs", ""), ("pools", "")):
        if kind in parts[:-1] and parts.index(kind) + 1 < len(parts) - 1:
            gate = f" {parts[parts.index('gates') + 1]}" if "gates" in parts[:-1] else ""
            return word + parts[parts.index(kind) + 1] + gate
    return ""


def _value(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "off" if value in (None, "", False) else "on" if value is True else str(value)
    return written(value)


def as_text(book: tuple[Line, ...], origin: str = "") -> str:
    """The book as a text file, the oldest line first; a run has the link that opens its experiment."""
    lines = []
    for line in reversed(book):
        link = f"\n          {origin}/#x={line.link}" if line.link and line.kind in ("run", "tag") else ""
        lines.append(f"{line.at}  {line.kind:<8}{line.text}{link}")
    return "\n".join(lines) + "\n"
