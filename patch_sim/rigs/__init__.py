"""Rigs: the type, and RIGS, every entry of ``library/``."""

from ..registry import Registry
from .rig import Rig as Rig

RIGS = Registry(Rig, f"{__name__}.library", "rig")
