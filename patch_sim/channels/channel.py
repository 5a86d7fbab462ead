"""What a channel is: a maximal conductance, its gates, and the potential that it drives the membrane to."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike
from pydantic import StringConstraints, model_validator

from ..errors import ParameterError, unknown
from ..facts import Facts
from ..units import degC, exponent, mS_cm2, mV, positive
from ..values import value
from .ions import Ion
from .rates import Array, Rate

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
PROBE = np.arange(-120.0, 100.5, 0.5)
"""Where a gate must be sound, mV."""


@value
class Gate:
    """One kind of gating particle: opening and closing rates `alpha`, `beta`, or their equivalents `inf` and `tau`.

    dx/dt = φ (α (1 − x) − β x) = φ (x∞ − x) / τ with φ = q10^((T − t_ref)/10). A gate with `inf` alone is
    instantaneous: x = x∞(v).
    """

    name: Name
    power: exponent = 1
    """Power: how many such particles must all be open."""
    alpha: Rate | None = None
    beta: Rate | None = None
    inf: Rate | None = None
    tau: Rate | None = None
    q10: positive | None = None
    """Q10: of this gate's rates, where it is not the channel's."""

    @model_validator(mode="after")
    def _has_rates(self) -> "Gate":
        given = tuple(n for n in ("alpha", "beta", "inf", "tau") if getattr(self, n) is not None)
        if given not in {("alpha", "beta"), ("inf", "tau"), ("inf",)}:
            raise ValueError(f"Gate {self.name!r}: give alpha and beta, or inf and tau, or inf alone; not {given}")
        return self

    @property
    def instantaneous(self) -> bool:
        """True where the gate is always at its steady state."""
        return self.alpha is None and self.tau is None

    def curves(self, v: ArrayLike, celsius: float) -> tuple[Array, Array]:
        """Steady state (0…1) and time constant (ms, before the temperature factor; 0 if instantaneous) at `v` mV."""
        if self.alpha is not None and self.beta is not None:
            a, b = self.alpha(v, celsius), self.beta(v, celsius)
            return a / (a + b), 1 / (a + b)
        assert self.inf is not None
        inf = self.inf(v, celsius)
        return inf, np.zeros_like(inf) if self.tau is None else self.tau(v, celsius)


@value
class Channel:
    """An ohmic channel: i = g_max · Π gateᵖ · (v − e_rev), e_rev its own or the Nernst potential of its ion."""

    name: Name
    label: str
    g_max: mS_cm2
    """Conductance: what the membrane would conduct with every gate open."""
    ion: str = ""
    """Ion: the species that the current carries, and whose Nernst potential drives it."""
    e_rev: mV | None = None
    """Reversal: a fixed reversal potential, in place of the ion's Nernst potential."""
    gates: tuple[Gate, ...] = ()
    q10: positive = 1.0
    """Q10: how much faster the gates are for each 10 °C."""
    t_ref: degC = 20.0
    """Reference: the temperature at which the rates were measured."""
    enabled: bool = True
    """Enabled: whether the channel is in the membrane."""
    source: str = ""
    facts: Facts = Facts()

    @model_validator(mode="after")
    def _is_sound(self) -> "Channel":
        if not self.ion and self.e_rev is None:
            raise ValueError(f"Channel {self.name!r}: give an ion or an e_rev")
        names = [gate.name for gate in self.gates]
        if len(set(names)) < len(names):
            raise ValueError(f"Channel {self.name!r}: its gates need distinct names, not {names}")
        fault = _fault(self.gates)
        if fault:
            raise ValueError(f"Channel {self.name!r}: {fault}")
        return self

    def phi(self, gate: Gate, celsius: float) -> float:
        """How much faster than at `t_ref` the gate runs at `celsius`."""
        return (self.q10 if gate.q10 is None else gate.q10) ** ((celsius - self.t_ref) / 10)

    def reversal(self, ions: Iterable[Ion], celsius: float) -> float:
        """The reversal potential, mV; ParameterError if it rests on an ion that is not among `ions`."""
        if self.e_rev is not None:
            return self.e_rev
        by_name = {ion.name: ion for ion in ions}
        if self.ion not in by_name:
            raise ParameterError(f"channel {self.name!r}: {unknown('ion', self.ion, by_name)}")
        return by_name[self.ion].e_rev(celsius)


@lru_cache(1024)
def _fault(gates: tuple[Gate, ...]) -> str:
    """What is wrong with the gates anywhere in −120…+100 mV, or nothing."""
    for gate in gates:
        with np.errstate(all="ignore"):
            inf, tau = gate.curves(PROBE, 20.0)
        sound = (inf >= 0) & (inf <= 1) & ((tau > 0) | gate.instantaneous) & np.isfinite(inf) & np.isfinite(tau)
        if not sound.all():
            k = int(np.argmin(sound))
            return (
                f"gate {gate.name!r} has inf = {inf[k]:.3g} and tau = {tau[k]:.3g} ms at {PROBE[k]:g} mV; "
                "inf must lie in 0…1 and tau be positive over −120…+100 mV"
            )
    return ""
