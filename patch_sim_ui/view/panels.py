"""What the scope shows of an experiment: its panels and their signals, and the command before anything is recorded."""

from collections import Counter
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patch_sim.channels import Channel, Pool
from patch_sim.engine.trial import SUBTRACTED
from patch_sim.experiment import Experiment
from patch_sim.protocols import Protocol, Stretch
from patch_sim_ui.theme import hue_of_ion, hues

MOST_SWEEPS = 60
MOST_POINTS = 200
MOST_SAMPLES = 500_000
"""Of an epoch in the picture; a longer one, which no run takes anyway, is drawn as a line."""
FAMILY = {
    "nav": "Na",
    "nav_r": "Na,r",
    "kv": "Kdr",
    "kv1": "Kv1",
    "kv3": "Kv3",
    "kv4": "A",
    "kv7": "M",
    "erg": "ERG",
    "kir": "Kir",
    "sk": "SK",
    "bk": "BK",
    "ahp": "AHP",
    "hcn": "h",
    "cav1": "CaL",
    "cav2_1": "CaP",
    "cav2_2": "CaN",
    "cav3": "CaT",
    "can": "CAN",
    "leak": "leak",
}
"""What electrophysiologists write below the I."""
SHORT = {"na": "Na", "k": "K", "ca": "Ca", "cl": "Cl"}


def panels(experiment: Experiment) -> list[dict[str, Any]]:
    """Voltage clamp: current, parts, command. Current clamp: potential, parts, command."""
    protocol = experiment.protocol
    rig, clamped = experiment.rig, protocol.mode == "vc"
    is_read = bool(rig.r_s_mohm or rig.chained("cc") or rig.shift)
    response = ("i_m", "I_m", "pA") if clamped else ("v_pip" if is_read else "v", "V", "mV")
    found = [level_panel(*response)]
    if is_read and not clamped:
        found = [with_truth(found[0])]
    if protocol.p_n and protocol.mode == "vc":
        raw, less = found[0], level_panel(SUBTRACTED, "I_m", "pA")
        raw["choices"] = [
            {"label": name, "unit": "pA", "signals": one["signals"]}
            for name, one in (("Leak-subtracted", less), ("Raw", raw))
        ]
    channels = [c for c in experiment.cell.sections[0].channels if c.enabled]
    if channels:
        found.append(parts(channels, experiment.cell.sections[0].pools))
    command = level_panel("command", "Command", protocol.level_unit)
    if clamped and (rig.r_s_mohm or rig.shift):
        command = with_truth(command, has_pipette=bool(rig.r_s_mohm))
    return [*found, command]


def with_truth(panel: dict[str, Any], has_pipette: bool = False) -> dict[str, Any]:
    """The panel with the membrane's true potential over what is commanded or recorded, and with the pipette's own."""
    truth = {"name": "v", "label": "true V_m", "hue": "truth", "dash": True}
    pipette = {"name": "v_pip", "label": "V_pip", "hue": "raw", "dash": False}
    return {**panel, "signals": [*panel["signals"], truth, *([pipette] if has_pipette else [])]}


def level_panel(name: str, label: str, unit: str) -> dict[str, Any]:
    """A panel whose sweeps are colored by their level."""
    signal = {"name": name, "label": label, "hue": "", "dash": False}
    return {"id": name, "title": label, "unit": unit, "color": "level", "signals": [signal], "choices": []}


def parts(channels: list[Channel], pools: tuple[Pool, ...] = ()) -> dict[str, Any]:
    """The panel of the channels: their currents, their gates, or what they make of concentrations, each in its hue."""
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
    for pool in pools:
        one = {"name": pool.signal, "label": concentration(pool.signal), "hue": hue_of_ion(pool.ion), "dash": False}
        choices.append({"label": f"[{SHORT.get(pool.ion, pool.ion)}]", "unit": "mM", "signals": [one]})
    return {
        "id": "parts",
        "title": "Currents",
        "unit": "pA",
        "color": "quantity",
        "signals": currents,
        "choices": choices,
    }


def concentration(signal: str) -> str:
    """What the concentration of a layer goes by.

    >>> concentration("ca_i"), concentration("k_o")
    ('[Ca]_in', '[K]_out')
    """
    ion, _, side = signal.rpartition("_")
    return f"[{SHORT.get(ion, ion)}]_{'in' if side == 'i' else 'out'}"


