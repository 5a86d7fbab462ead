"""Cells: the types, and CELLS, every entry of ``library/``."""

from ..registry import Registry
from .cell import Cell as Cell
from .cell import Section as Section

CELLS = Registry(Cell, f"{__name__}.library", "cell")
