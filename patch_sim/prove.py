"""Proof: every fact that an entry states of itself, measured now."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .analysis.measure import spikes
from .cells import Cell
from .channels import Channel
from .engine.simulate import simulate
from .errors import unknown
from .experiment import Experiment
from .protocols import Protocol, Step

STEP = 200.0
"""ms: how long a step of rheobase and firing onset lasts."""


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
        else (lambda name: _cell_measure(name)(entry))
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


def v_rest(cell: Cell) -> float:
    """Voltage after 100 ms without current, mV."""
    return float(simulate(_step(cell, 0.0))["v"][0, -1])


def r_in(cell: Cell) -> float:
    """Steady deflection over a current so small that the membrane is linear, MΩ (mV / pA = GΩ)."""
    small = 0.2 * np.sqrt(cell.capacitance / 10)
    v = [simulate(_step(cell, level))["v"][0] for level in (-small, small)]
    end = round(_step(cell, 0.0).protocol.rate * (10 + STEP)) - 1
    return float(1e3 * (v[1][end] - v[0][end]) / (2 * small))


def rheobase(cell: Cell) -> float:
    """The smallest 200 ms step that makes a spike, pA."""
    return _threshold(cell, lambda t, v: len(spikes(t, v)) >= 1)


def firing_onset(cell: Cell) -> float:
    """The smallest 200 ms step that keeps the cell firing: a spike in its last quarter, pA."""
    return _threshold(cell, lambda t, v: any(s.peak_at > 10 + 0.75 * STEP for s in spikes(t, v)))


def _step(cell: Cell, level: float) -> Experiment:
    epochs = (Step(0, 10), Step(level, STEP))
    return Experiment.of(cell, Protocol("step", "Step", "cc", epochs, rate=20.0))


def _threshold(cell: Cell, fires: Callable[[np.ndarray, np.ndarray], bool]) -> float:
    def enough(level: float) -> bool:
        recording = simulate(_step(cell, level))
        return fires(recording.time, recording["v"][0])

    hi = 10.0
    while not enough(hi):
        hi *= 2
        if hi > 1e5:
            return float("nan")
    lo = 0.0
    while hi - lo > 1e-3 * hi:
        middle = (lo + hi) / 2
        lo, hi = (lo, middle) if enough(middle) else (middle, hi)
    return hi


CELL_MEASURES: dict[str, Callable[[Cell], float]] = {f.__name__: f for f in (v_rest, r_in, rheobase, firing_onset)}


def _cell_measure(name: str) -> Callable[[Cell], float]:
    try:
        return CELL_MEASURES[name]
    except KeyError:
        raise unknown("measure of a cell", name, CELL_MEASURES) from None
