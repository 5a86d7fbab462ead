"""Kernels ready before they are asked for: compiled, or loaded from numba's cache, in the background."""

from threading import Thread

import numpy as np

from ..cells import Cell, Section
from ..channels import Channel
from .clamp import clamp
from .march import FEW, METHODS, march
from .tables import membrane


def warm() -> Thread:
    """Start to compile every kernel in a thread; a simulation that needs one meanwhile waits for it.

    The first time takes half a minute, later processes load the compiled kernels in a second.
    """
    thread = Thread(target=compile_kernels, name="patch_sim warm", daemon=True)
    thread.start()
    return thread


def compile_kernels() -> None:
    """Run every kernel once, on the smallest membrane."""
    leak = Channel(name="leak", label="Leak", g_max=0.1, e_rev=-65.0)
    arrays = membrane(Cell(name="bare", label="Bare", sections=(Section("soma", 10.0, 10.0, (leak,)),)))
    for sweeps in (1, FEW):
        for method in METHODS:
            x = np.repeat(arrays.steady(-65.0)[None], sweeps, axis=0)
            march(arrays, np.zeros((sweeps, 8)), 0.025, 1, method, np.full(sweeps, -65.0), x)
    clamp(arrays, np.full((1, 8), -65.0), 0.025, -65.0)
