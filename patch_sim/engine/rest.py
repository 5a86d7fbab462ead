"""Where a sweep of current clamp starts: the steady state of the membrane under the holding current."""

from functools import lru_cache

import numpy as np

from ..cells import Cell
from ..errors import UnstableError
from .fastest import said
from .march import march
from .rows import EDGES, V_MAX, V_MIN, Array
from .tables import Membrane, membrane

SETTLE = 2000.0
"""ms that a membrane without a stable rest runs before its sweep: several periods of a pacemaker of 2 Hz."""
COARSE = 0.005
"""ms; the settling run takes no shorter steps than this."""


@lru_cache(64)
def start(cell: Cell, holding: float, method: str, step: float) -> tuple[float, Array]:
    """v (mV) and gates at which a sweep with `holding` (pA) begins: the stable rest nearest to `v_init`.

    A membrane without one, such as a pacemaker's, has run by itself for two seconds from `v_init`. UnstableError if it
    left the range of the rates.
    """
    arrays = membrane(cell)
    v = rest(arrays, holding, cell.v_init)
    if v is not None:
        return v, arrays.steady(v)
    v_end = np.array([cell.v_init])
    x_end = arrays.steady(cell.v_init)[None]
    step = max(step, COARSE)
    method = "accurate" if method == "adaptive" else method
    command = np.full((1, round(SETTLE / step)), holding)
    if not march(arrays, command, step, 1, method, v_end, x_end, record=False).inside:
        raise UnstableError(
            f"{cell.label}: v leaves {V_MIN:.0f} to {V_MAX:.0f} mV at a holding current of {holding:g} pA{said(cell)}"
        )
    return float(v_end[0]), x_end[0]


def rest(arrays: Membrane, holding: float, near: float) -> float | None:
    """The stable steady state of v (mV) nearest to `near` under a constant current (pA), or None.

    Steady states are the zeros of the steady-state current; they are stable if every eigenvalue of the linearized
    system has a negative real part.
    """
    balance = arrays.current(EDGES, arrays.steady(EDGES)) - holding
    crossings = np.flatnonzero((balance[:-1] <= 0) & (balance[1:] > 0))
    for k in sorted(crossings, key=lambda k: abs(EDGES[k] - near)):
        v = root(arrays, holding, EDGES[k], EDGES[k + 1])
        if stable(arrays, v):
            return v
    return None


def root(arrays: Membrane, holding: float, low: float, high: float) -> float:
    """The zero of the steady-state current between `low` and `high`, by section into 64: 0.25 mV / 64⁵ is 2e-10 mV."""
    for _ in range(5):
        grid = np.linspace(low, high, 65)
        balance = arrays.current(grid, arrays.steady(grid)) - holding
        k = int(np.argmax(balance > 0)) or 1
        low, high = grid[k - 1], grid[k]
    return float(0.5 * (low + high))


def stable(arrays: Membrane, v: float) -> bool:
    """Whether a small departure from the steady state at `v` dies out."""
    x = arrays.steady(v)
    # Of the states of a scheme the last has what the others leave: their sum does not change.
    rest_of = {first + k: first + n - 1 for first, n in arrays.spots.tolist() for k in range(n)}
    gates = zip(arrays.slots.tolist(), arrays.gatings, strict=False)
    slow = [q for q, gating in gates if not gating.instantaneous and rest_of.get(q) != q] + [
        arrays.concentrations + p for p in range(len(arrays.basins))
    ]
    n = len(slow)
    # Central differences: 0.1 µV is far below any slope factor, 1e-6 far below any gate and [ion].
    steps = np.array([1e-4] + [1e-6 if q < arrays.concentrations or not arrays.basins else 1e-6 * x[q] for q in slow])
    columns = np.concatenate([-np.diag(steps), np.diag(steps)], axis=1)
    moved = np.repeat(x[:, None], 2 * (n + 1), axis=1)
    moved[slow] += columns[1:]
    for q, column in zip(slow, columns[1:], strict=True):
        if q in rest_of:
            moved[rest_of[q]] -= column
    slopes = derivative(arrays, v + columns[0], moved)[[0, *(q + 1 for q in slow)]]
    jacobian = (slopes[:, n + 1 :] - slopes[:, : n + 1]) / (2 * steps)
    return bool(np.linalg.eigvals(jacobian).real.max() < 0)


def derivative(arrays: Membrane, v: Array, x: Array) -> Array:
    """d/dt of v (mV/ms), in the first row, and of every slot (1/ms, mM/ms) at `v` in the states `x` (slots, states)."""
    slope = np.zeros((len(x) + 1, v.size))
    levels = [x[arrays.concentrations + p] for p in range(len(arrays.basins))]
    x = arrays.settle(x.copy(), v, -1, None, instant=True)
    for p, c in enumerate(levels):
        arrays.settle(x, v, p, c, instant=True)
    slope[0] = -arrays.current(v, x) / arrays.c
    for q, gating, follows in zip(arrays.slots.tolist(), arrays.gatings, arrays.follows, strict=False):
        if not gating.instantaneous:
            a, s = gating.rates(v, levels[follows] if follows >= 0 else None)
            slope[q + 1] = a - s * x[q]
    for kinetics, (first, n) in zip(arrays.schemes, arrays.spots.tolist(), strict=True):
        slope[first + 1 : first + n + 1] = np.einsum("vij,jv->iv", kinetics.matrix(v), x[first : first + n])
    for p in range(len(arrays.basins)):
        slope[arrays.concentrations + p + 1] = arrays.change(p, v, x)
    return slope
