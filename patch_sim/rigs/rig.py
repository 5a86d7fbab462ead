"""A rig: what stands between the protocol and the cell."""

from ..channels.param import Name
from ..values import value


@value
class Rig:
    """The electrode and the amplifier. An ideal one has no resistance, no capacitance, no filter and no noise."""

    name: Name
    label: str
    source: str = ""
