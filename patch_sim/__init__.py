"""Patch clamp on simulated neurons: ``simulate(Experiment.of("squid_axon", "action_potential"))``."""

from typing import TYPE_CHECKING, Any

from .errors import (
    Cancelled,
    FormatError,
    LimitError,
    ParameterError,
    PatchSimError,
    ProtocolMismatch,
    UnknownNameError,
    UnstableError,
)

if TYPE_CHECKING:
    from .accuracy import error_estimate
    from .analysis import ANALYSES
    from .cells import CELLS
    from .channels import CHANNELS
    from .drugs import DRUGS
    from .engine.simulate import simulate
    from .experiment import Experiment
    from .protocols import PROTOCOLS
    from .recording import Recording
    from .rigs import RIGS
    from .solutions import SOLUTIONS

__all__ = [
    "ANALYSES",
    "CELLS",
    "CHANNELS",
    "Cancelled",
    "DRUGS",
    "Experiment",
    "FormatError",
    "LimitError",
    "PROTOCOLS",
    "ParameterError",
    "PatchSimError",
    "ProtocolMismatch",
    "RIGS",
    "Recording",
    "SOLUTIONS",
    "UnknownNameError",
    "UnstableError",
    "error_estimate",
    "simulate",
]

LAZY = {
    "ANALYSES": "analysis",
    "CELLS": "cells",
    "CHANNELS": "channels",
    "DRUGS": "drugs",
    "Experiment": "experiment",
    "PROTOCOLS": "protocols",
    "RIGS": "rigs",
    "Recording": "recording",
    "SOLUTIONS": "solutions",
    "error_estimate": "accuracy",
    "simulate": "engine.simulate",
}


def __getattr__(name: str) -> Any:
    """Load what needs numpy, pydantic, numba or scipy at its first use, so that importing patch_sim stays light."""
    if name not in LAZY:
        raise AttributeError(f"module 'patch_sim' has no attribute {name!r}")
    from importlib import import_module

    globals()[name] = getattr(import_module(f"{__name__}.{LAZY[name]}"), name)
    return globals()[name]


def __dir__() -> list[str]:
    """The public names, looked at or not."""
    return sorted({*globals(), *__all__})
