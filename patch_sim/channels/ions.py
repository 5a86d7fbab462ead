"""Ions: concentrations on both sides of the membrane, and the potential at which one or several are at rest."""

from collections.abc import Iterable
from functools import cache
from math import log
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import model_validator

from ..constants import ZERO_CELSIUS, F, R
from ..errors import ParameterError
from ..units import layer_mM, mM, mM_ms, positive, positive_ms, proportion, um, valence
from ..values import value
from .param import Name

CHARGES = {"na": 1, "k": 1, "ca": 2, "cl": -1}
"""Of the ions that go by these names."""


@value
class Ion:
    """An ion species; ``e_rev(celsius)`` is its Nernst potential."""

    name: Name
    charge: valence
    """Charge: of one ion, in elementary charges."""
    out: mM
    """Out: concentration in the bath."""
    in_: mM
    """In: concentration in the cell or the pipette."""

    @model_validator(mode="after")
    def _has_its_charge(self) -> "Ion":
        if self.charge != CHARGES.get(self.name, self.charge):
            raise ValueError(f"Ion {self.name!r}: its charge is {CHARGES[self.name]:+d}, not {self.charge:+d}")
        return self

    def e_rev(self, celsius: float) -> float:
        """Nernst potential, mV (inside minus outside).

        >>> round(Ion("k", 1, out=3.5, in_=140.0).e_rev(37.0), 3)
        -98.591
        """
        return nernst(self.charge, self.out, self.in_, celsius)


@value
class Permeant:
    """An ion that passes through a channel with others, and how well."""

    name: str
    ratio: positive
    """{symbol}: How permeable the channel is to it, relative to the others."""

    @property
    def symbol(self) -> str:
        """What the ratio goes by: P_Na."""
        return f"P_{self.name.capitalize()}"


@value
class Pool:
    """A thin layer of solution in which the ion's own current changes its concentration c (mM).

    dc/dt = −fraction · 1e4 · i/(z F depth) + (rest − c)/tau, i in mA/cm² and positive outward, under the membrane;
    with the opposite sign of the current for a layer outside. One depth, one time constant: Destexhe et al. (1993).
    So is the pump, −v_max c/(c + K_m), beside which a leak of v_max rest/(rest + K_m) keeps the rest where it is.
    """

    ion: str
    """Ion: whose currents fill and empty the layer."""
    depth: um
    """Depth: of the layer."""
    tau: positive_ms
    """Removal: the time constant with which the concentration returns to its rest."""
    rest: layer_mM
    """Rest: the concentration without any current."""
    fraction: proportion = 1.0
    """Free: the share of the ions that stays free; the others are bound at once."""
    side: Literal["in", "out"] = "in"
    """Side: of the membrane, in the cell or outside."""
    v_max: mM_ms = 0.0
    """Pump: what it removes when it is full; 0 is no pump."""
    k_m: mM = 1e-4
    """Pump half: the concentration at which it removes half of that."""

    @property
    def name(self) -> str:
        """What the pool goes by in a path: its ion."""
        return self.ion

    @property
    def signal(self) -> str:
        """What its concentration goes by in a recording: ca_i, k_o."""
        return f"{self.ion}_{'i' if self.side == 'in' else 'o'}"

    def inflow(self, charge: int) -> float:
        """mM/ms for 1 mA/cm² of outward current of an ion of this charge."""
        toward = -1.0 if self.side == "in" else 1.0
        return toward * self.fraction * 1e4 / (charge * F * self.depth)


def ghk(charge: int, v: ArrayLike, celsius: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """x/(1 − exp(−x)) and x/(exp(x) − 1), x = zFv/RT: in · the first − out · the second is the net flux's shape."""
    x = np.asarray(charge * F * 1e-3 / (R * (celsius + ZERO_CELSIUS)) * np.asarray(v, dtype=float))
    near = np.abs(x) < 1e-3
    safe = np.where(near, 1.0, x)
    fall = np.where(near, 1 - x / 2 + x * x / 12, safe / np.expm1(safe))
    return fall + x, fall


def ghk_voltage(passing: Iterable[tuple[float, Ion]], celsius: float) -> float:
    """Where monovalent ions of these relative permeabilities make no net current (Goldman, Hodgkin & Katz), mV.

    E = RT/F · ln[(Σ P out + Σ P in of anions) / (Σ P in + Σ P out of anions)], the first sums over cations.

    >>> na, k = Ion("na", 1, out=145.0, in_=12.0), Ion("k", 1, out=3.5, in_=140.0)
    >>> round(ghk_voltage([(0.2, na), (1.0, k)], 37.0), 3)
    -39.486
    """
    toward = away = 0.0
    for ratio, ion in passing:
        if abs(ion.charge) != 1:
            raise ParameterError(f"ion {ion.name!r} has the charge {ion.charge:+d}: a ratio of permeabilities needs ±1")
        entering, leaving = (ion.out, ion.in_) if ion.charge > 0 else (ion.in_, ion.out)
        toward += ratio * entering
        away += ratio * leaving
    return nernst(1, toward, away, celsius)


def nernst(z: int, out: float, in_: float, celsius: float) -> float:
    """E = RT/zF · ln(out/in), mV; concentrations in mM."""
    return 1e3 * R * (celsius + ZERO_CELSIUS) / (z * F) * log(out / in_)


@cache
def usual() -> tuple[Ion, ...]:
    """A mammalian neuron in rounded numbers (after Hille 2001): where a channel's curves are drawn without a cell."""
    return (
        Ion("na", 1, out=145.0, in_=12.0),
        Ion("k", 1, out=3.5, in_=140.0),
        Ion("ca", 2, out=2.0, in_=1e-4),
        Ion("cl", -1, out=130.0, in_=7.0),
    )
