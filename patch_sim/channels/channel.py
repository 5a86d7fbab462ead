"""What a channel is: a maximal conductance, its gates, and the potential that it drives the membrane to."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from ..errors import ParameterError, unknown
from ..facts import Facts
from ..units import cm_s, degC, layer_mM, mS_cm2, mV, proportion, q10_factor, small_power
from ..values import value
from .expression import GIVEN, At
from .gate import Gate
from .ions import Ion, Permeant, ghk_voltage, usual
from .markov import Scheme
from .param import Name, Param

SOUND = (-120.0, 100.0)
"""Where a gate must be sound in any case, mV."""
PROBE_CA = (1e-5, 1e-4, 1e-3, 1e-2)
"""And at which [Ca], mM."""
FAMILIES = {
    "nav": "sodium, sensitive to tetrodotoxin",
    "nav_r": "sodium, resistant to tetrodotoxin (Nav1.5, 1.8, 1.9)",
    "kv": "potassium, delayed rectifier (Kv2)",
    "kv1": "potassium, low-voltage (Kv1, D type)",
    "kv3": "potassium, high-voltage, fast (Kv3)",
    "kv4": "potassium, A type (Kv4)",
    "kv7": "potassium, M type (Kv7)",
    "erg": "potassium, ether-à-go-go (Kv11)",
    "kir": "potassium, inward rectifier",
    "sk": "potassium, calcium-activated, small (SK)",
    "bk": "potassium, calcium-activated, big (BK)",
    "ahp": "potassium, calcium-activated, slow",
    "hcn": "cations, hyperpolarization-activated",
    "cav1": "calcium, L type",
    "cav2_1": "calcium, P and Q type",
    "cav2_2": "calcium, N type",
    "cav3": "calcium, T type",
    "can": "cations, calcium-activated",
    "leak": "leak",
}
"""The families of channels, which drugs tell apart."""


@value
class Part:
    """A share of a channel's conductance, opened by the gates that it names."""

    weight: proportion
    """Weight: of this product of gates in the open fraction."""
    gates: tuple[Name, ...]


