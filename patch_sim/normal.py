"""Standard normal numbers that are the same, to the last bit, on every machine.

One raw integer of PCG64, which are the same everywhere, makes one number: the quantile of its share, by the rational
functions of Wichura 1988 (algorithm AS 241, PPND7: within 1e-7 of it). Only +, −, ×, ÷ and the square root lead there,
one numpy call each: IEEE 754 rounds them one way, whatever the processor's vectors. No log or exp, in whose last bits
libraries differ, and no sum whose order or fused steps a compiler chooses.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

HALF = 0.5 - 2.0**-54
"""One half less half a step of the shares: what is left of a share is exact."""
BLOCK = 16384
"""Numbers made at a time, so that what is between stays in the processor's own memory."""
CENTER = 0.425
"""Distance from one half up to which the middle rational function holds."""
MIDDLE = (59.109374720, 159.29113202, 50.434271938, 3.3871327179), (67.187563600, 78.757757664, 17.895169469, 1.0)
NEAR = (0.17023821103, 1.3067284816, 2.7568153900, 1.4234372777), (0.12021132975, 0.73700164250, 1.0)
FAR = (0.017337203997, 0.42868294337, 3.0812263860, 6.6579051150), (0.012258202635, 0.24197894225, 1.0)
"""Numerator and denominator of each, from the highest power down."""
LN_2 = 0.6931471805599453
ROOT_HALF = 0.7071067811865476


class Normal:
    """A stream of standard normal numbers, its place among all streams said by whole numbers.

    >>> Normal(7, 0)(3).tolist() == Normal(7, 0)(5)[:3].tolist()
    True
    """

    def __init__(self, *seed: int) -> None:
        self._random = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))

    def __call__(self, n: int) -> Array:
        """The next `n`."""
        return quantile(self._random.random(n))


def normals(seeds: Sequence[tuple[int, ...]], n: int) -> Array:
    """(streams, n) the first numbers of the streams of these seeds."""
    shares = np.empty((len(seeds), n))
    for row, seed in zip(shares, seeds, strict=True):
        np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed))).random(out=row)
    return quantile(shares)


def quantile(shares: Array) -> Array:
    """The standard normal quantile of shares k / 2⁵³, each taken for the middle (k + ½) / 2⁵³: it ends at ± 8.3."""
    flat = shares.reshape(-1)
    out = np.empty(flat.shape)
    for start in range(0, flat.size, BLOCK):
        out[start : start + BLOCK] = _block(flat[start : start + BLOCK])
    return out.reshape(shares.shape)


def _block(shares: Array) -> Array:
    q = shares - HALF
    r = q * q
    np.subtract(CENTER * CENTER, r, out=r)
    z = _ratio(MIDDLE, r)
    z *= q
    outer = np.flatnonzero(r < 0)
    if outer.size:
        side = q[outer]
        root = np.sqrt(-_log(0.5 - np.abs(side)))
        tail = _ratio(NEAR, root - 1.6)
        if (far := np.flatnonzero(root > 5.0)).size:
            tail[far] = _ratio(FAR, root[far] - 5.0)
        z[outer] = np.copysign(tail, side)
    return z


def _log(p: Array) -> Array:
    """ln p for 0 < p < 1: the exponent, and the series of artanh for a mantissa from √½ to √2."""
    mantissa, exponent = np.frexp(p)
    low = mantissa < ROOT_HALF
    mantissa = np.where(low, 2.0 * mantissa, mantissa)
    s = (mantissa - 1.0) / (mantissa + 1.0)
    square = s * s
    series = square * (1 / 11)
    for power in (9, 7, 5, 3):
        series += 1 / power
        series *= square
    series += 1.0
    series *= 2.0 * s
    series += (exponent - low) * LN_2
    return series


def _ratio(powers: tuple[tuple[float, ...], ...], x: Array) -> Array:
    over, under = (_polynomial(row, x) for row in powers)
    over /= under
    return over


def _polynomial(powers: tuple[float, ...], x: Array) -> Array:
    out = powers[0] * x
    for power in powers[1:-1]:
        out += power
        out *= x
    out += powers[-1]
    return out


def correlated(white: Array, step: float) -> Array:
    """The Ornstein–Uhlenbeck process of unit variance, sampled every `step` time constants: exact at any step.

    y[k] = a y[k − 1] + √(1 − a²) w[k] with a = e^(−step), summed by doubling: after d = 1, 2, 4 … the sum reaches 2d
    samples back, until a^d is nothing. Its two numbers are rounded from forty decimal digits.
    """
    from decimal import Context, Decimal

    exact = Context(prec=40)
    keep = exact.exp(exact.minus(Decimal(step)))
    fresh = float(exact.sqrt(exact.subtract(Decimal(1), exact.multiply(keep, keep))))
    out = white * fresh
    out[:1] = white[:1]
    weight, reach = float(keep), 1
    while reach < out.size and weight > 1e-20:
        out[reach:] += weight * out[:-reach]
        weight, reach = weight * weight, 2 * reach
    return out
