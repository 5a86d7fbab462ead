"""Measures of a train of spikes: adaptation, bursts; times in ms."""

from collections.abc import Sequence

import numpy as np


def adaptation_index(times: Sequence[float]) -> float:
    """Mean of (next − this) / (next + this) over consecutive intervals, IPFX's form; NaN for fewer than 3 spikes.

    >>> adaptation_index([0, 10, 20, 30]), round(adaptation_index([0, 10, 30]), 3)
    (0.0, 0.333)
    """
    isi = np.diff(np.asarray(times, dtype=float))
    if isi.size < 2:
        return float("nan")
    return float(np.mean(np.diff(isi) / (isi[1:] + isi[:-1])))


def bursts(
    times: Sequence[float], start: float = 10.0, within: float = 25.0, least: int = 3
) -> tuple[tuple[int, int], ...]:
    """The first and last spike of each burst: one begins with an interval of at most `start` ms.

    It goes on while intervals are at most `within` ms, and has at least `least` spikes.

    >>> bursts([0, 4, 10, 200, 203, 400])
    ((0, 2),)
    """
    isi = np.diff(np.asarray(times, dtype=float))
    found, k = [], 0
    while k < isi.size:
        if isi[k] > start:
            k += 1
            continue
        first = k
        while k < isi.size and isi[k] <= within:
            k += 1
        if k - first + 1 >= least:
            found.append((first, k))
    return tuple(found)
