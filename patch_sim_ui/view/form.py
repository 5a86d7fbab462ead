"""The form of an experiment: every control as a typed row, grouped as the page shows them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from patch_sim.cells import CELLS, with_ions
from patch_sim.channels import CHANNELS, Ion
from patch_sim.engine.problems import MAX_COMMAND
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.fields import Control
from patch_sim.protocols import EPOCHS
from patch_sim.units import PER_UM2
from patch_sim_ui.theme import hue_of_ion, hues

from .amplifier import amplifier
from .bath import drug_cards, drugs_to_add, ignores_temperature, left_over, rest_line, solutions, starts_without_calcium
from .curves import curves
from .edits import OWN, SALTS, rows
from .layers import layer_cards, layers_to_add
from .library import key_of
from .numbers import fixed, step_of, written
from .rows import Card, Choice, Field, Form, IonRow
from .starts import presets
from .table import epoch_heads, epoch_rows, list_label, rounded, trial_lasts, user_list
from .table_edits import listable
from .tips import of_channel, of_ion

SUPERSCRIPTS = {"+": "⁺", "-": "⁻", "2": "²", "3": "³"}
UNMOVED = "No channel of this cell has a Q10: temperature moves reversal potentials alone."
NO_CALCIUM = (
    "Calcium inside rests at next to none in this published model, so that its E starts far above that of a real "
    "cell and falls as calcium enters."
)
SWITCH = (Choice("false", "no"), Choice("true", "yes"))
TRIAL = ("sweep_duration", "inter_sweep", "interval_s", "rests", "n_runs", "keep_runs")


def form(
    experiment: Experiment, errors: Mapping[str, str], problems: Mapping[str, str], seconds: float | None = None
) -> Form:
    """The rows of `experiment`; `errors` are of texts that were refused, `problems` of relations between fields.

    `seconds` are those that a run will take, where anybody knows.
    """
    cell, protocol = experiment.cell, experiment.protocol
    controls = rows(experiment)

    def at(path: str) -> Field:
        return field_of(controls[path], errors.get(path) or problems.get(path, ""))

    base = f"cell.sections.{cell.sections[0].name}"
    heads = epoch_heads(experiment)
    lasts = f"{written(protocol.n_samples / protocol.rate, 4)} ms"
    return Form(
        cell=cell.name,
        protocol=protocol.name,
        protocols=presets(cell, protocol),
        cell_label=cell.label,
        protocol_label=protocol.label,
        summary=f"{written(cell.area, 4)} µm² · {written(cell.capacitance, 3)} pF",
        section=cell.sections[0].name,
        cards=cards(experiment, controls, errors),
        addable=addable(experiment),
        membrane=tuple(at(f"{base}.{name}") for name in ("diameter", "length", "c_m")),
        drugs=drug_cards(cell, {d.name: at(f"cell.drugs.{d.name}.concentration") for d in cell.drugs}),
        drugs_to_add=drugs_to_add(cell),
        solutions=solutions(cell),
        ions=tuple(
            ion_row(ion, experiment, at(f"cell.ions.{ion.name}.out"), at(f"cell.ions.{ion.name}.in_"))
            for ion in cell.ions
        ),
        layers=layer_cards(cell, at),
        layers_to_add=layers_to_add(cell),
        calcium_hint=NO_CALCIUM if starts_without_calcium(cell) else "",
        rest=rest_line(cell),
        temperature=at("cell.celsius"),
        temperature_hint=UNMOVED if ignores_temperature(cell) else "",
        amplifier=amplifier(experiment, at),
        mode=protocol.mode,
        holding=holding_row(protocol.mode, at("protocol.holding")),
        timing=tuple(at(f"protocol.{name}") for name in ("n_sweeps", "rate", "lead")),
        trial=tuple(at(f"protocol.{name}") for name in TRIAL),
        listable=(Choice("", "none"), *(Choice(path, list_label(experiment, path)) for path in listable(experiment))),
        listed=user_list(protocol, errors.get("protocol.user_list") or problems.get("protocol.user_list", "")),
        leak=tuple(at(path) for path in controls if path.startswith("protocol.p_n.")),
        train=tuple(at(path) for path in controls if path.startswith("protocol.presweep.")),
        method=replace(at("solver.method"), label="Solver"),
        step=solver_row(experiment, at),
        epochs=heads,
        epoch_rows=epoch_rows(protocol, controls, at),
        lasts=(
            f"{lasts} per sweep",
            f"{written(protocol.n_samples, 9)} samples at {written(protocol.rate)} kHz",
            f"{trial_lasts(protocol)} in all",
        ),
        takes=f"runs in about {rounded(seconds)}" if seconds is not None and not problems else "",
        run=f"{protocol.n_sweeps} sweep{'s' if protocol.n_sweeps > 1 else ''} of {lasts}",
        see=protocol.see,
        why=protocol.why,
        try_=protocol.try_,
        problem=next(iter(problems.values()), ""),
    )


def solver_row(experiment: Experiment, at: Callable[[str], Field]) -> Field:
    """What sets how finely the equations are solved: the step, or what each step may err where steps adapt."""
    if experiment.solver.method == "adaptive":
        return replace(at("solver.tolerance"), label="Solver tolerance")
    interval = 1 / experiment.protocol.rate
    cut = f", cut to {written(interval, 3)} ms by the rate" if experiment.solver.dt > 1.001 * interval else ""
    return replace(at("solver.dt"), label=f"Solver step{cut}")


def holding_row(mode: str, field: Field) -> Field:
    """Holding; its slider ends where a voltage command does."""
    ends = (max(field.lo, -MAX_COMMAND), min(field.hi, MAX_COMMAND)) if mode == "vc" else (field.lo, field.hi)
    return replace(field, lo=ends[0], hi=ends[1])


@lru_cache(4096)
def field_of(control: Control, error: str = "") -> Field:
    """A control as a row; sliders of a logarithmic quantity run over its decades."""
    value = control.value if isinstance(control.value, (int, float)) else None
    default = control.default if isinstance(control.default, (int, float)) else value
    lo, hi = control.span
    whole = control.kind == "integer"
    return Field(
        path=control.path,
        label=control.label,
        help=control.help,
        text=written(value) if control.kind in ("number", "integer") else text_of(control.value),
        unit=control.unit,
        error=error,
        value=value or 0.0,
        default=default or 0.0,
        lo=lo,
        hi=hi,
        step=max(1.0, step_of(hi - lo)) if whole else step_of(value or default or hi if control.log else hi - lo),
        log=control.log,
        whole=whole,
        placeholder="" if value is not None else "auto",
        options=tuple(Choice(option, option.replace("_", " ")) for option in control.options)
        or (SWITCH if control.kind == "switch" else ()),
    )


def text_of(value: object) -> str:
    """What a field that is no number says."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def cards(experiment: Experiment, controls: Mapping[str, Control], errors: Mapping[str, str]) -> tuple[Card, ...]:
    """The channels of every section."""
    found = []
    for section in experiment.cell.sections:
        hue = hues(section.channels)
        for channel in section.channels:
            path = f"cell.sections.{section.name}.channels.{channel.name}"
            name = channel.label.partition(" (")[0]
            strength = "permeability" if channel.law == "ghk_flux" else "g_max"
            powers = "".join(f"{gate.name}{superscript(gate.power)}" for gate in channel.gates)
            powers = f"{len(channel.states)} states" if channel.scheme else powers
            found.append(
                Card(
                    path=path,
                    section=section.name,
                    name=channel.name,
                    label=name,
                    title=" · ".join(filter(None, (channel.label, powers, reversal(experiment, path)))),
                    hue=hue[channel.name],
                    enabled=channel.enabled,
                    curves=curves(channel, experiment.cell),
                    g=field_of(controls[f"{path}.{strength}"], errors.get(f"{path}.{strength}", "")),
                    absolute=left_over(experiment.cell, channel, channel.g_max * section.area * PER_UM2)
                    if strength == "g_max"
                    else "",
                    entry=key_of("channels", channel.name) if channel.name in CHANNELS else "",
                    tip=of_channel(channel),
                )
            )
    return tuple(found)


