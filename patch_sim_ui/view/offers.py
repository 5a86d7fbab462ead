"""All that a panel of the scope can show of a recording: its signals one by one, and those that belong together."""

from collections.abc import Iterator
from typing import Any

from patch_sim.cells import Section
from patch_sim.channels import Channel
from patch_sim.engine.tree_signals import places
from patch_sim.engine.trial import SUBTRACTED
from patch_sim.recording import Recording
from patch_sim_ui.theme import hues

from .panels import concentration, labels

NAMES = {"v": "V", "v_pip": "V_pip", "i_m": "I_m", SUBTRACTED: "I_m leak-subtracted", "command": "Command"}


def offers(recording: Recording) -> list[dict[str, Any]]:
    """One for each signal and each group of them: {label, group, unit, color, signals}.

    `color` is "level" (sweeps by the ramp) or "quantity" (each signal in its hue).
    """
    experiment = recording.experiment
    sections = experiment.cell.sections
    found: list[dict[str, Any]] = []
    for prefix, (section, _) in places(experiment).items():
        own = [name for name in recording.signals if place_of(name, recording) == prefix]
        found += at_place(recording, sections[section], prefix, own)
    return found


def place_of(name: str, recording: Recording) -> str:
    """The prefix of a signal's place, "" for the first section."""
    fitting = [prefix for prefix in places(recording.experiment) if prefix and name.startswith(prefix)]
    return max(fitting, key=len, default="")


def at_place(recording: Recording, section: Section, prefix: str, names: list[str]) -> Iterator[dict[str, Any]]:
    """What one place of the cell offers."""
    units, where = recording.units, prefix.rstrip(".")
    channels = [c for c in section.channels if c.enabled]
    hue, label = hues(channels), labels(channels)

    def offer(text: str, group: str, color: str, *signals: dict[str, Any]) -> dict[str, Any]:
        first = signals[0]["name"]
        title = f"{text} · {where}" if where else text
        return {"label": title, "group": group, "unit": units[first], "color": color, "signals": list(signals)}

    def signal(name: str, text: str, hue: str = "", dash: bool = False) -> dict[str, Any]:
        return {"name": name, "label": text, "hue": hue, "dash": dash}

    for name, text in NAMES.items():
        if prefix + name in names:
            yield offer(text, "Membrane", "level", signal(prefix + name, text))
    if not prefix and "v_pip" in names:
        clamped = units["command"] == "mV"
        first = signal("command", "Command") if clamped else signal("v_pip", "V_pip")
        pipette = [signal("v_pip", "V_pip", "raw")] if clamped else []
        title = "Command, pipette and true V" if clamped else "V_pip and true V"
        yield offer(title, "Membrane", "level", first, signal("v", "true V_m", "truth", True), *pipette)
    currents = [(c, f"{prefix}i_{c.name}") for c in channels if f"{prefix}i_{c.name}" in names]
    parts = [signal(name, f"I_{label[c.name]}", hue[c.name]) for c, name in currents]
    if parts:
        yield offer("Currents", "Currents", "quantity", *parts)
    for c, name in currents:
        yield offer(f"I_{label[c.name]}", "Currents", "level", signal(name, f"I_{label[c.name]}"))
    states = {c.name: states_of(c, prefix, names) for c in channels}
    for group, chosen in (
        ("Gates", [c for c in channels if states[c.name] and not c.scheme]),
        ("States", [c for c in channels if states[c.name] and c.scheme]),
    ):
        of = {
            c.name: [
                signal(name, f"{name.rpartition('.')[2]}_{label[c.name]}", hue[c.name], k > 0)
                for k, name in enumerate(states[c.name])
            ]
            for c in chosen
        }
        if of:
            yield offer(group, group, "quantity", *(one for some in of.values() for one in some))
        for c in chosen if len(of) > 1 else ():
            yield offer(f"{group} of {label[c.name]}", group, "quantity", *of[c.name])
    for name in names:
        if units[name] == "mM" and name.endswith(("_i", "_o")):
            text = concentration(name.removeprefix(prefix))
            yield offer(text, "Concentrations", "level", signal(name, text))


def states_of(channel: Channel, prefix: str, names: list[str]) -> list[str]:
    """The recorded gates of a channel, or the states of its scheme."""
    begin = f"{prefix}{channel.name}."
    return [name for name in names if name.startswith(begin)]


def area_of(recording: Recording, name: str) -> float:
    """The membrane, µm², that a current in pA crosses.

    That of the whole cell for the pipette's current, and, in a cell of one segment, for an injected one; that of its
    segment for a channel's. 0 for what is no current, and for an injected one in a cell of many segments.
    """
    experiment = recording.experiment
    cell, mode = experiment.cell, experiment.protocol.mode
    if recording.units[name] != "pA":
        return 0.0
    if name == "command":
        return cell.area if sum(section.n for section in cell.sections) == 1 else 0.0
    if mode == "vc" and name in ("i_m", SUBTRACTED):
        return cell.area
    section = cell.sections[places(experiment)[place_of(name, recording)][0]]
    return section.area / section.n


def areas(recording: Recording) -> dict[str, float]:
    """The membrane area of every signal that is a current through a membrane."""
    found = {name: area_of(recording, name) for name in recording.signals}
    return {name: area for name, area in found.items() if area}
