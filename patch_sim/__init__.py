"""Patch clamp on simulated neurons: ``simulate(Experiment.of("squid_axon", "action_potential"))``."""

from typing import TYPE_CHECKING, Any

from .cells import CELLS
from .channels import CHANNELS
from .drugs import DRUGS
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
from .experiment import Experiment
from .protocols import PROTOCOLS
from .recording import Recording
from .rigs import RIGS
from .solutions import SOLUTIONS

if TYPE_CHECKING:
    from .accuracy import error_estimate
    from .analysis import ANALYSES
    from .engine.simulate import simulate

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
    "ANALYSES": "patch_sim.analysis",
    "error_estimate": "patch_sim.accuracy",
    "simulate": "patch_sim.engine.simulate",
}


def __getattr__(name: str) -> Any:
    """Load what needs numba or scipy at its first use, so that importing patch_sim stays light."""
    if name not in LAZY:
        raise AttributeError(f"module 'patch_sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(LAZY[name]), name)
