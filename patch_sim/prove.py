"""Proof: every fact that an entry states of itself, measured now."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .cells import Cell
from .channels import Channel
from .errors import unknown
from .measures import cell_measure


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact of an entry beside what is measured now."""

    name: str
    expected: float
    tolerance: float
    measured: float

    @property
    def holds(self) -> bool:
        """Whether the measurement lies within the tolerance."""
        return abs(self.measured - self.expected) <= self.tolerance


def prove(entry: Channel | Cell) -> tuple[Proof, ...]:
    """Every fact of `entry`, measured; UnknownNameError for a fact that nobody can measure."""
    measure: Callable[[str], float] = (
        (lambda name: channel_fact(entry, name))
        if isinstance(entry, Channel)
        else (lambda name: cell_measure(name)(entry))
    )
    return tuple(
        Proof(name, expected, entry.facts.tolerance(name), measure(name)) for name, expected in entry.facts.items()
    )


def channel_fact(channel: Channel, name: str) -> float:
    """``<gate>_half`` (mV where inf = ½), ``<gate>_tau_max`` (ms), or of calcium's gates ``<gate>_ca_half`` (mM).

    Of a scheme ``<state>_at_m40``: the share in the state after a long time at −40 mV. All at the channel's own
    temperature, the first two of gates of v.
    """
    v = np.arange(-150.0, 100.01, 0.05)
    known = []
    for gate in channel.gates:
        if "ca" in gate.names:
            known.append(f"{gate.name}_ca_half")
            ca = np.geomspace(1e-6, 1.0, 5001)
            if name == known[-1]:
                return _half(ca, gate.curves(np.zeros_like(ca), {**channel.at(channel.t_ref), "ca": ca})[0])
            continue
        known += [f"{gate.name}_half", f"{gate.name}_tau_max"]
        inf, tau = gate.curves(v, channel.at(channel.t_ref))
        if name == f"{gate.name}_half":
            return _half(v, inf)
        if name == f"{gate.name}_tau_max":
            return float(tau.max())
    if channel.scheme:
        state, _, level = name.partition("_at_")
        if state in channel.states and level.lstrip("m").isdigit():
            v_there = float(level.replace("m", "-"))
            steady = channel.scheme.steady(v_there, channel.at(channel.t_ref))
            return float(steady[channel.states.index(state)])
        known += [f"{state}_at_m40" for state in channel.states]
    raise unknown("measure of a channel", name, known)


def _half(x: np.ndarray, y: np.ndarray) -> float:
    """Where y first crosses ½."""
    k = int(np.argmax(np.diff(np.sign(y - 0.5)) != 0))
    return float(x[k] + (0.5 - y[k]) / (y[k + 1] - y[k]) * (x[k + 1] - x[k]))
