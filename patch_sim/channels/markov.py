"""Channels as states that turn into each other at rates of voltage: Markov schemes, as data.

For gates that are not independent of each other, such as a block that only an open channel meets.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import model_validator

from ..units import proportion
from ..values import value
from .param import Name
from .rates import Rate, names_of

Array = NDArray[np.float64]
MOST = 64
"""States of a scheme."""


@value
class Transition:
    """The way from one state to another, and back where there is a rate for it."""

    start: Name
    end: Name
    rate: Rate
    back: Rate | None = None

    @property
    def name(self) -> str:
        """Where it leads, as part of a path."""
        return f"{self.start}_{self.end}"


@value
class Conducting:
    """A state in which the channel lets ions through."""

    state: Name
    weight: proportion = 1.0
    """Weight: its conductance, as a share of the channel's."""

    @property
    def name(self) -> str:
        """The state, as part of a path."""
        return self.state


@value
class Scheme:
    """States and their transitions: dx/dt = φ Q(v) x, x the share of channels in each state, Σ x = 1.

    Every state can be reached from every other, so that there is one steady state.
    """

    states: tuple[Name, ...]
    conducting: tuple[Conducting, ...]
    transitions: tuple[Transition, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> "Scheme":
        known = set(self.states)
        if not 2 <= len(self.states) <= MOST:
            raise ValueError(f"Scheme: must have 2 to {MOST} states, not {len(self.states)}")
        if len(known) < len(self.states):
            raise ValueError(f"Scheme: its states need distinct names, not {list(self.states)}")
        named = [way for t in self.transitions for way in (t.start, t.end)] + [c.state for c in self.conducting]
        for name in named:
            if name not in known:
                raise ValueError(f"Scheme: there is no state {name!r}; there are: {', '.join(self.states)}")
        pairs = [(start, end) for start, end, _ in self.ways]
        if len(set(pairs)) < len(pairs) or any(start == end for start, end in pairs):
            raise ValueError("Scheme: a transition leads to another state, and is there once")
        if not self.conducting or len({c.state for c in self.conducting}) < len(self.conducting):
            raise ValueError("Scheme: name each conducting state once, and at least one")
        for ways in (pairs, [(end, start) for start, end in pairs]):
            for lost in sorted(known - reached(self.states[0], ways)):
                start, end = (self.states[0], lost) if ways is pairs else (lost, self.states[0])
                raise ValueError(f"Scheme: no way leads from {start!r} to {end!r}")
        return self

    @property
    def ways(self) -> tuple[tuple[str, str, Rate], ...]:
        """Every transition in its direction: from, to, rate."""
        forth = [(t.start, t.end, t.rate) for t in self.transitions]
        return (*forth, *((t.end, t.start, t.back) for t in self.transitions if t.back is not None))

    @property
    def names(self) -> frozenset[str]:
        """What its rates speak of."""
        return frozenset[str]().union(*(names_of(rate) for _, _, rate in self.ways))

    def matrix(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> Array:
        """(…, states, states) Q at `v` mV, 1/ms before the temperature factor: column of the state left, row of the
        state entered; every column sums to 0.
        """
        v = np.asarray(v, dtype=float)
        place = {name: k for k, name in enumerate(self.states)}
        q = np.zeros((*v.shape, len(self.states), len(self.states)))
        for start, end, rate in self.ways:
            speed = rate(v, at)
            q[..., place[end], place[start]] += speed
            q[..., place[start], place[start]] -= speed
        return q

    def steady(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> Array:
        """(…, states) after a long time at `v` mV: Q x = 0, Σ x = 1."""
        q = self.matrix(v, at)
        q = q / np.maximum(np.abs(q).max((-2, -1), keepdims=True), 1e-300)
        q[..., -1, :] = 1.0
        one = np.zeros((*q.shape[:-1], 1))
        one[..., -1, 0] = 1.0
        return np.linalg.solve(q, one)[..., 0]

    def fault(self, v: Array, at: Mapping[str, ArrayLike]) -> str:
        """What is wrong with a rate anywhere in `v`, or nothing."""
        for start, end, rate in self.ways:
            with np.errstate(all="ignore"):
                found = np.broadcast_to(rate(v, at), v.shape)
            sound = np.isfinite(found) & (found >= 0)
            if not sound.all():
                k = int(np.argmin(sound))
                rule = f"must be finite and at least 0 over {v[0]:g}…{v[-1]:+g} mV"
                return f"the rate {start} → {end} is {found[k]:.3g} /ms at {v[k]:g} mV; it {rule}"
        try:
            sound = self.steady(v, at) > -1e-9
        except np.linalg.LinAlgError:
            sound = np.array(False)
        return "" if sound.all() else f"its rates leave more than one steady state within {v[0]:g}…{v[-1]:+g} mV"


def reached(start: str, pairs: list[tuple[str, str]]) -> set[str]:
    """The states that `pairs` of from and to lead to."""
    found, front = {start}, [start]
    while front:
        here = front.pop()
        for a, b in pairs:
            if a == here and b not in found:
                found.add(b)
                front.append(b)
    return found
