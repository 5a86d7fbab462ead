"""The amplifier's panel: electrode, compensations, filter and noise as rows with a check, a number and Auto."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from patch_sim.cells import solution_of
from patch_sim.engine.rig_check import Finding, rig_check
from patch_sim.experiment import Experiment
from patch_sim.rigs import RIGS
from patch_sim.solutions import junction_potential

from .edits import Refused, changed, rows
from .numbers import written
from .rows import Amplifier, AmplifierRow, Check, Field

ELECTRODE = ("r_s_mohm", "c_pip", "r_seal_gohm")
MORE = ("offset", "junction")
COMPENSATIONS = {
    "vc": ("pipette_offset", "c_fast", "c_set", "r_set_mohm", "correction", "prediction", "leak_gohm"),
    "cc": ("pipette_offset", "bridge_mohm", "c_neutral"),
}
CHAIN = {
    "vc": ("cutoff", "poles", "noise", "hum", "mains", "drift", "range_na", "bits"),
    "cc": ("cutoff", "poles", "noise_v", "hum_v", "mains", "drift_v", "range_v", "bits"),
}
PLAIN = ("poles", "mains", *ELECTRODE, "offset", "lag")
"""Rows without a check: they are what they are, or say how."""
FIRST = {"correction": 80.0, "prediction": 80.0, "noise": 2.0, "noise_v": 0.2, "hum": 5.0, "hum_v": 0.5,
         "drift": 10.0, "drift_v": 1.0, "range_na": 20.0, "range_v": 1000.0, "bits": 16.0, "leak_gohm": 0.5,
         "junction": 10.0}  # fmt: skip
"""What a circuit begins with where there is no true value to set."""
TO = {
    "correction": ("r_set_mohm",),
    "prediction": ("r_set_mohm", "c_set"),
    "c_set": ("r_set_mohm",),
    "bits": ("range_na",),
}
"""What must be set before a circuit can be."""
OFF_WITH = {"r_set_mohm": ("correction", "prediction", "c_set"), "c_set": ("prediction",), "range_na": ("bits",)}
SHORT = {
    "r_s_mohm": "Rₛ", "c_pip": "Cₚ", "r_seal_gohm": "Seal", "c_fast": "Cₚ fast", "c_set": "Whole-cell C",
    "r_set_mohm": "Whole-cell Rₛ", "leak_gohm": "Leak subtraction", "c_neutral": "C neutralization",
    "correction": "Rₛ correction", "prediction": "Rₛ prediction", "noise": "Noise at 5 kHz",
    "noise_v": "Noise at 5 kHz", "junction": "Junction left in", "range_na": "Range", "range_v": "Range",
}  # fmt: skip


def amplifier(experiment: Experiment, at: Callable[[str], Field]) -> Amplifier:
    """The panel of an experiment; `at` makes the field of a path."""
    rig, mode = experiment.rig, experiment.protocol.mode
    compensations = ("pipette_offset",) if not rig.r_s_mohm else COMPENSATIONS[mode]
    if rig.correction or rig.c_neutral:
        compensations = (*compensations, "lag")

    def made(names: tuple[str, ...]) -> tuple[AmplifierRow, ...]:
        return tuple(row(experiment, name, at(f"rig.{name}")) for name in names)

    return Amplifier(
        rig=rig.name if rig.name in RIGS else "",
        label=rig.label,
        left=left_over(experiment),
        electrode=made((*ELECTRODE, *MORE)),
        compensations=made(compensations),
        chain=made(CHAIN[mode]),
        chain_said=chain_said(experiment),
    )


def row(experiment: Experiment, name: str, field: Field) -> AmplifierRow:
    """A circuit of the amplifier."""
    value = getattr(experiment.rig, name)
    return AmplifierRow(
        field=replace(field, label=SHORT.get(name, field.label)),
        checked=name not in PLAIN and bool(value),
        checkable=name not in PLAIN,
        auto=name not in PLAIN and true_value(experiment, name) is not None,
    )


def left_over(experiment: Experiment) -> str:
    """What the compensations leave, for the head of the panel."""
    rig = experiment.rig
    if not rig.r_s_mohm:
        return "ideal electrode"
    mode = experiment.protocol.mode
    taken = 0.01 * rig.correction * rig.r_set_mohm if mode == "vc" else rig.bridge_mohm
    said = "uncompensated" if mode == "vc" else "not balanced"
    return f"{written(rig.r_s_mohm - taken, 2)} of {written(rig.r_s_mohm, 3)} MΩ {said}"


def chain_said(experiment: Experiment) -> str:
    """Filter and noise in a few words."""
    rig = experiment.rig
    noise = rig.noise if experiment.protocol.mode == "vc" else rig.noise_v
    unit = "pA" if experiment.protocol.mode == "vc" else "mV"
    parts = [f"{written(rig.cutoff, 3)} kHz" if rig.cutoff else "", f"{written(noise, 3)} {unit}" if noise else ""]
    return " · ".join(filter(None, parts)) or "off"


def true_value(experiment: Experiment, name: str) -> float | None:
    """What Auto sets: the value that takes its error away altogether; None where there is none."""
    cell, rig = experiment.cell, experiment.rig
    if name == "junction":
        bath, pipette = solution_of(cell, "bath"), solution_of(cell, "pipette")
        return round(junction_potential(pipette, bath, cell.celsius), 2) if bath and pipette else None
    if name == "cutoff":
        return min(10.0, float(f"{experiment.protocol.rate / 5:.2g}"))
    area = cell.capacitance if cell.n_segments == 1 else None
    found: Mapping[str, float | None] = {
        "pipette_offset": rig.offset, "c_fast": rig.c_pip, "c_set": float(f"{area:.6g}") if area else None,
        "r_set_mohm": rig.r_s_mohm, "bridge_mohm": rig.r_s_mohm, "c_neutral": rig.c_pip,
    }  # fmt: skip
    return found.get(name)


def with_auto(experiment: Experiment, path: str) -> Experiment:
    """Auto: `experiment` with the true value at `path`, and what it needs set too."""
    name = path.removeprefix("rig.")
    value = true_value(experiment, name) if f"rig.{name}" in rows(experiment) else None
    if value is None:
        raise Refused("no such circuit")
    return changed(ready(experiment, name), path, f"{value}")


def with_circuit(experiment: Experiment, path: str) -> Experiment:
    """The circuit at `path` switched off, or on at its true value, or at a usual one."""
    name = path.removeprefix("rig.")
    if f"rig.{name}" not in rows(experiment) or name in PLAIN:
        raise Refused("no such circuit")
    if getattr(experiment.rig, name):
        for other in (name, *OFF_WITH.get(name, ())):
            experiment = changed(experiment, f"rig.{other}", "" if other == "leak_gohm" else "0")
        return experiment
    value = true_value(experiment, name) or FIRST.get(name)
    if not value:
        raise Refused("there is nothing to take away")
    return changed(ready(experiment, name), path, f"{int(value) if name == 'bits' else value}")


def ready(experiment: Experiment, name: str) -> Experiment:
    """`experiment` with what the circuit `name` needs."""
    for other in TO.get(name, ()):
        other = "range_v" if other == "range_na" and experiment.protocol.mode != "vc" else other
        value = true_value(experiment, other) or FIRST.get(other)
        if not getattr(experiment.rig, other) and value:
            experiment = changed(experiment, f"rig.{other}", f"{value}")
    return experiment


def with_rig(experiment: Experiment, name: str) -> Experiment:
    """Another rig of the library."""
    if name not in RIGS:
        raise Refused("no such rig")
    return replace(experiment, rig=RIGS[name])


def checks(experiment: Experiment) -> tuple[Check, ...]:
    """What the rig will do, worst first."""
    found = sorted(rig_check(experiment), key=lambda finding: not finding.is_warning)
    return tuple(Check(f.text, f.is_warning, f.remedy) for f in found)


def remedied(experiment: Experiment, remedy: str) -> Experiment:
    """`experiment` with a remedy of its check."""
    chosen: Finding | None = next((f for f in rig_check(experiment) if f.remedy and f.remedy == remedy), None)
    if chosen is None:
        raise Refused("no such remedy")
    for path, number in chosen.edits:
        experiment = changed(experiment, path, f"{number}")
    return experiment