@value
class Channel:
    """An ohmic channel: i = g_max · Π gateᵖ · (v − e_rev), e_rev its own or the Nernst potential of its ion.

    A channel of several monovalent ions names their permeabilities relative to each other in `permeants`: its e_rev is
    then their Goldman–Hodgkin–Katz voltage. Such a current fills and empties no pool.
    With `parts` the open fraction is a weighted sum of products instead, Σ weight · Π gateᵖ. Two other laws are those
    of Goldman, Hodgkin & Katz, with x = zFv/RT and concentrations in mM:
    ``ghk_flux`` i (µA/cm²) = permeability · zF · (in · x/(1 − exp(−x)) − out · x/(exp(x) − 1)) · open fraction, and
    ``ghk_drive`` with g_max · RT/(zF out) in place of permeability · zF (Borg-Graham; Migliore).
    """

    name: Name
    label: str
    g_max: mS_cm2 = 0.0
    """Conductance: what the membrane would conduct with every gate open."""
    ion: str = ""
    """Ion: the species that the current carries, and whose Nernst potential drives it."""
    e_rev: mV | None = None
    """Reversal: a fixed reversal potential, in place of what the ions make."""
    permeants: tuple[Permeant, ...] = ()
    """The ions that pass through it, where there are several."""
    law: Literal["ohmic", "ghk_flux", "ghk_drive"] = "ohmic"
    """Law: how the current of an open channel depends on voltage and concentrations."""
    permeability: cm_s = 0.0
    """Permeability: of the membrane with every gate open, for the law ghk_flux."""
    params: tuple[Param, ...] = ()
    gates: tuple[Gate, ...] = ()
    parts: tuple[Part, ...] = ()
    scheme: Scheme | None = None
    """Scheme: states that turn into each other, in place of gates."""
    q10: q10_factor = 1.0
    """Q10: how much faster the gates are for each 10 °C."""
    t_ref: degC = 20.0
    """Reference: the temperature at which the rates were measured."""
    g_q10: q10_factor = 1.0
    """Conductance Q10: how much larger the conductance is for each 10 °C, where the source says so."""
    g_out_power: small_power = 0.0
    """Power of out: the conductance grows with this power of the ion's concentration outside; √ for a power of 0.5."""
    g_out_ref: layer_mM = 3.5
    """Out at reference: the concentration outside at which the conductance is `g_max`."""
    family: str = ""
    """What kind of channel it is to a drug: one of `FAMILIES`."""
    enabled: bool = True
    """Enabled: whether the channel is in the membrane."""
    source: str = ""
    facts: Facts = Facts()

    @model_validator(mode="after")
    def _is_sound(self) -> "Channel":
        if self.name == "m":
            raise ValueError("Channel 'm': i_m is the current of the whole membrane; give it another name")
        if self.permeants and (self.ion or self.law != "ohmic"):
            raise ValueError(f"Channel {self.name!r}: permeants are for an ohmic channel without an ion of its own")
        if len({permeant.name for permeant in self.permeants}) < len(self.permeants):
            raise ValueError(f"Channel {self.name!r}: an ion is twice among its permeants")
        if self.g_out_power and not self.ion:
            raise ValueError(f"Channel {self.name!r}: g_out_power needs an ion")
        if not self.ion and not self.permeants and (self.e_rev is None or self.law != "ohmic"):
            other = " or an e_rev" if self.law == "ohmic" else f", which the law {self.law} needs"
            raise ValueError(f"Channel {self.name!r}: give an ion{other}")
        if self.e_rev is not None and self.law != "ohmic":
            raise ValueError(f"Channel {self.name!r}: e_rev is for the law ohmic, not {self.law}")
        if self.permeability and self.law != "ghk_flux":
            raise ValueError(f"Channel {self.name!r}: permeability is for the law ghk_flux, not {self.law}")
        if self.g_max and self.law == "ghk_flux":
            raise ValueError(f"Channel {self.name!r}: the law ghk_flux has a permeability, no g_max")
        names = [gate.name for gate in self.gates]
        if len(set(names)) < len(names):
            raise ValueError(f"Channel {self.name!r}: its gates need distinct names, not {names}")
        params = [param.name for param in self.params]
        if len(set(params)) < len(params):
            raise ValueError(f"Channel {self.name!r}: its params need distinct names, not {params}")
        if self.family and self.family not in FAMILIES:
            raise ValueError(f"Channel {self.name!r}: {unknown('family', self.family, FAMILIES)}")
        for gate in self.gates:
            for name in sorted(gate.names - {*GIVEN, *params}):
                known = ", ".join((*GIVEN, *params))
                raise ValueError(f"Channel {self.name!r}: gate {gate.name!r} speaks of {name!r}; there are: {known}")
        if self.parts and {name for part in self.parts for name in part.gates} != set(names):
            raise ValueError(f"Channel {self.name!r}: its parts must name each of its gates, {names}, and no other")
        fault = self._fault_of_scheme() or self.fault(self.at(20.0))
        if fault:
            raise ValueError(f"Channel {self.name!r}: {fault}")
        return self

    def fault(self, at: At, low: float = SOUND[0], high: float = SOUND[1]) -> str:
        """What is wrong with its rates anywhere from `low` to `high` mV at the temperature and so on of `at`, or "".

        Of gates that follow calcium it is asked at four concentrations, and at that of `at`, if it has one.
        """
        if self.scheme:
            return _fault_of_rates(self.scheme, at.only(self.scheme.names), low, high)
        names = frozenset[str]().union(*(gate.names for gate in self.gates))
        return _fault(self.gates, at.only(names), low, high)

    def _fault_of_scheme(self) -> str:
        if self.scheme is None:
            return ""
        if self.gates:
            return "give gates or a scheme, not both"
        for name in sorted(self.scheme.names - {"v", "celsius", *(param.name for param in self.params)}):
            return f"its scheme speaks of {name!r}; its rates follow v, celsius and the channel's params"
        return ""

    @property
    def states(self) -> tuple[str, ...]:
        """The states of its scheme, if it has one."""
        return self.scheme.states if self.scheme else ()

    @property
    def products(self) -> tuple[tuple[float, tuple[Gate, ...]], ...]:
        """The open fraction as weighted products of gates; one of all of them where there are no parts."""
        gates = {gate.name: gate for gate in self.gates}
        return tuple((part.weight, tuple(gates[n] for n in part.gates)) for part in self.parts) or ((1.0, self.gates),)

    @property
    def needs(self) -> frozenset[str]:
        """The ions that a cell must have for it: those that drive it, and calcium where a gate follows [Ca]."""
        own = {self.ion} if self.ion else {permeant.name for permeant in self.permeants}
        driving = own if self.e_rev is None or self.law != "ohmic" or self.g_out_power else set()
        return frozenset(driving | {"ca" for gate in self.gates if "ca" in gate.names})

    def at(self, celsius: float, ca: float | None = None, e_rev: float | None = None) -> At:
        """What its rates may speak of besides v, at `celsius` °C and, if given, `ca` mM.

        Without an `e_rev` (mV) it is that of usual solutions (`ions.usual`), and of an ion without any there 0 mV.
        """
        given = {} if ca is None else {"ca": ca}
        if e_rev is None:
            e_rev = self.reversal(usual(), celsius) if self.needs <= {ion.name for ion in usual()} else 0.0
        return At(celsius=celsius, e_rev=e_rev, **given, **{param.name: param.value for param in self.params})

    def phi(self, gate: Gate, celsius: float) -> float:
        """How much faster than at `t_ref` the gate runs at `celsius`."""
        return (self.q10 if gate.q10 is None else gate.q10) ** ((celsius - self.t_ref) / 10)

    def growth(self, celsius: float, ions: Iterable[Ion] = ()) -> float:
        """How much larger than at `t_ref`, and at `g_out_ref` outside, the conductance is at `celsius` in `ions`."""
        warmth = self.g_q10 ** ((celsius - self.t_ref) / 10)
        if not self.g_out_power:
            return warmth
        return warmth * (self._among(ions, self.ion).out / self.g_out_ref) ** self.g_out_power

    def reversal(self, ions: Iterable[Ion], celsius: float) -> float:
        """The reversal potential, mV; ParameterError if it rests on an ion that is not among `ions`."""
        if self.e_rev is not None and self.law == "ohmic":
            return self.e_rev
        if self.permeants:
            return ghk_voltage([(p.ratio, self._among(ions, p.name)) for p in self.permeants], celsius)
        return self._among(ions, self.ion).e_rev(celsius)

    def _among(self, ions: Iterable[Ion], name: str) -> Ion:
        by_name = {ion.name: ion for ion in ions}
        if name not in by_name:
            raise ParameterError(f"channel {self.name!r}: {unknown('ion', name, by_name)}")
        return by_name[name]


