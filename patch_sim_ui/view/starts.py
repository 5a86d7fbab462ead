"""The presets: those that a first visit offers, with the trace that each of them gives, and the menu of all."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from patch_sim.cells import CELLS, Cell
from patch_sim.engine.simulate import simulate
from patch_sim.experiment import Experiment
from patch_sim.protocols import PROTOCOLS, Protocol
from patch_sim.recording import Recording
from patch_sim_ui.theme import ramp

from .epoch_plot import Line
from .rows import Choice, Group

STARTS = (
    "action_potential",
    "subthreshold_response",
    "repetitive_firing",
    "iv_curve",
    "na_activation",
    "frequency_response",
)
CELL = "squid_axon"
WIDTH, HEIGHT, COLUMNS = 150.0, 52.0, 75
MOST_SWEEPS = 9


@dataclass(frozen=True)
class Start:
    """A card of the empty scope; `key` starts it."""

    key: str
    protocol: str
    label: str
    hint: str
    lines: tuple[Line, ...] = ()


def presets(cell: Cell, now: Protocol | None = None) -> tuple[Group, ...]:
    """The library's protocols by clamp mode, the six starts first; last what does not fit the cell, with what it lacks.

    Those whose levels the cell cannot set are disabled. A protocol of one's own, out of a file, stands before all.
    """
    order = sorted(PROTOCOLS, key=lambda name: STARTS.index(name) if name in STARTS else len(STARTS))
    lacks = {name: PROTOCOLS[name].lacks(cell) for name in order}

    def disabled(name: str) -> bool:
        return not PROTOCOLS[name].can_be_fitted(cell.facts)

    def fitting(mode: str) -> tuple[Choice, ...]:
        names = [name for name in order if not lacks[name] and PROTOCOLS[name].mode == mode]
        return tuple(Choice(name, PROTOCOLS[name].label) for name in names)

    others = [Choice(n, f"{PROTOCOLS[n].label} (needs {lack})", disabled(n)) for n, lack in lacks.items() if lack]
    groups = (
        Group("Your own", (Choice(now.name, now.label),) if now and now.name not in PROTOCOLS else ()),
        Group("Current clamp", fitting("cc")),
        Group("Voltage clamp", fitting("vc")),
        Group("Not on this cell", tuple(others)),
    )
    return tuple(group for group in groups if group.choices)


def cells() -> tuple[Group, ...]:
    """The library's cells by the part of the body that they are from, the start's group first."""
    labels = sorted({cell.group for cell in CELLS.values()}, key=lambda g: (g != CELLS[CELL].group, g == "Other", g))
    return tuple(
        Group(label, tuple(Choice(name, cell.label) for name, cell in CELLS.items() if cell.group == label))
        for label in labels
    )


def starts() -> tuple[Start, ...]:
    """The six, without their pictures."""
    return tuple(start(str(k + 1), Experiment.of(CELL, name)) for k, name in enumerate(STARTS))


@cache
def pictured() -> tuple[Start, ...]:
    """The six with their pictures; the first call simulates them."""
    return tuple(
        start(str(k + 1), experiment, thumbnail(simulate(experiment)))
        for k, experiment in enumerate(Experiment.of(CELL, name) for name in STARTS)
    )


def start(key: str, experiment: Experiment, lines: tuple[Line, ...] = ()) -> Start:
    """One card."""
    protocol = experiment.protocol
    mode = "Voltage clamp" if protocol.mode == "vc" else "Current clamp"
    sweeps = f"{protocol.n_sweeps} sweep{'s' if protocol.n_sweeps > 1 else ''}"
    return Start(key, protocol.name, protocol.label, f"{mode}, {sweeps}", lines)


def thumbnail(recording: Recording) -> tuple[Line, ...]:
    """The response of a few sweeps as lines in 150 × 52: for each column its extremes, so that no spike is lost."""
    values = recording["i_m" if recording.experiment.protocol.mode == "vc" else "v"]
    n = len(values)
    chosen = sorted({round(k * (n - 1) / max(1, MOST_SWEEPS - 1)) for k in range(MOST_SWEEPS)})
    low, high = float(values.min()), float(values.max())
    columns = np.array_split(np.arange(values.shape[1]), COLUMNS)
    lines = []
    for k in chosen:
        kept = np.unique([(c[values[k, c].argmin()], c[values[k, c].argmax()]) for c in columns])
        x = kept / values.shape[1] * WIDTH
        y = HEIGHT - 3 - (values[k, kept] - low) / (high - low) * (HEIGHT - 6)
        d = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))
        lines.append(Line(d, ramp(k, n) if n > 1 else "var(--text)"))
    return tuple(lines)
