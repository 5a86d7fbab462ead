"""Cells: the types, and CELLS, every entry of ``library/``."""

from ..registry import Registry
from .cell import Cell as Cell
from .cell import Section as Section
from .layers import LAYERS as LAYERS
from .layers import settled as settled
from .layers import with_layer as with_layer
from .perfusion import applied as applied
from .perfusion import as_in as as_in
from .perfusion import solution_of as solution_of
from .perfusion import with_ions as with_ions

CELLS = Registry(Cell, f"{__name__}.library", "cell")
