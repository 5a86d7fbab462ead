"""The law of Goldman, Hodgkin & Katz as functions of v, tabulated beside the gates and hidden from recordings."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..channels import Ion
from ..channels.ions import ghk
from .rows import Array

NEAR = 1e-2
"""mV over which slopes are taken; ghk bends over 25 mV, so that they are right to 1e-8."""


class Factor(NamedTuple):
    """What multiplies the open fraction of an ion's channels at fixed concentrations: flux / (v − E), mM/mV."""

    ion: Ion
    celsius: float
    instantaneous: bool = True
    follows_calcium: bool = False

    def steady(self, v: ArrayLike, ca: ArrayLike | None = None) -> Array:
        """The factor at `v`: the chord of the flux, or its slope where v is E."""
        v = np.asarray(v, dtype=float)
        away = v - self.ion.e_rev(self.celsius)
        near = np.abs(away) < NEAR
        slope = (self.flux(v + NEAR) - self.flux(v - NEAR)) / (2 * NEAR)
        return np.where(near, slope, self.flux(v) / np.where(near, 1.0, away))

    def flux(self, v: Array) -> Array:
        """in · x/(1 − exp(−x)) − out · x/(exp(x) − 1), mM."""
        rise, fall = ghk(self.ion.charge, v, self.celsius)
        return self.ion.in_ * rise - self.ion.out * fall

    def rates(self, v: ArrayLike, ca: ArrayLike | None = None) -> tuple[Array, Array]:
        """As of an instantaneous gate."""
        steady = self.steady(v)
        return steady, np.zeros_like(steady)


class Shape(NamedTuple):
    """One of four functions of v that, with live concentrations, make an ion's flux and its slope."""

    charge: int
    celsius: float
    which: int
    """0 what multiplies the concentration inside, 1 outside; 2 and 3 their slopes (1/mV)."""
    instantaneous: bool = True
    follows_calcium: bool = False

    def steady(self, v: ArrayLike, ca: ArrayLike | None = None) -> Array:
        """The function at `v`."""
        v = np.asarray(v, dtype=float)
        if self.which < 2:
            return ghk(self.charge, v, self.celsius)[self.which]
        after, before = (ghk(self.charge, v + side, self.celsius)[self.which - 2] for side in (NEAR, -NEAR))
        return (after - before) / (2 * NEAR)

    def rates(self, v: ArrayLike, ca: ArrayLike | None = None) -> tuple[Array, Array]:
        """As of an instantaneous gate."""
        steady = self.steady(v)
        return steady, np.zeros_like(steady)
