"""Kernels ready before they are asked for: compiled, or loaded from numba's cache, in the background.

Numba compiles one kernel at a time in a process. So what is not in its cache yet is compiled by two: this one makes
those of single sweeps, a child those that fewer need, and leaves them in the cache.
"""

import subprocess
import sys
from dataclasses import replace
from threading import Thread
from typing import Any

import numpy as np

from ..cells import Cell, Section
from ..channels import Channel, Conducting, Exp, Ion, Pool, Scheme, Transition
from ..rigs import Rig
from .clamp import clamp
from .march import FEW, METHODS, Electrode, march
from .tables import membrane
from .tree import march_tree, setting

LEAK = Channel(name="leak", label="Leak", g_max=0.1, e_rev=-65.0)
BARE = Cell(name="bare", label="Bare", sections=(Section("soma", 10.0, 10.0, (LEAK,)),))
POOL = Section("soma", 10.0, 10.0, (LEAK,), (Pool("ca", 1.0, 10.0, 1e-4),))
WET = replace(BARE, sections=(POOL,), ions=(Ion("ca", 2, out=2.0, in_=1e-4),))
RIG = Rig("whole_cell", "Whole cell", r_s_mohm=10.0)
OWN: Any = METHODS["accurate"].one
"""Of the first presets, and with it what all others are made of: if it is in the cache, so are they."""


def warm() -> Thread:
    """Start to compile every kernel in a thread; a simulation that needs one meanwhile waits for it.

    The first time takes half a minute; later processes load the compiled kernels in a second.
    """
    thread = Thread(target=compile_kernels, name="patch_sim warm", daemon=True)
    thread.start()
    return thread


def compile_kernels() -> None:
    """Run every kernel once, on the smallest membranes."""
    singles()
    child = None
    if sum(OWN.stats.cache_misses.values()):
        child = subprocess.Popen([sys.executable, "-c", f"from {__name__} import rarer; rarer()"])
    electrodes()
    lanes()
    if child:
        child.wait()
    rarer()


def solve(cell: Cell, method: str, sweeps: int = 1, electrode: Electrode | None = None) -> None:
    """A few samples of a membrane."""
    arrays = membrane(cell)
    x = np.repeat(arrays.steady(-65.0)[None], sweeps, axis=0)
    march(arrays, np.zeros((sweeps, 8)), 0.025, 1, method, np.full(sweeps, -65.0), x, electrode=electrode)


def singles() -> None:
    """What most presets need: an ideal clamp, and one sweep at a time."""
    clamp(membrane(BARE), np.full((1, 8), -65.0), 0.025, -65.0)
    for method in METHODS:
        solve(BARE, method)


def lanes() -> None:
    """Many sweeps."""
    for method in METHODS:
        solve(BARE, method, FEW)


def electrodes() -> None:
    """One sweep through an electrode that is not ideal."""
    for method in ("accurate", "fast"):
        solve(BARE, method, electrode=Electrode(setting(BARE, RIG, "cc").circuit, np.zeros((1, 0)), 0.0))


def rarer() -> None:
    """Cells of many segments, many sweeps with pools, schemes, and adaptive steps."""
    there = setting(BARE, RIG, "cc")
    v, x, z = np.full((1, 1), -65.0), np.zeros((1, there.tree.states)), np.zeros((1, 0))
    march_tree(there, np.zeros((1, 8)), 0.025, 1, "fast", v, x, z, [(0, 0)])
    for method in METHODS:
        solve(WET, method, FEW)
    wide = Exp(1.0, -40.0, 10.0)
    scheme = Scheme(("c", "o"), (Conducting("o"),), (Transition("c", "o", wide, wide),))
    soma = Section("soma", 10.0, 10.0, (replace(LEAK, name="two", scheme=scheme),))
    for method in ("accurate", "fast"):
        solve(replace(BARE, sections=(soma,)), method)
    for cell in (BARE, WET):
        solve(cell, "adaptive")
