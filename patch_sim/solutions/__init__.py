"""Solutions for the bath and the pipette: the types, and SOLUTIONS, every entry of ``library/``."""

from ..registry import Registry
from .junction import junction_potential as junction_potential
from .solution import Solution as Solution
from .solution import Species as Species

SOLUTIONS = Registry(Solution, f"{__name__}.library", "solution")
