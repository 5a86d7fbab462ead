"""Which channel's own current an analysis reads: the simulator separates what a rig can only subtract or block."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..channels import Channel
from ..errors import ProtocolMismatch
from ..experiment import Experiment
from ..recording import Recording

SODIUM = ("nav", "nav_r")
POTASSIUM = ("kv", "kv3", "kv1", "kv7")


def channel_of(experiment: Experiment, name: str, families: Sequence[str]) -> Channel | None:
    """The channel `name` of the cell; without a name its first of the first of `families` that it has."""
    there = experiment.cell.channels
    if name:
        return next((channel for channel in there if channel.name == name), None)
    wanted = [channel for family in families for channel in there if channel.family == family]
    return next(iter(wanted), None)


def current_of(recording: Recording, channel: Channel) -> NDArray[np.float64]:
    """The current of `channel` alone, pA, shape (n_sweeps, n_samples): of the first section that records it."""
    return recording[current_signal(recording, channel)]


def current_signal(recording: Recording, channel: Channel) -> str:
    """The name of the signal that is `current_of` the channel."""
    own = f"i_{channel.name}"
    found = next((name for name in recording.signals if name == own or name.endswith(f".{own}")), None)
    if found is None:
        raise ProtocolMismatch(f"the recording has no current of channel {channel.name!r}")
    return found


def charging(experiment: Experiment) -> float:
    """Time constant (ms) with which the rig charges the cell: of what correction leaves, or of its loop."""
    rig = experiment.rig
    if not rig.r_s_mohm:
        return 0.0
    whole = 1e-3 * rig.r_s_mohm * experiment.cell.capacitance
    left = whole * max(0.0, 1 - 0.01 * rig.correction * rig.r_set_mohm / rig.r_s_mohm)
    loop = (whole * 1e-3 * rig.lag) ** 0.5 if rig.correction else 0.0
    return max(left * (1 - 0.01 * rig.prediction), loop)


def peak(current: NDArray[np.float64]) -> int:
    """The sample where `current` is largest, of either sign."""
    return int(np.argmax(np.abs(current)))


def crossing(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Where y first goes through 0 with growing x, by linear interpolation; NaN if it does not."""
    order = np.argsort(x)
    x, y = x[order], y[order]
    k = np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0)
    zero = np.flatnonzero(y == 0)
    if zero.size and (not k.size or zero[0] <= k[0]):
        return float(x[zero[0]])
    if not k.size:
        return float("nan")
    i = int(k[0])
    return float(x[i] - y[i] * (x[i + 1] - x[i]) / (y[i + 1] - y[i]))
