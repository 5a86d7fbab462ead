"""What lies between the electrode and the file: noise, the low-pass filter, the amplifier's range, the digitizer.

The amplifier's noise is white, each sweep of each run with a stream of its own (`normal.py`); its density is such that
a 4-pole Bessel filter of 5 kHz leaves the rms that the rig states, so that it grows with the root of the bandwidth;
thermal noise (`thermal.py`) comes on top. The headstage saturates before the filter, the digitizer behind it. The
filter is that of `scipy.signal.bessel(norm="mag")`: −3 dB at the corner. It starts in the steady state before the
first sample, its noise having gone on for long. Samples are filtered where the rig filters what goes on between them:
what a jump does there comes on top (`jumps.py`), and noise from beyond half the rate is folded back, as it is when it
is digitized.

The white samples are the same on every machine. They are filtered in one order, by scipy's compiled recursion, which
no vector unit can take apart; only a compiler that fuses products and sums, as for ARM, or a last digit of a filter's
coefficients makes another last bit.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..experiment import Experiment
from ..normal import Normal, normals
from ..recording import Recording
from ..rigs import Rig
from .bessel import Filter, bandwidth, folded, sections, steady
from .jumps import Jumps
from .rows import Array
from .thermal import Color, color_of

STATED = 5.0
"""kHz: corner of the 4-pole filter through which a noise is stated."""
BEFORE, DECAYED = 4.0, 7.0
"""Periods of the corner, and time constants of a color, that noise has gone on for: its variance lacks e⁻¹⁴ then."""
NOISE, HUM, GOING = 7, 8, 9
"""What a stream of random numbers is for; the protocol's own begin with the place of an epoch, 0 to 9."""


def settling(color: Color, corner: float, rate: float) -> int:
    """Samples of noise, before those that are recorded, after which nothing is left of how it began."""
    return int(np.ceil(rate * (BEFORE / corner if corner else 0.0) + rate * DECAYED * color.tau))


def recorded(
    experiment: Experiment, rms: float, seen: Array, steady_at: Array, run: int, sweeps: Sequence[int]
) -> Array:
    """`seen` (sweeps, n) with noise of its own in each sweep, through the filter where there is one.

    `steady_at` (sweeps, 1) is what it was before the first sample.
    """
    from scipy.signal import sosfilt

    rig, rate = experiment.rig, experiment.protocol.rate
    how, before = (rig.cutoff, rate, int(rig.poles)), 0
    if color := color_of(experiment, rms * density(1.0)):
        before = settling(color, rig.cutoff, rate)
        noise = normals([(experiment.seed, NOISE, run, sweep) for sweep in sweeps], before + seen.shape[1])
        own = color.section(rate)
        own[0, :3] *= folded(*how) if rig.cutoff else 1.0
        if color.tau:
            noise = sosfilt(own, noise, axis=1)
        else:
            noise *= own[0, 0]
        noise[:, :before] += steady_at
        noise[:, before:] += seen
        seen = noise
    if rig.cutoff:
        seen = sosfilt(sections(*how), seen, axis=1, zi=steady(*how)[:, None, :] * steady_at[None])[0]
    return seen[:, before:]


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
        how = rig.cutoff, protocol.rate, int(rig.poles)
        self._filter = Filter(*how) if rig.cutoff else None
        self._jumps = Jumps(experiment) if rig.cutoff else None
        self._grown = folded(*how) if rig.cutoff else 1.0

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
            white = self._grown * self._random(true.shape[1])[None]
            noise, self._state = sosfilt(self._color.section(self._rate), white, axis=1, zi=self._state)
            seen = seen + noise
        if hum:
            time = 1e-3 * (start + np.arange(true.shape[1]) / self._rate)
            seen = seen + hum * np.sin(2 * np.pi * float(rig.mains.removesuffix(" Hz")) * time)
        if self._filter and self._jumps:
            seen = self._filter(seen, seen[:, :1] - self._jumps.first(rows["command"]))
            self._jumps.add(seen, rows["command"], true)
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
    jumps = Jumps(experiment) if rig.cutoff and not is_short else None
    before = seen[:, :1] - (jumps.first(recording.command) if jumps else 0.0)
    seen = recorded(experiment, rms, seen, before, run, sweeps)
    if jumps:
        jumps.add(seen, recording.command, true)
    limit = rig.limit(protocol.mode)
    seen, is_full = sampled(rig, seen, limit)
    warnings = recording.warnings
    if is_short:
        warnings = (*warnings, f"the headstage saturates: it passes at most {1e-3 * rig.most_current:g} nA")
    if is_full:
        beyond = f"{1e-3 * limit:g} nA" if current else f"{limit:g} mV"
        warnings = (*warnings, f"the amplifier saturates: more than {beyond} in places")
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
