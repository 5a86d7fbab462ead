"""The currents of a membrane from v and its states, sample by sample: where no kernel has made them."""

from collections.abc import Callable

import numpy as np

from .rows import Array
from .tables import Membrane
from .wash import Wash


def currents(arrays: Membrane, v: Array, state: Callable[[int], Array], wash: Wash | None = None) -> Array:
    """(channels + 1, sweeps, samples) pA, the last their sum, at `v`; `state` gives the trace of a slot.

    `wash` says what drugs leave of each row as they come and go.
    """
    made = np.zeros((len(arrays.channels) + 1, *v.shape))
    shares, lengths = wash.course(v.shape[-1]) if wash else (np.empty(0), [])
    starts = [0, *arrays.ends.tolist()]
    row = 0
    for channel, end in enumerate(arrays.channel_ends.tolist()):
        while row < end:
            opened = np.full(v.shape, arrays.g[row])
            if wash:
                opened *= np.repeat(shares[row], lengths, axis=-1)
            for slot in arrays.factors[starts[row] : starts[row + 1]].tolist():
                opened *= state(slot)
            made[channel] += opened * arrays.drive(row, v, state)
            row += 1
        made[-1] += made[channel]
    return made
