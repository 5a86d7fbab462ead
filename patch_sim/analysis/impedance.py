"""Impedance: the spectrum of a membrane's voltage over that of the current that made it."""

import numpy as np
from numpy.typing import NDArray

from .fit import Fit, fitted
from .measure import vertex

Array = NDArray[np.float64]
BANDS_PER_DECADE = 30


def impedance(v: Array, i: Array, rate: float, lo: float, hi: float) -> tuple[Array, NDArray[np.complex128]]:
    """Frequencies (Hz), complex impedances (MΩ) between `lo` and `hi`, of v (mV) and i (pA) sampled at `rate` (kHz).

    In bands that grow by a thirtieth of a decade, each Σ V·I* / Σ |I|² of its lines. The current of a sample holds
    until the next one, so that it is half a sample behind its spectrum.
    """
    f = np.fft.rfftfreq(v.size, 1e-3 / rate)
    voltage, current = np.fft.rfft(v - v[0]), np.fft.rfft(i - i[0])
    current = current * np.exp(-1j * np.pi * f * 1e-3 / rate)
    edges = np.geomspace(lo, hi, max(2, round(BANDS_PER_DECADE * np.log10(hi / lo)) + 1))
    band = np.digitize(f, edges) - 1
    inside = (band >= 0) & (band < edges.size - 1) & (np.abs(current) > 0)
    band, weight = band[inside], np.abs(current[inside]) ** 2
    size = edges.size - 1
    total = np.bincount(band, weight, size)
    product = voltage[inside] * np.conj(current[inside])
    z = np.bincount(band, product.real, size) + 1j * np.bincount(band, product.imag, size)
    center = np.bincount(band, weight * f[inside], size)
    there = total > 0
    return center[there] / total[there], 1e3 * z[there] / total[there]


def passive(f: Array, size: Array) -> Fit:
    """|Z| = r / √(1 + (2π f τ)²), the impedance of a resistor beside a capacitor; r in MΩ, tau in ms."""
    start: tuple[float, ...] = (1.0, 1.0)
    if f.size:
        corner = f[np.argmin(np.abs(size - size[0] / np.sqrt(2)))]
        start = (float(size[0]), 1e3 / (2 * np.pi * float(corner)))
    few = "an impedance curve needs at least 3 frequencies"
    return fitted(_rc, ("r", "tau"), f, size, start, 0.0, np.inf, few, least=0.5)


def resonance(f: Array, size: Array) -> tuple[float, float]:
    """The frequency of the largest |Z| (Hz), and Q, that impedance over the one at the lowest frequency.

    NaN and 1 where |Z| falls from the start: a membrane without resonance.
    """
    top = int(np.argmax(size))
    if top in (0, size.size - 1):
        return float("nan"), float(size[top] / size[0])
    at, height = vertex(np.log(f), size, top)
    return float(np.exp(at)), float(height / size[0])


def _rc(f: Array, r: float, tau: float) -> Array:
    return r / np.sqrt(1 + (2e-3 * np.pi * f * tau) ** 2)
