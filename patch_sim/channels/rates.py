"""The rate forms of Hodgkin & Huxley as data: a rate is a value that can be printed, edited, saved and called.

The same three forms are HHExpRate, HHSigmoidRate and HHExpLinearRate of NeuroML 2. A fourth, `Expr`, is a formula.
All are called alike, with v (mV) and a mapping of whatever else a formula may speak of.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field

from ..units import mV, per_ms, slope_mV
from ..values import value
from .expression import Expr

Array = NDArray[np.float64]


@value
class Exp:
    """rate · exp((v − v_half) / slope)."""

    rate: per_ms
    """Rate: its value at v_half."""
    v_half: mV
    """Half: the voltage where the rate is `rate`."""
    slope: slope_mV
    """Slope: an e-fold change; negative falls with depolarization."""
    kind: Literal["exp"] = field(default="exp", kw_only=True, repr=False)

    def __call__(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> Array:
        """1/ms (or the quantity's own unit) at `v` in mV."""
        return self.rate * np.exp((np.asarray(v) - self.v_half) / self.slope)

    def formula(self) -> str:
        """The equation in v."""
        return f"{self.rate:g}·exp({departure(self.v_half, self.slope)})"


@value
class Sigmoid:
    """rate / (1 + exp(−(v − v_half) / slope))."""

    rate: per_ms
    """Rate: its value far on the rising side."""
    v_half: mV
    """Half: the voltage of half the rate."""
    slope: slope_mV
    """Slope: positive rises with depolarization."""
    kind: Literal["sigmoid"] = field(default="sigmoid", kw_only=True, repr=False)

    def __call__(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> Array:
        """1/ms (or the quantity's own unit) at `v` in mV."""
        x = (np.asarray(v, dtype=float) - self.v_half) / self.slope
        return self.rate * 0.5 * (1 + np.tanh(0.5 * x))

    def formula(self) -> str:
        """The equation in v."""
        return f"{self.rate:g}/(1 + exp({departure(self.v_half, -self.slope)}))"


@value
class Linoid:
    """rate · x / (1 − exp(−x)), x = (v − v_half) / slope; equals `rate` at v_half, where the quotient is 0/0."""

    rate: per_ms
    """Rate: its value at v_half."""
    v_half: mV
    """Half: the voltage of the removable singularity."""
    slope: slope_mV
    """Slope: the rate grows by `rate` for each slope of voltage."""
    kind: Literal["linoid"] = field(default="linoid", kw_only=True, repr=False)

    def __call__(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> Array:
        """1/ms at `v` in mV."""
        x = (np.asarray(v, dtype=float) - self.v_half) / self.slope
        near = np.abs(x) < 1e-3  # the series' next term is x⁴/720 < 2e-15
        safe = np.where(near, 1.0, x)
        return self.rate * np.where(near, 1 + x / 2 + x * x / 12, safe / -np.expm1(-safe))

    def formula(self) -> str:
        """The equation in v."""
        return f"{self.rate:g}·x/(1 − exp(−x)), x = {departure(self.v_half, self.slope)}"


def departure(v_half: float, slope: float) -> str:
    """(v − v_half)/slope, as one would write it.

    >>> departure(-40.0, 10.0), departure(-65.0, -18.0), departure(5.0, 1.0)
    ('(v + 40)/10', '−(v + 65)/18', '(v − 5)/1')
    """
    sign = "−" if slope < 0 else ""
    return f"{sign}(v {'+' if v_half < 0 else '−'} {abs(v_half):g})/{abs(slope):g}"


Rate = Annotated[Exp | Sigmoid | Linoid | Expr, Field(discriminator="kind")]
"""Any rate form."""


def names_of(rate: Rate) -> frozenset[str]:
    """What a rate speaks of; the classical forms are of v alone."""
    return rate.names if isinstance(rate, Expr) else frozenset("v")
