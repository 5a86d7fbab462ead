"""How a library protocol is fitted to a cell: its levels in mV or pA, by the cell's own facts."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..facts import Facts
from ..units import units_of
from .epoch import Epoch
from .presweep import PresweepTrain


def held(epoch: Epoch, old: float, new: float) -> Epoch:
    """`epoch`, at the holding potential `new` if its level was `old`, that of the library."""
    return epoch.shifted(new - old) if epoch.stays_at(old) else epoch


def scaled(epoch: Epoch, scale: str, facts: Facts) -> Epoch:
    """`epoch` with every current in pA, counted from `i_hold`."""
    unit = unit_of(scale, facts, acting(epoch))
    currents = [name for name, its in units_of(type(epoch)).items() if its.symbol == "mV|pA"]
    made = {name: two_digits(getattr(epoch, name) * unit) for name in currents}
    if epoch.level_delta and abs((steps := epoch.level / epoch.level_delta) - round(steps)) < 1e-6:
        made["level"] = round(round(steps) * made["level_delta"], 6)  # so that a family goes through 0
    return replace(epoch, **made).shifted(facts.get("i_hold", 0.0))


def conditioned(train: PresweepTrain | None, level: Callable[[float], float]) -> PresweepTrain | None:
    """`train` with `level` of each of its levels."""
    levels = ("baseline_level", "step_level", "post_level")
    return train and replace(train, **{name: level(getattr(train, name)) for name in levels})


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
    """What a level of 1 is, pA, where it acts for `duration` (ms).

    A "pulse_threshold" just makes a spike; the fact is that of 1 ms, and other durations follow from it by Lapicque's
    law, I ∝ 1 / (1 − exp(−duration/τ)), with the membrane's time constant τ.
    """
    if scale == "r_in":
        return 1e3 / facts["r_in"]
    if scale == "pulse_threshold" and duration > 0:
        tau = facts.get("tau_m", 1e3)
        return facts[scale] * float(np.expm1(-1 / tau) / np.expm1(-duration / tau))
    return facts[scale]


def acting(epoch: Epoch) -> float:
    """How long the level of `epoch` acts before it goes back, ms."""
    frequency = getattr(epoch, "frequency", 0.0)
    return 500 / frequency if frequency else getattr(epoch, "width", epoch.duration)
