"""Kernels ready before they are asked for: compiled, or loaded from numba's cache, in the background.

Numba compiles one kernel at a time in a process. So where they are not in its cache yet two compile, half each: this
one what `accurate` and the ideal clamp need, what is needed first first, and a child the others, which it leaves in the
cache. What one of them compiles the others wait for (`kept`).
"""

import subprocess
import sys
from dataclasses import replace
from subprocess import DEVNULL
from threading import Thread
from typing import Any

import numpy as np

from ..cells import Cell, Section
from ..channels import Channel, Conducting, Exp, Ion, Pool, Scheme, Transition
from ..rigs import Rig
from .clamp import clamp
from .march import ADAPTIVE, FEW, Electrode, march
from .tables import membrane
from .tree import march_tree, setting

LEAK = Channel(name="leak", label="Leak", g_max=0.1, e_rev=-65.0)
BARE = Cell(name="bare", label="Bare", sections=(Section("soma", 10.0, 10.0, (LEAK,)),))
POOL = Section("soma", 10.0, 10.0, (LEAK,), (Pool("ca", 1.0, 10.0, 1e-4),))
WET = replace(BARE, sections=(POOL,), ions=(Ion("ca", 2, out=2.0, in_=1e-4),))
RIG = Rig("whole_cell", "Whole cell", r_s_mohm=10.0)
WIDE = Exp(1.0, -40.0, 10.0)
SCHEME = Scheme(("c", "o"), (Conducting("o"),), (Transition("c", "o", WIDE, WIDE),))
SWITCHING = replace(BARE, sections=(Section("soma", 10.0, 10.0, (replace(LEAK, name="two", scheme=SCHEME),)),))
LAST: Any = ADAPTIVE.many_live
"""What `beside` ends with: if it is in the cache, so is all."""
GARBAGE = 100_000
"""Objects between two searches for garbage, of which compiling leaves little: saves a tenth of its time."""


def warm() -> Thread:
    """Start to compile every kernel in a thread; a simulation that needs one meanwhile waits for it.

    The first time takes more than a minute on two cores; later processes load the compiled kernels in a second.
    """
    thread = Thread(target=compile_kernels, name="patch_sim warm", daemon=True)
    thread.start()
    return thread


def compile_kernels() -> None:
    """Run every kernel once, on the smallest membranes."""
    child = apart("beside")
    here()
    if child:
        child.wait()
    beside()


def apart(part: str = "here") -> subprocess.Popen[bytes] | None:
    """Compile `here` or `beside` in a process of its own, which leaves them in the cache; None if all are there.

    It says nothing: what it could not compile, this process does, and tells of.
    """
    if not LAST._cache.is_empty:
        return None
    quick = f"import gc; gc.set_threshold({GARBAGE}); from {__name__} import {part}; {part}()"
    return subprocess.Popen([sys.executable, "-c", quick], stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)


def solve(cell: Cell, method: str, sweeps: int = 1, electrode: Electrode | None = None) -> None:
    """A few samples of a membrane."""
    arrays = membrane(cell)
    x = np.repeat(arrays.steady(-65.0)[None], sweeps, axis=0)
    march(arrays, np.zeros((sweeps, 8)), 0.025, 1, method, np.full(sweeps, -65.0), x, electrode=electrode)


def here() -> None:
    """What most presets need: one sweep, an ideal clamp, many sweeps; an electrode; then what fewer need."""
    solve(BARE, "accurate")
    clamp(membrane(BARE), np.full((1, 8), -65.0), 0.025, -65.0)
    solve(BARE, "accurate", FEW)
    solve(BARE, "accurate", electrode=electrode())
    solve(WET, "accurate", FEW)
    solve(SWITCHING, "accurate")
    solve(BARE, "adaptive")
    solve(SWITCHING, "fast")


def beside() -> None:
    """One sweep by `fast`, cells of many segments, and the rest of its kernels; adaptive steps with pools."""
    solve(BARE, "fast")
    there = setting(BARE, RIG, "cc")
    v, x, z = np.full((1, 1), -65.0), np.zeros((1, there.tree.states)), np.zeros((1, 0))
    march_tree(there, np.zeros((1, 8)), 0.025, 1, "fast", v, x, z, [(0, 0)])
    solve(BARE, "fast", FEW)
    solve(BARE, "fast", electrode=electrode())
    solve(WET, "fast", FEW)
    solve(WET, "adaptive")


def electrode() -> Electrode:
    """One that is not ideal."""
    return Electrode(setting(BARE, RIG, "cc").circuit, np.zeros((1, 0)), 0.0)
