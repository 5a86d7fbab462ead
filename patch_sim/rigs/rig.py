"""A rig: what stands between the protocol and the cell."""

from typing import Annotated

from pydantic import StringConstraints

from ..channels.param import Name
from ..units import Gohm, Mohm, pF
from ..values import value

Site = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]*(\((0(\.[0-9]+)?|1(\.0+)?)\))?)?$", max_length=60)]
"""A place on a cell: a section's name, for its middle, or with the place along it from 0 to 1: ``dend(0.9)``."""


@value
class Rig:
    """The electrode and the amplifier. An ideal one has no resistance, no capacitance, no filter and no noise.

    In voltage clamp the amplifier holds the pipette at the command, and the cell is charged through the series
    resistance; the current that charges the pipette's own capacitance, an impulse at each step of an amplifier without
    delay, is left out. In current clamp the command flows into the pipette, whose capacitance and whose seal take their
    share of it.
    """

    name: Name
    label: str
    source: str = ""
    r_s_mohm: Mohm = 0.0
    """Series resistance: between the pipette and the inside of the cell; 0 is an ideal electrode."""
    c_pip: pF = 0.0
    """Pipette capacitance: charged through the amplifier in current clamp, and slows what it sees."""
    r_seal_gohm: Gohm | None = None
    """Seal: resistance between pipette and membrane, to the bath; empty is a perfect seal."""
    site: Site = ""
    """Place: where the electrode is, such as dend(0.9); empty is the middle of the first section."""

    @property
    def is_ideal(self) -> bool:
        """Whether the cell sees the command itself, and nothing leaks."""
        return not self.r_s_mohm and not self.c_pip and self.r_seal_gohm is None
