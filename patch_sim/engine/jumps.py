"""What an analog filter makes of a jump, which the samples behind it do not tell.

The command jumps at a sample, and what is recorded answers at once: a transient may be gone before the next sample. A
filter of the samples alone takes its peak for all that flows until then. Electrode and cell answer to a jump, as long
as it takes, as their linear circuit does with the membrane's capacitance; so the analog filter's answer to the circuit,
less that of the samples' filter to the circuit's samples, is one short course for every jump, and comes on top.

An ideal clamp, or one of a cell of several segments, answers with a step of the size that is recorded.
"""

from functools import lru_cache

import numpy as np

from ..experiment import Experiment
from ..rigs import Rig
from .amplifier import circuit
from .bessel import analog_poles, lasts, sections
from .rows import Array

LEAST = 1e-9
"""Share of the largest below which a course ends."""
FEW = 64
"""Jumps that are added one by one."""


class Jumps:
    """What comes on top of filtered samples, of stretch after stretch."""

    def __init__(self, experiment: Experiment) -> None:
        """Of an experiment whose rig has a filter."""
        rig, protocol, cell = experiment.rig, experiment.protocol, experiment.cell
        clamps = protocol.mode == "vc"
        self._measured = cell.n_segments > 1 or (clamps and not rig.r_s_mohm)
        charged = None if self._measured else cell.capacitance
        self._first, self._course = course(charged, rig, "vc" if clamps else "cc", protocol.rate)
        self._command = self._true = np.array([[protocol.held_at]])
        self._begins = True
        self._left = np.empty((1, 0))

    def first(self, command: Array) -> Array:
        """(sweeps, 1) what was recorded at once of the jump to the first sample of `command` (sweeps, n)."""
        return self._first * (command[:, :1] - self._command)

    def add(self, seen: Array, command: Array, true: Array) -> None:
        """Add to `seen` (sweeps, n), which was filtered of `true`, what its jumps and earlier ones leave on top."""
        n, long = seen.shape[1], self._course.size
        left = np.zeros((1, 0))
        if self._left.size:
            seen[:, : self._left.shape[1]] += self._left[:, :n]
            left = self._left[:, n:]
        at = 1 + np.flatnonzero((command[:, 1:] != command[:, :-1]).any(axis=0))
        if (command[:, :1] != self._command).any() and not (self._measured and self._begins):
            at = np.append(0, at)
        after, before = (true, self._true) if self._measured else (command, self._command)
        sizes = after[:, at] - np.where(at, after[:, at - 1], before)
        if self._measured:  # what was there at a sample whose command stayed is no jump
            sizes *= command[:, at] != np.where(at, command[:, at - 1], self._command)
        if at.size and at[-1] + long > n:
            wider = np.zeros((len(seen), max(left.shape[1], long)))
            wider[:, : left.shape[1]] = left
            left = wider
        if at.size > FEW:
            from scipy.signal import oaconvolve

            dense = np.zeros_like(seen)
            dense[:, at] = sizes
            whole = oaconvolve(dense, self._course[None], axes=1)
            seen += whole[:, :n]
            left[:, : long - 1] += whole[:, n:]
        else:
            for k, size in zip(at, sizes.T, strict=True):
                m = min(long, n - k)
                seen[:, k : k + m] += size[:, None] * self._course[:m]
                if m < long:
                    left[:, : long - m] += size[:, None] * self._course[m:]
        self._left, self._command, self._true, self._begins = left, command[:, -1:], true[:, -1:], False


@lru_cache(64)
def course(charged: float | None, rig: Rig, mode: str, rate: float) -> tuple[float, Array]:
    """What a unit jump of the command shows at once, and the course (n,) that comes on top of its filtered samples.

    `charged` is the capacitance of the cell (pF); without, it is that of a step of what is recorded. Nothing where the
    circuit runs away: no filter waits for that.
    """
    from scipy.signal import sosfilt

    if charged is None:
        a, shown = np.zeros((1, 1)), np.ones(1)
    else:
        whole = circuit(rig, mode)
        if whole.runs_away(charged):
            return 0.0, np.zeros(1)
        into = np.concatenate([whole.p, [whole.q, whole.r]]) / charged
        a = np.vstack([np.column_stack([whole.a, whole.b, whole.d]), into, np.zeros(whole.n + 2)])
        shown = whole.i_pip if mode == "vc" else whole.v_pip
    low = analog(rig.cutoff, int(rig.poles))
    first, n = len(a), len(a) + len(low)
    both = np.zeros((n, n))
    both[:first, :first] = a
    both[first:, first:] = low
    both[first + 1, :first] = -low[1, 0] * shown  # what goes into the first section
    states = after_jump(both, first - 1, 1 / rate, lasts(rig.cutoff, rate))
    samples = shown @ states[:first]
    rest = states[n - 2] - sosfilt(sections(rig.cutoff, rate, int(rig.poles)), samples)
    seen = np.flatnonzero(np.abs(rest) > LEAST * max(1e-300, float(np.abs(samples).max())))
    return 0.0 if charged is None else float(samples[0]), rest[: seen[-1] + 1 if seen.size else 1].copy()


def analog(corner: float, poles: int) -> Array:
    """(poles, poles) the slopes (1/ms) of a Bessel filter's states, two a section, each section driving the next."""
    slopes = np.zeros((poles, poles))
    for k, root in enumerate(root for root in analog_poles(corner, poles) if root.imag > 0):
        here, speed = 2 * k, abs(root)
        slopes[here, here + 1] = speed
        slopes[here + 1, here : here + 2] = -speed, 2 * root.real
        if k:
            slopes[here + 1, here - 2] = speed
    return slopes


def after_jump(slopes: Array, command: int, interval: float, n: int) -> Array:
    """(states, at least n) the states at every sample, the state `command` being 1 from the first on and all else 0."""
    from scipy.linalg import expm

    step = expm(slopes * interval)
    states = np.zeros((len(slopes), 1))
    states[command] = 1.0
    while states.shape[1] < n:
        states = np.concatenate([states, step @ states], axis=1)
        step = step @ step
    return states
