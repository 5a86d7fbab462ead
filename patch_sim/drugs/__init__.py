"""Drugs: the types, and DRUGS, every entry of ``library/``."""

from ..registry import Registry
from .drug import Drug as Drug
from .drug import Effect as Effect

DRUGS = Registry(Drug, f"{__name__}.library", "drug")
