"""The action potentials of a recording, told from what the command itself does to the trace where it jumps.

A resistance in series that no bridge balances, or a strong current, drives the recorded potential faster than the slope
of a threshold, and past the detection level, before the membrane fires.
"""

import numpy as np
from numpy.typing import NDArray

from ..experiment import Experiment
from ..recording import Recording
from .measure import Array, Spike, last_slow, spikes

ALONE = 10
"""How many times as large a jump is as the changes before and after it: ramps, sines and noise have none."""


def fired(recording: Recording, sweep: int, slope: float = 20.0, level: float = -20.0) -> tuple[Spike, ...]:
    """Every action potential of a sweep of current clamp.

    Where v is fast from a jump of the command on, threshold is the last sample at which dV/dt is below `slope` before
    it rises again, or the one at which it is least. A crossing of `level` that the command makes alone is no spike.
    """
    edges, delay = jumps(recording.command[sweep]), lag(recording.experiment)

    def onset(rate: Array, start: int, crossing: int, top: int, fall: int, slope: float) -> int | None:
        jump = int(max(edges[edges <= crossing], default=-1))
        after = int(min(edges[edges > crossing], default=rate.size + delay + 2))
        stop = max(crossing, min(top, after - 2))
        fastest = crossing + int(np.argmax(rate[crossing : stop + 1]))
        on = last_slow(rate, start, fastest, top, fall, slope)
        is_slow, is_driven = rate[on : stop + 1].max() < slope, top >= after - 2  # the peak is where the command falls
        if (is_driven and is_slow) or (fall <= after + delay + 2 and (is_driven or is_slow)):
            return None
        if jump > start and jump - 2 <= on <= jump + delay:
            found = rises_again(rate, jump, delay, stop, slope)
            return on if found is None and after <= top else found
        return on

    return spikes(recording.time, recording.potential[sweep], slope, level, onset)


def jumps(command: Array) -> NDArray[np.intp]:
    """The first sample behind each jump of a `command` (samples,).

    >>> jumps(np.array([0.0, 0.0, 5.0, 5.0, 5.1, 5.2, 5.3])).tolist()
    [2]
    """
    if command.size < 2:
        return np.zeros(0, dtype=np.intp)
    change = np.abs(np.diff(command))
    around = np.maximum(np.append(0.0, change[:-1]), np.append(change[1:], 0.0))
    return np.flatnonzero((change > ALONE * around) & (change > 0.01 * np.ptp(command))) + 1


def lag(experiment: Experiment) -> int:
    """Samples until what the electrode adds at a jump is there, through its capacitance and the filter."""
    rig = experiment.rig
    filtered = 1 / rig.cutoff if rig.cutoff else 0.0
    return int(np.ceil((3e-3 * rig.r_s_mohm * rig.c_pip + filtered) * experiment.protocol.rate))


def rises_again(rate: Array, jump: int, delay: int, stop: int, slope: float) -> int | None:
    """Where dV/dt, fast within `delay` samples of `jump`, begins to rise to an upstroke by sample `stop`.

    None if it does not reach `slope` again, having risen by half of it.
    """
    first = max(0, jump - 1)
    first += int(np.argmax(rate[first : jump + delay + 2]))
    after = rate[first : stop + 1]
    if not after.size:
        return None
    risen = after - np.minimum.accumulate(after)
    fastest = int(np.argmax(risen))
    if risen[fastest] < slope / 2 or after[fastest] < slope:
        return None
    slow = np.flatnonzero(after[:fastest] < slope)
    return first + int(slow[-1] if slow.size else np.argmin(after[: fastest + 1]))