def particles(channel: Channel) -> tuple[str, ...]:
    """Its gates, or of a scheme the states that conduct."""
    if channel.scheme:
        return tuple(conducting.state for conducting in channel.scheme.conducting)
    return tuple(gate.name for gate in channel.gates)


def labels(channels: list[Channel]) -> dict[str, str]:
    """A short name for every channel: its ion, its family, or its own name, whichever is the first to tell it apart."""
    tries = (lambda c: SHORT.get(c.ion, ""), lambda c: FAMILY.get(c.family, ""), lambda c: c.name.replace("_", " "))
    found = [{c.name: name(c) for c in channels} for name in tries]
    counts = [Counter(names.values()) for names in found]
    return {
        c.name: next((n[c.name] for n, k in zip(found, counts, strict=True) if n[c.name] and k[n[c.name]] == 1), c.name)
        for c in channels
    }


def signals(experiment: Experiment) -> list[str]:
    """The names of all signals that the panels can show, in their order."""
    found: list[str] = []
    for panel in panels(experiment):
        for part in panel["choices"] or [panel]:
            found += [signal["name"] for signal in part["signals"]]
    return found


@lru_cache(8)
def preview(protocol: Protocol, seed: int = 0) -> dict[str, Any]:
    """The command as corners: at most 60 sweeps of it, evenly chosen."""
    last = protocol.n_sweeps - 1
    most = min(MOST_SWEEPS - 1, last)
    chosen = sorted({round(k * last / max(1, most)) for k in range(most + 1)})
    levels = protocol.levels()
    return {
        "duration": max(2, protocol.n_samples) / protocol.rate,
        "unit": protocol.level_unit,
        "levels": [levels[k] for k in chosen],
        "sweeps": [corners(protocol, k, seed) for k in chosen],
    }


def corners(protocol: Protocol, sweep: int, seed: int = 0) -> dict[str, list[float]]:
    """The command of one sweep where it bends; of a waveform the smallest and largest of every few samples.

    Each corner is a sample at its own time, and the last of an epoch holds until the next one begins.
    """
    end = protocol.n_samples / protocol.rate
    if protocol.mode == "i0":
        return {"x": [0.0, end], "y": [0.0, 0.0]}
    at = [sample / protocol.rate for sample in protocol.bounds(sweep)]
    before, after = protocol.level_before(sweep), protocol.level_after(sweep)
    x, y = [0.0, at[0]], [before, before]
    for place, epoch in enumerate(protocol.epochs_in(sweep)):
        start, stop = at[place : place + 2]
        if epoch.skipped:
            continue
        n = max(1, round((stop - start) * protocol.rate))
        flat = epoch.constant or n > MOST_SAMPLES
        n = 1 if epoch.constant else min(n, 2) if flat else n
        if stop > start:
            levels = epoch.waveform(Stretch(n, (stop - start) / n, before, sweep, (seed, place, 0)))
            times = start + (stop - start) * np.arange(n) / n
            kept = bends(levels)
            x += [*times[kept].tolist(), stop]
            y += [*levels[kept].tolist(), float(levels[-1])]
        before = epoch.level_after(sweep)
    return {"x": [*x, at[-1], end], "y": [*y, after, after]}


def bends(levels: NDArray[np.float64]) -> NDArray[np.int64]:
    """Places of the samples that draw `levels`: those where the slope changes, or the extremes of 100 stretches.

    >>> bends(np.array([0.0, 1.0, 2.0, 3.0, 3.0, 3.0])).tolist()
    [0, 3, 5]
    """
    n = levels.size
    slope = np.diff(levels)
    bent = np.abs(np.diff(slope)) > 1e-9 * max(1.0, float(np.abs(levels).max()))
    kept = np.flatnonzero(np.concatenate([[True], bent, [True]]))[: None if n > 1 else 1]
    if kept.size <= MOST_POINTS:
        return kept
    size = -(-n // (MOST_POINTS // 2))
    rows = np.pad(levels, (0, -n % size), mode="edge").reshape(-1, size)
    first = size * np.arange(len(rows))
    found = np.concatenate([[0, n - 1], first + rows.argmin(axis=1), first + rows.argmax(axis=1)])
    return np.unique(np.minimum(found, n - 1))
