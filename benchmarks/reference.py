"""Converged solutions to measure errors against, independent of the engine: plain formulas and DOP853 of SciPy.

They take minutes and are kept in ``benchmarks/results``. W4, a thousand cells, is compared with the engine's own fourth
order method at a sixteenth of the step, which W1 and W2 verify.
"""

from concurrent.futures import ProcessPoolExecutor
from math import exp, expm1
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

from .workloads import DT, V_START, W3_HOLDING, W3_INTERVAL, W3_LEVELS, Array, CurrentClamp

RESULTS = Path(__file__).parent / "results"
TOLERANCE = 1e-11


def linoid(x: float) -> float:
    """x / (1 − exp(−x))."""
    return 1 + x / 2 if abs(x) < 1e-9 else x / -expm1(-x)


def rates(v: float) -> list[tuple[float, float]]:
    """Alpha and beta of m, h and n in 1/ms."""
    return [
        (linoid((v + 40) / 10), 4 * exp(-(v + 65) / 18)),
        (0.07 * exp(-(v + 65) / 20), 1 / (1 + exp(-(v + 35) / 10))),
        (0.1 * linoid((v + 55) / 10), 0.125 * exp(-(v + 65) / 80)),
    ]


def slope(t: float, y: Array, density: float, g_na: float, g_k: float) -> tuple[float, ...]:
    """d(v, m, h, n)/dt."""
    v, m, h, n = y
    current = g_na * m**3 * h * (v - 50) + g_k * n**4 * (v + 77) + 0.3 * (v + 54.387)
    return density - current, *(a * (1 - x) - b * x for (a, b), x in zip(rates(v), (m, h, n), strict=True))


def solve(density: float, duration: float, on: float, off: float, g_na: float = 120.0, g_k: float = 36.0) -> Array:
    """v of one sweep at every `DT`, integrated piece by piece so that no step crosses an edge of the command."""
    y = np.array([V_START, *(a / (a + b) for a, b in rates(V_START))])
    v = np.empty(round(duration / DT) + 1)
    for start, stop, level in ((0.0, on, 0.0), (on, off, density), (off, duration, 0.0)):
        first, last = round(start / DT), round(stop / DT)
        times = np.clip(np.arange(first, last + 1) * DT, start, stop)
        piece = solve_ivp(
            slope, (start, stop), y, "DOP853", times, args=(level, g_na, g_k), rtol=TOLERANCE, atol=TOLERANCE
        )
        v[first : last + 1] = piece.y[0]
        y = piece.y[:, -1]
    return v


def current_clamp(name: str, work: CurrentClamp) -> Array:
    """(sweeps, samples) of v in mV, from the folder of results or made now."""
    path = RESULTS / f"{name}.npy"
    if not path.exists():
        RESULTS.mkdir(exist_ok=True)
        n = len(work.density)
        with ProcessPoolExecutor() as pool:
            sweeps = pool.map(solve, work.density, [work.duration] * n, [work.on] * n, [work.off] * n)
            np.save(path, np.stack(list(sweeps)))
    return np.load(path)


def voltage_clamp() -> Array:
    """(17, 3000) of ionic current in pA: every gate relaxes exponentially between the steps."""
    t = np.arange(3000) * W3_INTERVAL
    out = np.empty((W3_LEVELS.size, t.size))
    for sweep, level in enumerate(W3_LEVELS):
        x = np.array([a / (a + b) for a, b in rates(W3_HOLDING)])
        for first, last, v in ((0, 500, W3_HOLDING), (500, 2500, level), (2500, 3000, W3_HOLDING)):
            a, b = np.array(rates(v)).T
            steady, speed = (a / (a + b))[:, None], (a + b)[:, None]
            path = steady + (x[:, None] - steady) * np.exp(-speed * (t[first : last + 1] - t[first]))
            if last == 3000:
                path = np.append(path, path[:, -1:], axis=1)
            m, h, n = path[:, :-1]
            current = 120 * m**3 * h * (v - 50) + 36 * n**4 * (v + 77) + 0.3 * (v + 54.387)
            out[sweep, first:last] = 10 * current
            x = path[:, -1]
    return out


def spike_times(v: Array) -> Array:
    """Upward crossings of 0 mV in ms, on the cubic through four samples."""
    found = []
    for k in np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0)):
        cubic = np.polynomial.Polynomial.fit([-1, 0, 1, 2], v[k - 1 : k + 3], 3, domain=[-1, 1])
        roots = cubic.roots()
        real = roots[np.abs(roots.imag) < 1e-9].real
        found.append(k + real[(real >= 0) & (real <= 1)][0])
    return np.array(found) * DT