def reversal(experiment: Experiment, path: str) -> str:
    """The reversal potential of the channel at `path`, in words."""
    _, _, section, _, name = path.split(".")
    channel = next(c for s in experiment.cell.sections if s.name == section for c in s.channels if c.name == name)
    return f"reversal {fixed(experiment.cell.e_rev(channel), 1, sign=True)} mV"


def addable(experiment: Experiment) -> tuple[Choice, ...]:
    """The channels of the library that the cell does not have; an ion that it lacks comes from a usual solution."""
    cell = experiment.cell
    there = {channel.name for channel in cell.sections[0].channels}
    ions = with_ions(cell, SALTS).ions
    names = {ion.name for ion in ions}
    library = (
        Choice(name, channel.label)
        for name, channel in CHANNELS.items()
        if name not in there and needs_of(name) <= names
    )
    return (*library, *(Choice(f"{OWN}{ion.name}", f"Your own {ion_label(ion)} channel …") for ion in ions))


@cache
def needs_of(name: str) -> frozenset[str]:
    """The ions that a channel of the library needs."""
    return CHANNELS[name].needs


def ion_row(ion: Ion, experiment: Experiment, out: Field, in_: Field) -> IonRow:
    """One ion of the solutions."""
    try:
        e_rev = fixed(ion.e_rev(experiment.cell.celsius), 1, sign=True)
    except PatchSimError:
        e_rev = "–"
    usual = next((i for i in CELLS.get(experiment.cell.name, experiment.cell).ions if i.name == ion.name), ion)
    by = ion.e_rev(experiment.cell.celsius) - usual.e_rev(CELLS.get(experiment.cell.name, experiment.cell).celsius)
    moved = fixed(by, 1, sign=True) if abs(by) >= 0.05 else ""
    error = " · ".join(f"{name}: {f.error}" for name, f in (("Out", out), ("In", in_)) if f.error)
    return IonRow(ion.name, ion_label(ion), hue_of_ion(ion.name), out, in_, e_rev, moved, error, of_ion(ion.name))


def ion_label(ion: Ion) -> str:
    """An ion as chemists write it.

    >>> ion_label(Ion("ca", 2, out=2.0, in_=1e-4))
    'Ca²⁺'
    """
    size = "" if abs(ion.charge) == 1 else SUPERSCRIPTS[str(abs(ion.charge))]
    return ion.name.capitalize() + size + SUPERSCRIPTS["+" if ion.charge > 0 else "-"]


def superscript(power: int) -> str:
    """A power as raised digits; 1 is not written."""
    return "" if power == 1 else "⁰¹²³⁴⁵⁶⁷⁸⁹"[power]


def kinds() -> tuple[Choice, ...]:
    """The kinds of epoch; Off is one of them."""
    return tuple(Choice(name, kind.label) for name, kind in EPOCHS.items())
