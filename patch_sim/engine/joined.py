"""One membrane and an electrode's circuit joined: what a step needs where the circuit is solved exactly.

With y = (v, z) and ionic current alone as what is not linear, N = −I_ion/C, dy/dt = L y + f u + e N, e = (1, 0, …): any
circuit is a matrix L. Over a step of `h`, φ_k being those of h L, y is carried on exactly for a constant u; N enters

accurate    as in the fourth-order scheme of Krogstad (J. Comput. Phys. 203, 2005), which is the classical Runge-Kutta
            method where L is 0;
fast        as what it is at the mean of v over the step, w = (φ₁ y)₀ + h (φ₂ f)₀ u + h (φ₂)₀₀ N, which is linear in N:
            Crank-Nicolson where L is 0.

However fast the circuit, no step is too long for it. A jump of a clamp moves v within a step, and gates with it:
`accurate` then takes finer steps up to the next sample, `fast` moves the gates in two halves.
"""

from functools import lru_cache

import numpy as np

from .circuit import Circuit
from .rows import Array
from .simd import inlined
from .single import U

LEVELS = 11
"""Halvings of a step, and none: 1, ½, … 1/1024."""
JUMP = 1.0
"""mV that a command jumps by, to be followed closely."""
NEAR = 0.5
"""Most of a step times the circuit's rate there: by Simpson's rule gates see an exponential to 2e-5."""
MOST = 6
"""Halvings there: of a circuit faster than that no gate sees anything."""

# Vectors behind the matrix, then numbers.
FORCED, FIRST, MIDDLE, LAST, HALF, MEAN, PUSHED, EARLY = map(U, range(8))
FORCED_HALF, A_OF, B_0, B_1, C_0, C_1, MEAN_U, MEAN_N, EARLY_U, EARLY_N = map(U, range(10))


def system(circuit: Circuit, c: float) -> tuple[Array, Array]:
    """L (1/ms) and f of a circuit on a membrane of `c` pF."""
    matrix = np.block([[np.array([[circuit.q / c]]), circuit.p[None] / c], [circuit.b[:, None], circuit.a]])
    return matrix, np.concatenate([[circuit.r / c], circuit.d])


def phis(matrix: Array) -> Array:
    """(…, 4, n, n): φ₀ = exp, φ₁, φ₂ and φ₃ of (…, n, n), from one exponential of a larger matrix."""
    from scipy.linalg import expm

    n = matrix.shape[-1]
    whole = np.zeros((*matrix.shape[:-2], 4 * n, 4 * n))
    whole[..., :n, :n] = matrix
    for k in range(3):
        whole[..., k * n : (k + 1) * n, (k + 1) * n : (k + 2) * n] += np.eye(n)
    top = expm(whole)[..., :n, :]
    return np.stack([top[..., k * n : (k + 1) * n] for k in range(4)], axis=-3)


@lru_cache(64)
def steps(circuit: Circuit, c: float, h: float) -> Array:
    """(LEVELS, numbers): of a step of `h` ms and of its halves, quarters, …, all that a step needs.

    φ₀, then vectors (n,): what a unit of command adds; what N of the first, each middle and the last stage add; the
    first row of φ₀ of half the step; that of φ₁; twice the first column of φ₁; the first row of φ₁ of half the step.
    Then numbers, whose places are named above.
    """
    matrix, f = system(circuit, c)
    halved = h / 2.0 ** np.arange(LEVELS + 1)
    phi = phis(halved[:, None, None] * matrix)
    e, one, two, three = np.moveaxis(phi[:-1], 1, 0)
    long = halved[:-1]
    e_half, one_half, two_half = phi[1:, 0], phi[1:, 1], phi[1:, 2]
    column = long[:, None] * np.stack([one, two, three])[..., 0]
    vectors = [
        long[:, None] * (one @ f),
        column[0] - 3 * column[1] + 4 * column[2],
        2 * column[1] - 4 * column[2],
        4 * column[2] - column[1],
        e_half[:, 0],
        one[:, 0],
        2 * one[..., 0],
        one_half[:, 0],
    ]
    numbers = [
        0.5 * long * (one_half @ f)[:, 0],
        0.5 * long * one_half[:, 0, 0],
        long * (0.5 * one_half - two_half)[:, 0, 0],
        long * two_half[:, 0, 0],
        long * (one - 2 * two)[:, 0, 0],
        2 * long * two[:, 0, 0],
        long * (two @ f)[:, 0],
        2 * two[:, 0, 0],
        0.5 * long * (two_half @ f)[:, 0],
        two_half[:, 0, 0],
    ]
    return np.concatenate([e.reshape(LEVELS, -1), *vectors, np.stack(numbers, 1)], axis=1)


def window(circuit: Circuit, c: float, h: float) -> int:
    """Halvings of a step of `h` ms after a jump."""
    if not circuit.clamps:
        return 0
    return int(np.clip(np.ceil(np.log2(circuit.speed(c) * h / NEAR)), 0, MOST))


def mean_current(circuit: Circuit, c: float, h: float, v: Array, before: Array, z: Array, command: float) -> Array:
    """(sweeps,) half a step times N that led from `before` to `v` under `command`, the circuit standing still."""
    y = np.concatenate([before[:, None], z], axis=1)
    n = y.shape[1]
    matrix, vectors = steps(circuit, c, h)[0, : n * n], steps(circuit, c, h)[0, n * n :]
    return (v - y @ matrix[:n] - vectors[int(FORCED) * n] * command) / vectors[int(PUSHED) * n]


@inlined
def dot(steps, at, y, n):
    """The product of the n numbers from `at` on with `y`."""
    total = 0.0
    for k in range(n):
        total += steps[at + k] * y[k]
    return total


@inlined
def carried(steps, at, n, y, full, u):
    """`full`: y after the step whose numbers begin at `at`, without N."""
    forced = at + n * n
    for k in range(n):
        full[k] = dot(steps, at + k * n, y, n) + steps[forced + k] * u


@inlined
def numbers_at(at, n):
    """Where the numbers of a step begin."""
    return at + n * n + U(8) * n


@inlined
def landed(steps, at, n, full, y, first, middle, last):
    """y at the end of a step of the fourth order, from N of its stages, the two in the middle together."""
    place = at + n * n + n
    for k in range(n):
        two = steps[place + k] * first + steps[place + n + k] * middle
        y[k] = full[k] + (two + steps[place + n + n + k] * last)


@inlined
def pushed(steps, at, n, full, y, current):
    """y at the end of a step under half of it times N."""
    place = at + n * n + PUSHED * n
    for k in range(n):
        y[k] = full[k] + steps[place + k] * current


@inlined
def vector_at(at, n, which):
    """Where a vector of a step begins."""
    return at + n * n + which * n
