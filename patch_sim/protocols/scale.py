"""How a library protocol is fitted to a cell: its levels in mV or pA, by the cell's own facts."""

from dataclasses import replace

import numpy as np

from ..errors import ParameterError, unknown
from ..facts import Facts
from ..units import units_of
from .epoch import Epoch


def held(epoch: Epoch, old: float, new: float) -> Epoch:
    """`epoch`, at the holding potential `new` if its level was `old`, that of the library."""
    return replace(epoch, level=new) if epoch.level == old and not epoch.level_delta else epoch


def scaled(epoch: Epoch, scale: str, facts: Facts) -> Epoch:
    """`epoch` with every current in pA, and its level counted from `i_hold`."""
    unit = unit_of(scale, facts, getattr(epoch, "width", epoch.duration))
    currents = [name for name, its in units_of(type(epoch)).items() if its.symbol == "mV|pA" and name != "level"]
    differences = {name: two_digits(getattr(epoch, name) * unit) for name in currents}
    return replace(epoch, level=from_rest(epoch.level * unit, facts), **differences)


def from_rest(current: float, facts: Facts) -> float:
    """`current` on top of the one that keeps a pacemaker silent, pA."""
    return round(facts.get("i_hold", 0.0) + two_digits(current), 6)


def two_digits(current: float) -> float:
    """What an experimenter would dial.

    >>> two_digits(112.6)
    110.0
    """
    return float(f"{current:.2g}")


def unit_of(scale: str, facts: Facts, duration: float = 0.0) -> float:
    """What a level of 1 is, pA, in an epoch of `duration` (ms), in a train of that of its pulses.

    A "pulse" just charges a membrane of time constant τ to the voltage that rheobase would take it to in the end:
    rheobase / (1 − exp(−duration/τ)), Lapicque's law.
    """
    if scale == "r_in":
        return 1e3 / facts["r_in"]
    if scale != "pulse":
        return facts[scale]
    if "rheobase" not in facts:
        raise ParameterError(f"a pulse needs {unknown('fact', 'rheobase', facts)}")
    tau = facts.get("tau_m", 0.0)
    return facts["rheobase"] / float(-np.expm1(-duration / tau)) if tau > 0 and duration > 0 else facts["rheobase"]
