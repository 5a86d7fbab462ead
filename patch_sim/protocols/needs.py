"""What a protocol needs of a cell to give its named result, and in words what a cell lacks."""

from collections.abc import Iterable
from typing import Protocol

from ..channels import Channel, Ion
from ..channels.channel import FAMILIES
from ..facts import Facts

FACTS = {
    "v_rest": "a resting potential",
    "r_in": "a known input resistance",
    "tau_m": "a known membrane time constant",
    "rheobase": "a step of current that makes it fire",
    "pulse_threshold": "a brief pulse that makes it fire",
    "firing_onset": "a current that keeps it firing",
    "second_spikes": "a spike to a second pulse, 50 ms after the first",
    "i_hold": "a current that silences it",
    "rebound_spikes": "spikes on rebound from hyperpolarization",
}
"""Facts of a cell, in words."""


class Patched(Protocol):
    """What a need looks at of a cell."""

    @property
    def facts(self) -> Facts:
        """What the cell states of itself."""
        ...

    @property
    def ions(self) -> tuple[Ion, ...]:
        """The solutions."""
        ...

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels in its membrane."""
        ...


def lacking(needs: Iterable[str], cell: Patched) -> str:
    """What `cell` lacks of `needs`, in words; nothing where it has all.

    A need is the name of a fact that is not 0, an ion or a family of channels; "nav|nav_r" is either of two.
    """
    families = {channel.family for channel in cell.channels}
    has = {*(name for name, fact in cell.facts.items() if fact), *(ion.name for ion in cell.ions), *families}
    missing = [need.split("|") for need in needs if not has & set(need.split("|"))]
    return " and ".join(" or ".join(dict.fromkeys(map(_words, options))) for options in missing)


def _words(need: str) -> str:
    if need in FAMILIES:
        return f"a {FAMILIES[need].partition(',')[0]} channel"
    return FACTS.get(need, need)
