"""What lies between the electrode and the file: noise, the low-pass filter, the amplifier's range, the digitizer.

The amplifier's noise is white, each sweep of each run with a stream of its own (`normal.py`); its density is such that
a 4-pole Bessel filter of 5 kHz leaves the rms that the rig states, so that it grows with the root of the bandwidth;
thermal noise (`thermal.py`) comes on top. The headstage saturates before the filter, the digitizer behind it. The
filter is that of `scipy.signal.bessel(norm="mag")`: −3 dB at the corner. It starts in the steady state of the first
sample, and in a state that its noise has after a long time.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..experiment import Experiment
from ..normal import Normal, normals
from ..recording import Recording
from ..rigs import Rig
from .rows import Array
from .thermal import Color, color_of

STATED = 5.0
"""kHz: corner of the 4-pole filter through which a noise is stated."""
NOISE, HUM, GOING = 7, 8, 9
"""What a stream of random numbers is for; the protocol's own begin with the place of an epoch, 0 to 9."""


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

    def __call__(self, samples: Array) -> Array:
        """The next samples (sweeps, n); before the first ever they had stood for long at what they begin with."""
        from scipy.signal import sosfilt

        if self._state is None:
            self._state = self._steady[:, None, :] * samples[None, :, :1]
        filtered, self._state = sosfilt(self._sections, samples, axis=1, zi=self._state)
        return filtered


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


@lru_cache(1)
def bandwidth() -> float:
    """Width of the white noise, in corners, that a 4-pole Bessel filter lets through: ∫|H|² df."""
    from scipy.integrate import quad
    from scipy.signal import bessel, freqs

    poles = bessel(4, 1.0, norm="mag", analog=True)
    return float(quad(lambda f: abs(freqs(*poles, worN=[f])[1][0]) ** 2, 0, 50, limit=200)[0])


def cascade(color: Color, corner: float, rate: float, poles: int) -> Array:
    """(n, 6) what white samples pass: the section that colors them, and the filter where there is one."""
    own = color.section(rate)
    return np.concatenate([own, sections(corner, rate, poles)]) if corner else own


@lru_cache(64)
def lasting(color: Color, corner: float, rate: float, poles: int) -> Array:
    """(2n, 2n) what makes a state of the n sections, as noise leaves it after a long time, of standard normal numbers.

    State and input make the next state, z' = A z + B w; its covariance solves P = A P Aᵀ + B Bᵀ.
    """
    from scipy.linalg import solve_discrete_lyapunov
    from scipy.signal import sosfilt

    whole = cascade(color, corner, rate, poles)
    n = 2 * len(whole)
    each = np.eye(n).reshape(n, len(whole), 2).transpose(1, 0, 2)
    a = sosfilt(whole, np.zeros((n, 1)), axis=1, zi=each)[1].transpose(1, 0, 2).reshape(n, n).T
    b = sosfilt(whole, np.ones((1, 1)), axis=1, zi=np.zeros((len(whole), 1, 2)))[1].reshape(n, 1)
    values, vectors = np.linalg.eigh(solve_discrete_lyapunov(a, b @ b.T))
    return vectors * np.sqrt(np.maximum(values, 0.0))


def recorded(experiment: Experiment, rms: float, seen: Array, run: int, sweeps: Sequence[int]) -> Array:
    """`seen` (sweeps, n) with noise of its own in each sweep, through the filter where there is one."""
    from scipy.signal import sosfilt

    rig, rate = experiment.rig, experiment.protocol.rate
    how = rig.cutoff, rate, int(rig.poles)
    state = steady(*how)[:, None, :] * seen[None, :, :1] if rig.cutoff else np.zeros((0, len(seen), 2))
    if color := color_of(experiment, rms * density(1.0)):
        root = lasting(color, *how)
        n = len(root)
        normal = normals([(experiment.seed, NOISE, run, sweep) for sweep in sweeps], n + seen.shape[1])
        begun = (normal[:, :n] @ root.T).reshape(len(seen), -1, 2).transpose(1, 0, 2)
        noise = normal[:, n:]
        if color.tau:
            noise = sosfilt(color.section(rate), noise, axis=1, zi=begun[:1])[0]
        else:
            noise *= color.section(rate)[0, 0]
        noise += seen
        seen = noise
        state = state + begun[1:]
    return sosfilt(sections(*how), seen, axis=1, zi=state)[0] if rig.cutoff else seen


def chained(recording: Recording, run: int, sweeps: Sequence[int]) -> Recording:
    """The recording as the digitizer has it; what the amplifier puts out stands beside it as ``…_true``.

    `run` and `sweeps`, the number of each, say which noise is theirs.
    """
    experiment = recording.experiment
    rig, mode = experiment.rig, experiment.protocol.mode
    if mode == "vc":
        return digitized(recording, "i_m", recording["i_m"], run, sweeps) if rig.chained(mode) else recording
    if not rig.chained(mode) and not rig.shift:
        return recording
    seen = recording.signals.get("v_pip", recording["v"]) + rig.shift
    if rig.chained(mode):
        return digitized(recording, "v_pip", seen, run, sweeps)
    return replace(recording, signals={**recording.signals, "v_pip": seen}, units={**recording.units, "v_pip": "mV"})


