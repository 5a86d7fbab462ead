"""Analyses: the types, and ANALYSES, every entry of ``library/``."""

from ..registry import Registry
from .analysis import Analysis as Analysis
from .analysis import Result as Result

ANALYSES = Registry(Analysis, f"{__name__}.library", "analysis")
