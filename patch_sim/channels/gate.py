"""What a gate is: a particle that opens and closes at rates of voltage, of calcium, or of both."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike
from pydantic import model_validator

from ..units import at_least_one, exponent, mV, q10_factor
from ..values import value
from .param import Name
from .rates import Array, Rate, names_of


@value
class Gate:
    """One kind of gating particle: opening and closing rates `alpha`, `beta`, or their equivalents `inf` and `tau`.

    dx/dt = φ (α (1 − x) − β x) = φ (x∞ − x) / τ with φ = q10^((T − t_ref)/10). A gate with `inf` alone is
    instantaneous: x = x∞.
    """

    name: Name
    power: exponent = 1
    """Power: how many such particles must all be open."""
    alpha: Rate | None = None
    beta: Rate | None = None
    inf: Rate | None = None
    tau: Rate | None = None
    q10: q10_factor | None = None
    """Q10: of this gate's rates, where it is not the channel's."""
    domain: tuple[mV, mV] | None = None
    """Where the published rates are sound; beyond it they keep those of its ends."""
    inf_max: at_least_one = 1.0
    """Largest: the most that the published steady state reaches, where it is more than 1."""

    @model_validator(mode="after")
    def _has_rates(self) -> "Gate":
        given = tuple(n for n in ("alpha", "beta", "inf", "tau") if getattr(self, n) is not None)
        if given not in {("alpha", "beta"), ("inf", "tau"), ("inf",)}:
            raise ValueError(f"Gate {self.name!r}: give alpha and beta, or inf and tau, or inf alone; not {given}")
        if self.domain is not None and not self.domain[0] < self.domain[1]:
            raise ValueError(
                f"Gate {self.name!r}: its domain must rise, not go from {self.domain[0]} to {self.domain[1]}"
            )
        return self

    @property
    def instantaneous(self) -> bool:
        """True where the gate is always at its steady state."""
        return self.alpha is None and self.tau is None

    @property
    def names(self) -> frozenset[str]:
        """What its rates speak of: v, ca, celsius, e_rev, params of the channel."""
        rates = (self.alpha, self.beta, self.inf, self.tau)
        return frozenset[str]().union(*(names_of(rate) for rate in rates if rate is not None))

    def curves(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> tuple[Array, Array]:
        """Steady state (0…1) and time constant (ms, before the temperature factor; 0 if instantaneous) at `v` mV.

        `at` says whatever else the rates speak of: `Channel.at` has it.
        """
        if self.inf is None:
            a, b = self.rates(v, at)
            return a / (a + b), 1 / (a + b)
        v = self._held(v)
        inf = self.inf(v, at)
        return inf, np.zeros_like(inf) if self.tau is None else self.tau(v, at)

    def rates(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> tuple[Array, Array]:
        """Opening and closing rates (1/ms, before the temperature factor) at `v` mV, of a gate with a time constant."""
        if self.alpha is not None and self.beta is not None:
            v = self._held(v)
            return self.alpha(v, at), self.beta(v, at)
        inf, tau = self.curves(v, at)
        return inf / tau, (1 - inf) / tau

    def _held(self, v: ArrayLike) -> ArrayLike:
        return v if self.domain is None else np.clip(v, *self.domain)
