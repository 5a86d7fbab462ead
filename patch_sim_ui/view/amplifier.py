"""The amplifier's panel: electrode, compensations, filter and noise as rows with a check, a number and Auto."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from patch_sim.analysis.library.membrane_test import truth
from patch_sim.cells import solution_of
from patch_sim.engine.problems import problems
from patch_sim.engine.rig_check import Finding, rig_check
from patch_sim.experiment import Experiment
from patch_sim.rigs import RIGS, TROUBLES
from patch_sim.solutions import junction_potential

from .edits import Refused, changed, rows
from .numbers import written
from .rows import Amplifier, AmplifierRow, Check, Field

ELECTRODE = ("r_s_mohm", "c_pip", "r_seal_gohm")
MORE = ("c_glass", "r_shunt_gohm", "offset", "junction")
COMPENSATIONS = {
    "vc": ("pipette_offset", "c_fast", "c_slow", "c_set", "r_set_mohm", "correction", "prediction", "leak_gohm"),
    "i0": ("pipette_offset", "c_neutral"),
    "cc": ("pipette_offset", "bridge_mohm", "c_neutral", "v_slow"),
}
WITH = {"c_glass": "tau_glass", "c_slow": "tau_slow", "correction": "lag", "c_neutral": "lag", "v_slow": "tau_inject_s"}
"""What a circuit that is on is set by besides."""
POTENTIAL = ("cutoff", "poles", "noise_v", "thermal", "hum_v", "mains", "drift_v", "gain", "range_v", "bits")
CHAIN = {
    "vc": (
        "cutoff", "poles", "noise", "thermal", "r_feedback_gohm", "hum", "mains", "drift", "gain", "range_na", "bits",
    ),
    "i0": POTENTIAL,
    "cc": POTENTIAL,
}  # fmt: skip
PLAIN = ("poles", "mains", "thermal", "gain", *ELECTRODE, "offset", *WITH.values())
"""Rows without a check: they are what they are, or say how."""
FIRST = {"correction": 80.0, "prediction": 80.0, "noise": 2.0, "noise_v": 0.2, "hum": 5.0, "hum_v": 0.5,
         "drift": 10.0, "drift_v": 1.0, "range_na": 20.0, "range_v": 1000.0, "bits": 16.0, "leak_gohm": 0.5,
         "junction": 10.0, "c_glass": 1.0, "r_shunt_gohm": 0.5, "r_feedback_gohm": 0.5}  # fmt: skip
MEASURED = ("leak_gohm", "v_slow")
"""What Auto finds out by a test."""
NONE = {
    "r_seal_gohm": "perfect",
    "r_shunt_gohm": "none",
    "r_feedback_gohm": "none",
    "leak_gohm": "off",
    "v_slow": "off",
}
"""What an empty field means, where it does not mean auto."""
EMPTY = ("leak_gohm", "r_shunt_gohm", "r_feedback_gohm", "v_slow")
"""Circuits that are off where their field is empty."""
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
    "c_slow": "Cₚ slow", "tau_slow": "Cₚ slow τ", "c_glass": "Cₚ slow part", "tau_glass": "Its τ",
    "v_slow": "Slow injection", "tau_inject_s": "Slow injection τ", "thermal": "Thermal noise",
    "r_feedback_gohm": "Feedback resistor", "r_shunt_gohm": "Shunt",
}  # fmt: skip


def amplifier(experiment: Experiment, at: Callable[[str], Field]) -> Amplifier:
    """The panel of an experiment; `at` makes the field of a path."""
    rig, mode = experiment.rig, experiment.protocol.mode
    offered = COMPENSATIONS[mode]
    if not rig.r_s_mohm:  # what is still on has to be seen, since it is refused
        ideal = {"cc": ("pipette_offset", "v_slow"), "vc": ("pipette_offset", "leak_gohm")}.get(
            mode, ("pipette_offset",)
        )
        offered = tuple(name for name in offered if name in ideal or (name not in PLAIN and is_on(experiment, name)))

    def made(names: tuple[str, ...]) -> tuple[AmplifierRow, ...]:
        each = dict.fromkeys(
            other for name in names for other in (name, WITH.get(name, "") if is_on(experiment, name) else "") if other
        )
        return tuple(row(experiment, name, at(f"rig.{name}")) for name in each)

    return Amplifier(
        rig=rig.name if rig.name in RIGS else "",
        label=rig.label,
        left=left_over(experiment),
        electrode=made((*ELECTRODE, *MORE)),
        compensations=made(offered),
        chain=made(CHAIN[mode]),
        chain_said=chain_said(experiment),
    )


def row(experiment: Experiment, name: str, field: Field) -> AmplifierRow:
    """A circuit of the amplifier."""
    return AmplifierRow(
        field=replace(field, label=SHORT.get(name, field.label), placeholder=NONE.get(name, field.placeholder)),
        checked=name not in PLAIN and is_on(experiment, name),
        checkable=name not in PLAIN,
        auto=name in MEASURED or (name not in PLAIN and true_value(experiment, name) is not None),
    )


def is_on(experiment: Experiment, name: str) -> bool:
    """Whether a circuit is on."""
    value = getattr(experiment.rig, name)
    return value is not None if name in EMPTY else bool(value)


def left_over(experiment: Experiment) -> str:
    """What the compensations leave, for the head of the panel."""
    rig = experiment.rig
    if not rig.r_s_mohm:
        return "ideal electrode"
    mode = experiment.protocol.mode
    taken = 0.01 * rig.correction * rig.r_set_mohm if mode == "vc" else rig.bridge_mohm
    said = "uncompensated" if mode == "vc" else "not balanced"
    left, whole = rig.r_s_mohm - taken, written(rig.r_s_mohm, 3)
    if left < -1e-3 * rig.r_s_mohm:
        return f"{written(-left, 2)} MΩ more than the {whole} that there are"
    return f"{written(max(0.0, left), 2)} of {whole} MΩ {said}"


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
        "pipette_offset": rig.offset, "c_fast": rig.c_pip, "c_set": float(f"{area:.4g}") if area else None,
        "r_set_mohm": rig.r_s_mohm, "bridge_mohm": rig.r_s_mohm, "c_neutral": rig.c_pip,
        "c_slow": rig.c_glass or None,
    }  # fmt: skip
    return found.get(name)


@lru_cache(32)
def measured(experiment: Experiment, name: str) -> float | None:
    """What Auto finds out by a test: the resistance that leaks, or the potential at rest; None where there is none."""
    if name == "v_slow":
        return round(experiment.cell.facts.get("v_rest", experiment.cell.v_init), 1)
    test = Experiment.of(experiment.cell, "membrane_test", experiment.rig)
    total = truth(test).get("Rt", (0.0, ""))[0] if not problems(test) else 0.0
    return round(1e-3 * total, 4) if total > 1 else None


def with_auto(experiment: Experiment, path: str) -> Experiment:
    """Auto: `experiment` with the true value at `path`, and what it needs set too."""
    name = path.removeprefix("rig.")
    if f"rig.{name}" not in rows(experiment):
        raise Refused("no such circuit")
    value = measured(experiment, name) if name in MEASURED else true_value(experiment, name)
    if value is None:
        raise Refused("there is nothing that Auto could find")
    if name == "c_slow":
        experiment = changed(experiment, "rig.tau_slow", f"{experiment.rig.tau_glass}")
    return changed(ready(experiment, name), path, f"{value}")


def with_circuit(experiment: Experiment, path: str) -> Experiment:
    """The circuit at `path` switched off, or on at its true value, or at a usual one."""
    name = path.removeprefix("rig.")
    if f"rig.{name}" not in rows(experiment) or name in PLAIN:
        raise Refused("no such circuit")
    if is_on(experiment, name):
        for other in (name, *OFF_WITH.get(name, ())):
            experiment = changed(experiment, f"rig.{other}", "" if other in EMPTY else "0")
        return experiment
    value = (measured(experiment, name) if name in MEASURED else true_value(experiment, name)) or FIRST.get(name)
    if not value:
        raise Refused("there is nothing to take away")
    if name == "c_slow":
        experiment = changed(experiment, "rig.tau_slow", f"{experiment.rig.tau_glass}")
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


def with_trouble(experiment: Experiment, name: str) -> Experiment:
    """Something goes wrong with the rig; undo, or the rig of the library, makes it well again."""
    if name not in TROUBLES:
        raise Refused("no such trouble")
    if not experiment.rig.r_s_mohm and name not in ("mains_hum", "baseline_drift"):
        raise Refused(f"{TROUBLES[name].label}: an ideal electrode has none; choose a rig first")
    return replace(experiment, rig=TROUBLES[name].at(experiment.rig))


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
