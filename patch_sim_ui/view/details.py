"""What a card holds when it is unfolded: every other number and formula of a channel or a drug."""

from collections.abc import Mapping
from dataclasses import replace

from patch_sim.channels import CHANNELS, Channel
from patch_sim.drugs import Drug, Effect
from patch_sim.experiment import Experiment
from patch_sim.fields import get

from .edits import rows
from .form import field_of
from .rows import Field

HIDDEN = frozenset({"g_max", "enabled", "concentration"})
RATE_NAMES = {"alpha": "α", "beta": "β", "inf": "∞", "tau": "τ"}
UNITS = {"inf": "", "tau": "ms"}
"""Of a rate form that is not of a rate but of a steady state or a time constant."""


def details(experiment: Experiment, path: str, errors: Mapping[str, str]) -> tuple[Field, ...]:
    """The rows of the channel or drug at `path`: reversal, gates, temperature; half-blocks and times.

    What a drug does stands under the name of what it does it to.
    """
    found = []
    if f"{path}.enabled" not in rows(experiment):
        return ()
    item = get(experiment, path)
    hidden, heads = HIDDEN, {}
    if isinstance(item, Drug):
        heads = {effect.name: target(effect) for effect in item.effects}
    if isinstance(item, Channel):
        hidden |= set() if item.g_out_power else {"g_out_power", "g_out_ref"}
        hidden |= set() if item.law == "ghk_flux" else {"permeability"}
        hidden |= set() if item.law == "ohmic" else {"e_rev"}
        hidden |= {f"gates.{gate.name}.inf_max" for gate in item.gates if gate.inf_max == 1}
    for at, control in rows(experiment).items():
        rest = at.removeprefix(f"{path}.")
        if rest == at or rest in hidden or control.kind not in ("number", "integer", "text"):
            continue
        base = field_of(control, errors.get(at, ""))
        match rest.split("."):
            case ["effects", name, _]:
                made = replace(base, head=heads.pop(name, ""), under=target_of(item, name))
            case ["gates", *where, _]:
                made = _of_gate(base, where, control.kind == "text")
            case _:
                made = base
        found.append(made)
    return tuple(found)


def _of_gate(base: Field, where: list[str], is_formula: bool) -> Field:
    """A row of a gate: its name and the rate's before the field's own."""
    said = " ".join(RATE_NAMES.get(part, part) for part in where)
    if is_formula:
        return replace(base, label=said, formula=True)
    rate = where[-1] if len(where) > 1 else ""
    label, unit = base.label, base.unit
    if label == "Rate" and rate in UNITS:
        label, unit = "largest", UNITS[rate]
    return replace(base, label=f"{said} {label if label.isupper() else label.lower()}", unit=unit)


def target_of(drug: Drug, name: str) -> str:
    """What the effect of this name acts on."""
    return next(target(effect) for effect in drug.effects if effect.name == name)


def target(effect: Effect) -> str:
    """What a drug acts on, as a heading.

    >>> target(Effect("nav_r", ic50=1.0))
    'Sodium, resistant to tetrodotoxin'
    """
    said = CHANNELS[effect.name].label if effect.name in CHANNELS else effect.target
    return said[:1].upper() + said[1:].partition(" (")[0]
