"""Kernels ready before they are asked for: compiled, or loaded from numba's cache, in the background."""

from dataclasses import replace
from threading import Thread

import numpy as np

from ..cells import Cell, Section
from ..channels import Channel, Conducting, Exp, Ion, Pool, Scheme, Transition
from ..rigs import Rig
from .clamp import clamp
from .march import FEW, METHODS, Electrode, march
from .tables import membrane
from .tree import march_tree, setting


def warm() -> Thread:
    """Start to compile every kernel in a thread; a simulation that needs one meanwhile waits for it.

    The first time takes half a minute, and as long again for membranes with pools; later processes load the compiled
    kernels in a second.
    """
    thread = Thread(target=compile_kernels, name="patch_sim warm", daemon=True)
    thread.start()
    return thread


def compile_kernels() -> None:
    """Run every kernel once, on the smallest membranes; those that fewest cells need last."""
    leak = Channel(name="leak", label="Leak", g_max=0.1, e_rev=-65.0)
    bare = Cell(name="bare", label="Bare", sections=(Section("soma", 10.0, 10.0, (leak,)),))
    wet = Section("soma", 10.0, 10.0, (leak,), (Pool("ca", 1.0, 10.0, 1e-4),))
    clamp(membrane(bare), np.full((1, 8), -65.0), 0.025, -65.0)
    there = setting(bare, Rig("whole_cell", "Whole cell", r_s_mohm=10.0), "cc")
    v, x, z = np.full((1, 1), -65.0), np.zeros((1, there.tree.states)), np.zeros((1, 0))
    march_tree(there, np.zeros((1, 8)), 0.025, 1, "fast", v, x, z, [(0, 0)])
    electrode = Electrode(there.circuit, np.zeros((1, 0)), 0.0)
    moist = replace(bare, sections=(wet,), ions=(Ion("ca", 2, out=2.0, in_=1e-4),))
    for cell in (bare, moist):
        arrays = membrane(cell)
        for sweeps in (1, FEW):
            for method in METHODS:
                x = np.repeat(arrays.steady(-65.0)[None], sweeps, axis=0)
                march(arrays, np.zeros((sweeps, 8)), 0.025, 1, method, np.full(sweeps, -65.0), x)
        for method in ("accurate", "fast"):
            x = arrays.steady(-65.0)[None].copy()
            march(arrays, np.zeros((1, 8)), 0.025, 1, method, np.full(1, -65.0), x, electrode=electrode)
    wide = Exp(1.0, -40.0, 10.0)
    scheme = Scheme(("c", "o"), (Conducting("o"),), (Transition("c", "o", wide, wide),))
    soma = Section("soma", 10.0, 10.0, (replace(leak, name="two", scheme=scheme),))
    for cell, method in (
        (bare, "adaptive"), (replace(bare, sections=(soma,)), "accurate"), (replace(bare, sections=(soma,)), "fast"),
        (moist, "adaptive"),
    ):  # fmt: skip
        arrays = membrane(cell)
        march(arrays, np.zeros((1, 8)), 0.025, 1, method, np.full(1, -65.0), arrays.steady(-65.0)[None])
