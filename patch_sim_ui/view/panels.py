"""What the scope shows of an experiment: its panels and their signals, and the command before anything is recorded."""

from collections import Counter
from typing import Any

import numpy as np

from patch_sim.channels import Channel
from patch_sim.experiment import Experiment
from patch_sim.protocols import Protocol
from patch_sim_ui.theme import hues

MOST_SWEEPS = 60
MOST_POINTS = 200
SHORT = {"na": "Na", "k": "K", "ca": "Ca", "cl": "Cl"}


def panels(experiment: Experiment) -> list[dict[str, Any]]:
    """Voltage clamp: current, parts, command. Current clamp: potential, parts, command."""
    protocol = experiment.protocol
    response = ("i_m", "I_m", "pA") if protocol.mode == "vc" else ("v", "V", "mV")
    found = [level_panel(*response)]
    channels = [c for section in experiment.cell.sections for c in section.channels if c.enabled]
    if channels:
        found.append(parts(channels))
    return [*found, level_panel("command", "Command", protocol.level_unit)]


def level_panel(name: str, label: str, unit: str) -> dict[str, Any]:
    """A panel whose sweeps are colored by their level."""
    signal = {"name": name, "label": label, "hue": "", "dash": False}
    return {"id": name, "title": label, "unit": unit, "color": "level", "signals": [signal], "choices": []}


def parts(channels: list[Channel]) -> dict[str, Any]:
    """The panel of the channels: their currents or their gates, each in its hue."""
    hue = hues(channels)
    label = labels(channels)
    currents = [
        {"name": f"i_{c.name}", "label": f"I_{label[c.name]}", "hue": hue[c.name], "dash": False} for c in channels
    ]
    twice = Counter(name for c in channels for name in particles(c))
    gates = [
        {
            "name": f"{c.name}.{name}",
            "label": name if twice[name] == 1 else f"{name}_{label[c.name]}",
            "hue": hue[c.name],
            "dash": k > 0,
        }
        for c in channels
        for k, name in enumerate(particles(c))
    ]
    choices = [{"label": "Currents", "unit": "pA", "signals": currents}]
    if gates:
        choices.append({"label": "Gates", "unit": "", "signals": gates})
    return {
        "id": "parts",
        "title": "Currents",
        "unit": "pA",
        "color": "quantity",
        "signals": currents,
        "choices": choices,
    }


def particles(channel: Channel) -> tuple[str, ...]:
    """Its gates, or of a scheme the states that conduct."""
    if channel.scheme:
        return tuple(conducting.state for conducting in channel.scheme.conducting)
    return tuple(gate.name for gate in channel.gates)


def labels(channels: list[Channel]) -> dict[str, str]:
    """A short name for every channel: its ion, or its own name where the ion is not enough."""
    count = Counter(c.ion for c in channels)
    return {
        c.name: SHORT[c.ion] if c.ion in SHORT and count[c.ion] == 1 else c.name.replace("_", " ") for c in channels
    }


def signals(experiment: Experiment) -> list[str]:
    """The names of all signals that the panels can show, in their order."""
    found: list[str] = []
    for panel in panels(experiment):
        for part in panel["choices"] or [panel]:
            found += [signal["name"] for signal in part["signals"]]
    return found


def preview(protocol: Protocol) -> dict[str, Any]:
    """The command as corners: at most 60 sweeps of it, evenly chosen."""
    last = protocol.n_sweeps - 1
    most = min(MOST_SWEEPS - 1, last)
    chosen = sorted({round(k * last / max(1, most)) for k in range(most + 1)})
    levels = protocol.levels()
    return {
        "duration": max(2, protocol.n_samples) / protocol.rate,
        "unit": protocol.level_unit,
        "levels": [levels[k] for k in chosen],
        "sweeps": [corners(protocol, k) for k in chosen],
    }


def corners(protocol: Protocol, sweep: int) -> dict[str, list[float]]:
    """The command of one sweep where it bends."""
    at = [sample / protocol.rate for sample in protocol.bounds(sweep)]
    x, y, before = [0.0, at[0]], [protocol.holding, protocol.holding], protocol.holding
    for epoch, start, stop in zip(protocol.epochs, at, at[1:], strict=False):
        if stop <= start:
            continue
        t = np.array([0.0, stop - start]) if epoch.constant else np.linspace(0, stop - start, MOST_POINTS)
        levels = epoch.waveform(t, before, sweep)
        x += [float(start + dt) for dt in t]
        y += [float(level) for level in levels]
        before = y[-1]
    end = protocol.n_samples / protocol.rate
    return {"x": [*x, at[-1], end], "y": [*y, protocol.holding, protocol.holding]}
