"""Where a sweep starts in a cell of many segments, or through an electrode: the steady state at holding."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..cells import Cell
from ..errors import UnstableError
from ..rigs import Rig
from . import both
from .fastest import said
from .march import Electrode, march
from .rest import SETTLE, rest
from .rows import V_MAX, V_MIN, Array
from .tables import Membrane
from .tree import Setting, march_tree, setting

STEP = 0.025
"""ms of the runs that settle."""
TRIAL = 200.0
"""ms after which a steady state that is none has been left."""
NUDGE = 0.1
"""mV by which v is moved to try a steady state."""
NEAR = 1e-4
"""mV over which steady currents are differentiated: far below any slope factor."""
STRIDE = 10.0
"""mV that a correction of Newton's may move v."""

State = tuple[Array, Array, Array]


@lru_cache(64)
def tree_start(cell: Cell, rig: Rig, mode: str, holding: float) -> State:
    """v (nodes,), gates (states,) and the circuit's states at the steady state of `holding` (mV or pA).

    In current clamp of several it is the one that lies near `v_init`, in voltage clamp the one near the command. A cell
    without a stable one has run by itself for two seconds. UnstableError if it left the range of the rates.
    """
    there = setting(cell, rig, mode)
    near = holding if mode == "vc" else cell.v_init
    v = alone(there, holding, near) if there.tree.branches.n == 1 else balanced(there, holding, near)
    if v is not None and (there.tree.branches.n == 1 or stays(there, holding, v)):
        return whole(there, holding, v)
    if there.runs_away:
        return let_go(there, cell, rig, mode, holding)
    v, x, z = settled(there, holding, np.full(there.tree.branches.n, near), SETTLE)
    if not np.isfinite(v).all():
        unit = "mV" if mode == "vc" else "pA"
        raise UnstableError(
            f"{cell.label}: v leaves {V_MIN:.0f} to {V_MAX:.0f} mV at a holding of {holding:g} {unit}{said(cell)}"
        )
    return v, x, z


def let_go(there: Setting, cell: Cell, rig: Rig, mode: str, holding: float) -> State:
    """The moment at which a loop without a steady state is switched on: the cell at rest under the rig without it."""
    calm = replace(rig, correction=0.0, prediction=0.0, c_neutral=0.0, c_fast=min(rig.c_fast, rig.c_pip))
    v, x, _ = tree_start(cell, calm, mode, holding)
    low, high = there.circuit.bounds.T
    return v, x, np.clip(whole(there, holding, v)[2], low, high)


def whole(there: Setting, holding: float, v: Array) -> State:
    """The steady state at `v`."""
    *_, by_v, by_u = there.circuit.steady()
    return v, there.tree.steady(v), by_v * v[there.site] + by_u * holding


def alone(there: Setting, holding: float, near: float) -> Array | None:
    """The rest of one segment, the electrode being one more conductance to 0 mV."""
    if there.circuit.held:
        return np.array([holding])
    g, by_u, *_ = there.circuit.steady()
    v = rest(leaking(there.tree.membranes[0], g), by_u * holding, near)
    return None if v is None else np.array([v])


def leaking(arrays: Membrane, g: float) -> Membrane:
    """A membrane with `g` nS more, to 0 mV."""
    return replace(
        arrays,
        g=np.append(arrays.g, g),
        e=np.append(arrays.e, 0.0),
        law=np.append(arrays.law, np.uint64(0)),
        ends=np.append(arrays.ends, np.uint64(arrays.factors.size)),
    )


def balanced(there: Setting, holding: float, near: float) -> Array | None:
    """(nodes,) where every steady current is zero, by Newton's method from `near`; None if it does not get there."""
    from scipy.sparse import coo_array
    from scipy.sparse.linalg import splu

    shape = there.tree.branches
    g, by_u, *_ = there.circuit.steady()
    a, b = shape.ends.T
    rows = np.concatenate([a, b, np.arange(shape.n)])
    columns = np.concatenate([b, a, np.arange(shape.n)])
    links = np.concatenate([-shape.links, -shape.links])
    axial = shape.laplacian
    v = np.full(shape.n, near)
    for _ in range(100):
        current, slope = ionic(there, v)
        current += axial * v
        np.add.at(current, a, -shape.links * v[b])
        np.add.at(current, b, -shape.links * v[a])
        diagonal = axial + slope
        if there.circuit.held:
            current[there.site] = 1e9 * (v[there.site] - holding)
            diagonal[there.site] = 1e9
        else:
            current[there.site] += g * v[there.site] - by_u * holding
            diagonal[there.site] += g
        matrix = coo_array((np.concatenate([links, diagonal]), (rows, columns))).tocsc()
        move = splu(matrix).solve(-current)
        if not np.isfinite(move).all():
            return None
        most = np.abs(move).max()
        v = np.clip(v + move * min(1.0, STRIDE / most) if most else v, V_MIN + 1, V_MAX - 1)
        if most < 1e-9:
            return v
    return None


def ionic(there: Setting, v: Array) -> tuple[Array, Array]:
    """Steady ionic current (pA) of every node and its slope (nS)."""
    current, slope = np.zeros((2, v.size))
    for arrays, (first, n, *_) in zip(there.tree.membranes, there.tree.spec.tolist(), strict=True):
        at = v[first : first + n] + NEAR * np.array([[-1.0], [0.0], [1.0]])
        low, middle, high = arrays.current(at, arrays.steady(at))
        current[first : first + n] = middle
        slope[first : first + n] = (high - low) / (2 * NEAR)
    return current, slope


def stays(there: Setting, holding: float, v: Array) -> bool:
    """Whether v comes back when it is moved a little."""
    after, *_ = settled(there, holding, v + NUDGE, TRIAL)
    return bool(np.abs(after - v).max() < NUDGE)


def settled(there: Setting, holding: float, v: Array, ms: float) -> State:
    """What `ms` make of gates at rest at `v`; v is NaN if it left the range of the rates."""
    v, x, z = (part[None].copy() for part in whole(there, holding, v))
    command = np.full((1, round(ms / STEP)), holding)
    (first, *_) = there.tree.membranes
    if there.tree.branches.n == 1 and not first.schemes and not both.of(first):
        end, electrode = v[:, 0].copy(), Electrode(there.circuit, z, holding)
        traces = march(first, command, STEP, 1, "fast", end, x, record=False, electrode=electrode)
        return (end if traces.inside else np.full(1, np.nan)), x[0], z[0]
    paths = march_tree(there, command, STEP, 1, "fast", v, x, z, [], holding, record=False)
    return (v[0] if paths.inside else np.full_like(v[0], np.nan)), x[0], z[0]
