"""A channel of one's own: what a new one is before anything about it is changed, and what can be made of it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ..errors import ParameterError
from ..units import QUANTITIES
from .channel import Channel
from .expression import Expr
from .gate import Gate
from .param import Param

MADE = "made by the user"
"""Its source."""
Rates = Literal["inf_tau", "alpha_beta", "inf"]
PARAM = re.compile(r"(?P<name>\w+)\s*=\s*(?P<value>[-+.\w]+?)\s*(?P<unit>mV|ms|1/ms|mM)?")
GATE = re.compile(r"(?P<name>[a-z]\w*)(\^(?P<power>\d+))?")


def own(there: Iterable[str] = (), ion: str = "") -> Channel:
    """A channel with an activation and an inactivation as formulas, to be changed; its name is none of those `there`.

    It carries `ion`, or reverses at 0 mV where none is named.

    >>> own(["own"]).name
    'own_2'
    """
    taken = set(there)
    name = next(n for n in ("own", *(f"own_{k}" for k in range(2, len(taken) + 3))) if n not in taken)
    return Channel(
        name=name,
        label="Own channel" if name == "own" else f"Own channel {name.removeprefix('own_')}",
        ion=ion,
        e_rev=None if ion else 0.0,
        g_max=1.0,
        params=(
            Param("m_half", -40.0, "mV", "Where half of the activation gates are open in the end"),
            Param("h_half", -60.0, "mV", "Where half of the inactivation gates are open in the end"),
        ),
        gates=(
            Gate("m", 1, inf=Expr("1/(1 + exp(-(v - m_half)/8))"), tau=Expr("1")),
            Gate("h", 1, inf=Expr("1/(1 + exp((v - h_half)/8))"), tau=Expr("20")),
        ),
        source=MADE,
    )


def params_text(channel: Channel) -> str:
    """The params of a channel as one writes them.

    >>> params_text(own())
    'm_half = -40 mV, h_half = -60 mV'
    """
    return ", ".join(f"{p.name} = {p.value:.12g} {p.unit}".rstrip() for p in channel.params)


def with_params(channel: Channel, text: str) -> Channel:
    """`channel` with the params that `text` names, and no others; ParameterError where it names none or wrongly.

    >>> with_params(own(), "m_half = -30 mV, h_half = -60 mV, tau_max = 5 ms").params[2].value
    5.0
    """
    helps = {param.name: param.help for param in channel.params}
    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text.replace("−", "-")))):
        match = PARAM.fullmatch(part)
        try:
            number = float(match["value"]) if match else None
        except ValueError:
            number = None
        if match is None or number is None:
            units = ", ".join(filter(None, QUANTITIES))
            raise ParameterError(f"{part!r}: a param is written name = number unit, as tau_max = 20 ms; units: {units}")
        name = match["name"]
        found.append(Param(name, number, match["unit"] or "", helps.get(name, f"{name} of {channel.label}")))
    return replace(channel, params=tuple(found))


def gates_text(channel: Channel) -> str:
    """The gates of a channel with their powers.

    >>> gates_text(own())
    'm h'
    """
    return " ".join(gate.name if gate.power == 1 else f"{gate.name}^{gate.power}" for gate in channel.gates)


def with_gates(channel: Channel, text: str, earlier: Iterable[Gate] = ()) -> Channel:
    """`channel` with the gates that `text` names and no others; none: always open.

    One that the channel lacks is as it was `earlier`, or half open at −40 mV.

    >>> [gate.power for gate in with_gates(own(), "m^3 h s").gates]
    [3, 1, 1]
    """
    known = {gate.name: gate for gate in (*earlier, *channel.gates)}
    found = []
    for part in text.split():
        match = GATE.fullmatch(part)
        if match is None:
            raise ParameterError(f"{part!r}: gates are written by their names and powers, as m^3 h")
        new = Gate(match["name"], inf=Expr("1/(1 + exp(-(v + 40)/8))"), tau=Expr("5"))
        found.append(replace(known.get(match["name"], new), power=int(match["power"] or 1)))
    return replace(channel, gates=tuple(found))


def rates_of(gate: Gate) -> Rates:
    """What a gate is given by."""
    if gate.alpha is not None:
        return "alpha_beta"
    return "inf" if gate.tau is None else "inf_tau"


def with_rates(channel: Channel, name: str, rates: Rates) -> Channel:
    """`channel` with its gate `name` given by other formulas that say the same; ParameterError where they get too long.

    A gate that is at its steady state at once gets a time constant of 1 ms with the others.
    """
    gate = next(gate for gate in channel.gates if gate.name == name)
    formulas = {n: rate.text for n in ("alpha", "beta", "inf", "tau") if isinstance(rate := getattr(gate, n), Expr)}
    if rates == rates_of(gate):
        return channel
    if "alpha" in formulas:
        total = f"({formulas['alpha']}) + ({formulas['beta']})"
        formulas |= {"inf": f"({formulas['alpha']})/({total})", "tau": f"1/({total})"}
    inf, tau = formulas["inf"], formulas.get("tau", "1")
    made: dict[Rates, dict[str, str]] = {
        "inf_tau": {"inf": inf, "tau": tau},
        "alpha_beta": {"alpha": f"({inf})/({tau})", "beta": f"(1 - ({inf}))/({tau})"},
        "inf": {"inf": inf},
    }
    given = {n: Expr(made[rates][n]) if n in made[rates] else None for n in ("alpha", "beta", "inf", "tau")}
    changed = replace(gate, **given)
    return replace(channel, gates=tuple(changed if one.name == name else one for one in channel.gates))
