"""The samples of an ABF file of version 2, in the units of its inputs."""

import numpy as np
from numpy.typing import NDArray

from ..errors import FormatError
from .axon import BLOCK, DATA, Header, Reader, entries_of


def recorded(reader: Reader, found: Header, channel: int, sweep: int) -> tuple[NDArray[np.float64], float]:
    """One sweep of an input channel (both from 0), shape (samples,), and its interval, ms."""
    if reader.take(0, 4) != b"ABF2":
        raise FormatError("samples are read from files of version 2 only")
    inputs, p = entries_of(reader, "adc"), entries_of(reader, "protocol")[0]
    if not 0 <= channel < len(inputs):
        raise FormatError(f"no input channel {channel + 1}: there are {len(inputs)}")
    if not 0 <= sweep < found.n_sweeps:
        raise FormatError(f"no sweep {sweep + 1}: there are {found.n_sweeps}")
    block, size, _ = reader.unpack("IIq", DATA)
    if size not in (2, 4):
        raise FormatError(f"samples of {size} bytes: must have 2 or 4")
    width = found.n_samples * len(inputs) * size
    raw = np.frombuffer(reader.take(block * BLOCK + sweep * width, width), "<i2" if size == 2 else "<f4")
    samples = raw.astype(np.float64)[channel :: len(inputs)]
    if size == 4:
        return samples, found.interval
    at = inputs[channel]
    gain = np.prod([reader.one("f", at + place) for place in (28, 40, 48)])
    if reader.one("h", at + 2) == 1:
        gain *= reader.one("f", at + 6)
    steps = reader.one("i", p + 118)
    if gain == 0 or steps == 0:
        raise FormatError("the gain of the input is 0")
    volts = samples * reader.one("f", p + 110) / steps
    return volts / gain + reader.one("f", at + 44) - reader.one("f", at + 52), found.interval
