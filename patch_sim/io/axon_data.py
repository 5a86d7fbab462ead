"""The samples of an ABF file, in the units of its inputs."""

import numpy as np
from numpy.typing import NDArray

from ..errors import FormatError
from .axon import Header, Reader


def recorded(reader: Reader, found: Header, channel: int, sweep: int) -> tuple[NDArray[np.float64], float]:
    """One sweep of an input channel (both from 0), shape (samples,), and its interval, ms."""
    channels = len(found.adcs)
    if not 0 <= channel < channels:
        raise FormatError(f"no input channel {channel + 1}: there are {channels}")
    if not 0 <= sweep < found.n_sweeps:
        raise FormatError(f"no sweep {sweep + 1}: there are {found.n_sweeps}")
    width = found.n_samples * channels * (4 if found.is_float else 2)
    raw = np.frombuffer(reader.take(found.data + sweep * width, width), "<f4" if found.is_float else "<i2")
    with np.errstate(invalid="ignore"):  # a signaling NaN; who takes the samples refuses it
        samples = raw[channel::channels].astype(np.float64)
    if found.is_float:
        return samples, found.interval
    adc = found.adcs[channel]
    if adc.gain == 0:
        raise FormatError(f"the gain of input {channel + 1} is 0")
    return samples * adc.gain + adc.offset, found.interval
