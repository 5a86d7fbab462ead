"""A trouble: what goes wrong with a rig, and how far it has gone."""

from collections.abc import Iterable
from dataclasses import replace
from math import isclose
from typing import Annotated, Literal

from pydantic import StringConstraints

from ..channels.param import Name
from ..units import any_number
from ..values import value
from .rig import Rig

RigField = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A field of a rig."""
PERFECT = 100.0
"""GΩ: what a seal or a membrane that does not leak is taken to have when it begins to."""


@value
class Change:
    """One field of a rig on its way to `end`.

    ``times`` multiplies what the rig has by `end`, ``to`` goes to `end` on a scale of ratios, as resistances do,
    ``plus`` adds `end`.
    """

    field: RigField
    how: Literal["times", "to", "plus"]
    end: any_number
    """End: what the field comes to, or by how much it is multiplied or grows."""

    def at(self, rig: Rig, share: float) -> float:
        """The field after a share of the way, 0…1."""
        old = getattr(rig, self.field)
        if self.how == "plus":
            return old + share * self.end
        if self.how == "times":
            return old * self.end**share
        begin = max(self.end, old or PERFECT)
        return begin * (self.end / begin) ** share

    def reached(self, rig: Rig, sound: Rig) -> bool:
        """Whether the field of `rig` is where the change takes that of `sound`, or beyond."""
        now, old = (getattr(one, self.field) or (PERFECT if self.how == "to" else 0.0) for one in (rig, sound))
        end = self.at(sound, 1.0)
        return end != old and (isclose(now, end) or (now - end) * (end - old) > 0)


@value
class Trouble:
    """What goes wrong with a rig: entries of ``troubles/``."""

    name: Name
    label: str
    source: str
    changes: tuple[Change, ...]
    see: str
    """What it looks like in the Membrane Test and in a recording."""
    why: str
    """Where it comes from, and what an experimenter does about it."""

    def at(self, rig: Rig, share: float = 1.0) -> Rig:
        """`rig` when the trouble has come a share of its way, 0…1.

        An ideal electrode has no series resistance that could rise, and nothing else of it clogs.

        >>> from patch_sim import RIGS
        >>> TROUBLE = Trouble("rising", "Rising access", "", (Change("r_s_mohm", "times", 4.0),), "", "")
        >>> TROUBLE.at(RIGS["whole_cell"], 0.5).r_s_mohm
        20.0
        """
        return replace(rig, **{change.field: change.at(rig, share) for change in self.changes}) if share else rig

    def has_come(self, rig: Rig, sound: Rig) -> bool:
        """Whether `rig` has gone at least as far from `sound` as the trouble takes it."""
        return all(change.reached(rig, sound) for change in self.changes)


def in_force(troubles: Iterable[Trouble], rig: Rig, sound: Rig) -> tuple[Trouble, ...]:
    """The troubles in force; a lesser one that another explains is not said."""
    here = [one for one in troubles if one.has_come(rig, sound)]
    fields = {one.name: {change.field for change in one.changes} for one in here}
    return tuple(one for one in here if not any(fields[one.name] < fields[other.name] for other in here))