ODD = {"nan": "no number", "inf": "∞"}
"""Beside a curve that is named inf, Python's words would puzzle."""


@lru_cache(256)
def _fault_of_rates(scheme: Scheme, at: At, low: float, high: float) -> str:
    return scheme.fault(_probed(low, high), at)


@lru_cache(1024)
def _fault(gates: tuple[Gate, ...], at: At, low: float, high: float) -> str:
    v = _probed(low, high)
    for gate in gates:
        follows, here = "ca" in gate.names, [at["ca"]] if "ca" in at else []
        for ca in (*PROBE_CA, *here) if follows else PROBE_CA[:1]:
            with np.errstate(all="ignore"):
                inf, tau = np.broadcast_arrays(*gate.curves(v, {**at, "ca": ca}))
            for name, curve, sound, rule in (
                ("inf", inf, (inf >= 0) & (inf <= gate.inf_max), f"must lie in 0…{gate.inf_max:g}"),
                ("tau", tau, (tau > 0) & np.isfinite(tau) | gate.instantaneous, "must be positive and finite"),
            ):
                if not sound.all():
                    k = int(np.argmax(np.where(sound, -1.0, np.nan_to_num(np.abs(curve), nan=np.inf))))  # the worst
                    value = f"{curve[k]:.4g}" if np.isfinite(curve[k]) else ODD.get(str(curve[k]), "−∞")
                    said = f"{value}{' ms' * (name == 'tau')} at {v[k]:g} mV"
                    said += f" and {ca:g} mM of calcium" * follows
                    return f"gate {gate.name!r} has {name} = {said}; {name} {rule} over {_span(low, high)} mV"
    return ""


def _probed(low: float, high: float) -> NDArray[np.float64]:
    return np.arange(low, high + 0.25, 0.5)


def _span(low: float, high: float) -> str:
    return f"{low:g}…{high:+g}".replace("-", "−")
