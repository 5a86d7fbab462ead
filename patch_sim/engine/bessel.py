"""The low-pass of a rig, as a filter of samples: `scipy.signal.bessel(norm="mag")`, −3 dB at the corner."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .rows import Array

LASTS, MORE = 8.0, 64
"""Periods of the corner after which nothing is left of an impulse, and samples on top."""


class Filter:
    """A Bessel low-pass of 4 or 8 poles that goes on from one stretch of samples to the next.

    >>> low = Filter(5.0, 100.0, 4)
    >>> float(abs(low(np.full((1, 3), -70.0)) + 70).max()) < 1e-9
    True
    """

    def __init__(self, corner: float, rate: float, poles: int) -> None:
        """Of a corner and for samples at a rate, both in kHz."""
        self._sections, self._steady = sections(corner, rate, poles), steady(corner, rate, poles)
        self._state: Array | None = None

    def __call__(self, samples: Array, before: Array | None = None) -> Array:
        """The next samples (sweeps, n); before the first ever they had stood for long at `before`, or at the first."""
        from scipy.signal import sosfilt

        if self._state is None:
            self._state = self._steady[:, None, :] * (samples[:, :1] if before is None else before)[None]
        filtered, self._state = sosfilt(self._sections, samples, axis=1, zi=self._state)
        return filtered


@lru_cache(64)
def analog_poles(corner: float, poles: int) -> NDArray[np.complex128]:
    """(poles,) those of the analog filter, 1/ms; all of them in pairs."""
    from scipy.signal import bessel

    return bessel(poles, 2 * np.pi * corner, norm="mag", analog=True, output="zpk")[1]


@lru_cache(64)
def sections(corner: float, rate: float, poles: int) -> Array:
    """(poles / 2, 6) second-order sections."""
    from scipy.signal import bessel

    return bessel(poles, corner, norm="mag", fs=rate, output="sos")


@lru_cache(64)
def steady(corner: float, rate: float, poles: int) -> Array:
    """(poles / 2, 2) the state of the sections after a long time at 1."""
    from scipy.signal import sosfilt_zi

    return sosfilt_zi(sections(corner, rate, poles))


@lru_cache(2)
def bandwidth(poles: int = 4) -> float:
    """Width of the white noise, in corners, that a Bessel filter lets through: ∫|H|² df."""
    from scipy.integrate import quad
    from scipy.signal import bessel, freqs

    low = bessel(poles, 1.0, norm="mag", analog=True)
    return float(quad(lambda f: abs(freqs(*low, worN=[f])[1][0]) ** 2, 0, 50, limit=200)[0])


@lru_cache(64)
def folded(corner: float, rate: float, poles: int) -> float:
    """What noise has to grow by for the filter of the samples to pass as much of it as the analog one does.

    What the analog one passes beyond half the rate is folded back by the digitizer.
    """
    from scipy.signal import sosfilt

    impulse = np.zeros(lasts(corner, rate))
    impulse[0] = 1.0
    passed = rate / 2 * float(np.sum(sosfilt(sections(corner, rate, poles), impulse) ** 2))
    return float(np.sqrt(corner * bandwidth(poles) / passed))


def lasts(corner: float, rate: float) -> int:
    """Samples after which nothing is left of an impulse."""
    return int(np.ceil(LASTS * rate / corner)) + MORE
