"""The form of a channel of one's own: its name, its params and gates as text, how each gate is given, its curves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from patch_sim.channels import FAMILIES, Channel
from patch_sim.channels.own import MADE, gates_text, params_text, rates_of, with_gates, with_params, with_rates
from patch_sim.errors import ParameterError
from patch_sim.experiment import Experiment
from patch_sim.fields import edit, get

from .library_graphs import curves_of
from .rows import Choice, Field

RATES = (Choice("inf_tau", "∞ and τ"), Choice("alpha_beta", "α and β"), Choice("inf", "∞ at once"))
KINDS = (Choice("", "no drug"), *(Choice(name, said.partition(" (")[0]) for name, said in FAMILIES.items()))
LABEL = 60
"""Characters of a name."""
NAME, PARAMS, GATES, FAMILY = "label", "params", "gates", "family"


def named(channel: Channel, text: str) -> Channel:
    """The channel under another name."""
    said = " ".join(text.split())
    if not 0 < len(said) <= LABEL:
        raise ParameterError(f"Channel.label = {said[:20]!r}…: must have 1 to {LABEL} characters")
    return replace(channel, label=said)


TEXTS: dict[str, tuple[str, str, Callable[[Channel], str], Callable[[Channel, str], Channel]]] = {
    NAME: ("Name", "What the channel is called.", lambda channel: channel.label, named),
    PARAMS: (
        "Params",
        "Numbers that the formulas may speak of, each as name = number unit (mV, ms, 1/ms, mM or none), comma between.",
        params_text,
        with_params,
    ),
    GATES: ("Gates", "Their names, with powers: m^3 h. Without any it is always open.", gates_text, with_gates),
}


def of(experiment: Experiment, path: str) -> Channel | None:
    """The channel of one's own at `path`, if there is one."""
    parts = path.split(".")
    if len(parts) != 5 or parts[:2] != ["cell", "sections"] or parts[3] != "channels":
        return None
    for section in experiment.cell.sections:
        for channel in section.channels:
            if (section.name, channel.name, channel.source) == (parts[2], parts[4], MADE):
                return channel
    return None


def changes(experiment: Experiment, path: str, past: Iterable[Experiment] = ()) -> Callable[[str], Experiment] | None:
    """What a text does that is written into the row at `path` of a channel of one's own; None where it is no such row.

    A gate that comes back is as it was in the `past`, which goes on to now. The returned function raises ParameterError
    where the text is refused.
    """
    base, rest = ".".join(path.split(".")[:5]), path.split(".")[5:]
    channel = of(experiment, base)
    if channel is None:
        return None
    made: Callable[[str], Channel]
    match rest:
        case ["gates"]:
            made = partial(_gated, channel, [one for was in past if (one := of(was, base))])
        case [name] if name in TEXTS:
            made = partial(TEXTS[name][3], channel)
        case ["family"]:
            made = partial(_in_family, channel)
        case ["gates", gate, "rates"] if gate in [one.name for one in channel.gates]:
            made = partial(_rated, channel, gate)
        case _:
            return None
    return lambda text: edit(experiment, base, made(text))


def rows_of(experiment: Experiment, path: str, errors: Mapping[str, str]) -> Iterator[Field]:
    """The rows that only a channel of one's own has; none of another."""
    channel = of(experiment, path)
    if channel is None:
        return
    for key, (label, said, text, _) in TEXTS.items():
        at = f"{path}.{key}"
        yield Field(path=at, label=label, help=said, text=text(channel), error=errors.get(at, ""), formula=True)
    menus = [(FAMILY, "Blocked as", "What kind of channel it is to a drug.", channel.family, KINDS)]
    menus += [
        (f"gates.{gate.name}.rates", f"{gate.name} by", "Which formulas give the gate.", rates_of(gate), RATES)
        for gate in channel.gates
    ]
    for key, label, said, chosen, options in menus:
        at = f"{path}.{key}"
        yield Field(path=at, label=label, help=said, text=chosen, error=errors.get(at, ""), options=options)


def curves(experiment: Experiment, path: str) -> list[dict[str, Any]]:
    """Steady states and time constants of the channel of one's own at `path`; none of another."""
    channel = of(experiment, path)
    if channel is None or not channel.gates:
        return []
    section = get(experiment, ".".join(path.split(".")[:3]))
    cell = experiment.cell.segment(section)
    return curves_of(channel, cell, cell)


def _gated(channel: Channel, past: Iterable[Channel], text: str) -> Channel:
    try:
        return with_gates(channel, text, [gate for one in past for gate in one.gates])
    except ParameterError:
        return with_gates(channel, text)  # a gate of before may speak of a param that is gone


def _in_family(channel: Channel, text: str) -> Channel:
    return replace(channel, family=text)


def _rated(channel: Channel, gate: str, text: str) -> Channel:
    known = next((choice.name for choice in RATES if choice.name == text), None)
    if known is None:
        raise ParameterError(f"Gate.{gate} = {text!r}: is given by {', '.join(choice.name for choice in RATES)}")
    return with_rates(channel, gate, known)  # ty: ignore