class Chain:
    """The signal chain of a cell that goes on: its filter and its noise continue from stretch to stretch."""

    def __init__(self, experiment: Experiment) -> None:
        """Of an experiment's rig, mode, rate and seed."""
        rig, protocol = experiment.rig, experiment.protocol
        rms = rig.noise if protocol.mode == "vc" else rig.noise_v
        self._color, self._state = color_of(experiment, rms * density(1.0)), np.zeros((1, 1, 2))
        self._rig, self._mode, self._rate = rig, protocol.mode, protocol.rate
        self._random = Normal(experiment.seed, GOING)
        self._filter = Filter(rig.cutoff, protocol.rate, int(rig.poles)) if rig.cutoff else None

    def __call__(self, rows: dict[str, Array], start: float) -> dict[str, Array]:
        """The signals (1, n) from `start` ms on with what is recorded in place of what goes in."""
        from scipy.signal import sosfilt

        rig, current = self._rig, self._mode == "vc"
        if not rig.chained(self._mode) and (current or not rig.shift):
            return rows
        name = "i_m" if current else "v_pip"
        true = rows["i_m"] if current else rows.get("v_pip", rows["v"]) + rig.shift
        hum = rig.hum if current else rig.hum_v
        seen = headstage(rig, true) if current else true
        if self._color:
            white = self._random(true.shape[1])[None]
            noise, self._state = sosfilt(self._color.section(self._rate), white, axis=1, zi=self._state)
            seen = seen + noise
        if hum:
            time = 1e-3 * (start + np.arange(true.shape[1]) / self._rate)
            seen = seen + hum * np.sin(2 * np.pi * float(rig.mains.removesuffix(" Hz")) * time)
        seen = self._filter(seen) if self._filter else seen
        return {**rows, name: sampled(rig, seen, rig.limit(self._mode))[0], f"{name}_true": true}


def headstage(rig: Rig, current: Array) -> Array:
    """What of a current (pA) the headstage can pass; the current itself where it can pass all."""
    most = rig.most_current
    return np.clip(current, -most, most) if most and largest(current) > most else current


def largest(signal: Array) -> float:
    """The farthest from 0, found without another array."""
    return float(max(signal.max(), -signal.min()))


def density(rate: float) -> float:
    """Standard deviation of white samples at `rate` (kHz) whose noise is 1 where it is stated."""
    return float(np.sqrt(rate / 2 / (bandwidth() * STATED)))


def digitized(recording: Recording, name: str, true: Array, run: int, sweeps: Sequence[int]) -> Recording:
    """The recording with the signal `name` made from `true` (sweeps, samples)."""
    experiment = recording.experiment
    rig, protocol = experiment.rig, experiment.protocol
    current = name == "i_m"
    rms, hum, drift = (rig.noise, rig.hum, rig.drift) if current else (rig.noise_v, rig.hum_v, rig.drift_v)
    unit = "pA" if current else "mV"
    seen = headstage(rig, true) if current else true
    is_short = seen is not true
    if hum or drift:
        seen = seen + disturbance(experiment, true.shape[1], hum, drift, run, sweeps)
    seen = recorded(experiment, rms, seen, run, sweeps)
    limit = rig.limit(protocol.mode)
    seen, is_full = sampled(rig, seen, limit)
    warnings = recording.warnings
    if is_short:
        warnings = (*warnings, f"the headstage saturates: it passes at most {rig.most_current:g} pA")
    if is_full:
        warnings = (*warnings, f"the amplifier saturates: more than {limit:g} {unit} in places")
    return replace(
        recording,
        signals={**recording.signals, name: seen, f"{name}_true": true},
        units={**recording.units, name: unit, f"{name}_true": unit},
        warnings=warnings,
    )


def disturbance(experiment: Experiment, n: int, hum: float, drift: float, run: int, sweeps: Sequence[int]) -> Array:
    """(sweeps, n) the mains, in a phase of its own in each sweep, and the drift from the start of each."""
    rig = experiment.rig
    time = 1e-3 * np.arange(n) / experiment.protocol.rate
    random = [np.random.Generator(np.random.PCG64([experiment.seed, HUM, run, sweep])) for sweep in sweeps]
    phases = 2 * np.pi * np.array([each.random() for each in random])
    angle = 2 * np.pi * float(rig.mains.removesuffix(" Hz")) * time
    # The sine of a sum, so that only one sweep of sines is taken.
    shares = np.stack([hum * np.cos(phases), hum * np.sin(phases), np.full(len(phases), drift)], axis=1)
    return shares @ np.stack([np.sin(angle), np.cos(angle), time])


def sampled(rig: Rig, signal: Array, limit: float) -> tuple[Array, bool]:
    """`signal` within ± `limit` and in the digitizer's steps, and whether it was cut."""
    if not limit:
        return signal, False
    is_full = largest(signal) > limit
    if not rig.bits:
        return np.clip(signal, -limit, limit) if is_full else signal, is_full
    step = 2 * limit / 2**rig.bits
    steps = signal / step
    np.rint(steps, out=steps)
    steps *= step
    return np.clip(steps, -limit, limit - step, out=steps), is_full
