"""Rigs: the types, RIGS, every entry of ``library/``, and TROUBLES, every entry of ``troubles/``."""

from ..registry import Registry
from .rig import SLOW_GAIN as SLOW_GAIN
from .rig import Rig as Rig
from .trouble import Change as Change
from .trouble import Trouble as Trouble
from .trouble import in_force as in_force

RIGS = Registry(Rig, f"{__name__}.library", "rig")
TROUBLES = Registry(Trouble, f"{__name__}.troubles", "trouble")
