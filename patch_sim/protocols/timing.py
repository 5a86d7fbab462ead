"""When a sweep starts: how long it takes with its train and sub-sweeps, and when the next one follows."""

from .protocol import Protocol


def settling(protocol: Protocol) -> int:
    """Samples of settling before each sweep and sub-sweep, of which the last tells the holding current."""
    return max(1, round(protocol.p_n.settle * protocol.rate)) if protocol.p_n else 0


def period(protocol: Protocol) -> int:
    """Samples from the start of a sweep to that of the next: the interval, or no longer than the sweep takes."""
    return round(1e3 * protocol.interval_s * protocol.rate)


def train(protocol: Protocol) -> int:
    """Samples of the presweep train."""
    return protocol.presweep.n_samples(protocol.rate) if protocol.presweep else 0


def cycle(protocol: Protocol) -> int:
    """Samples from the start of a sweep, with the train and the sub-sweeps that belong to it, to that of the next."""
    leak = protocol.p_n
    taken = (leak.n + 1) * (settling(protocol) + protocol.n_samples) if leak else protocol.n_samples
    return max(taken + train(protocol), period(protocol))


def begins(protocol: Protocol, sweep: int, run: int = 0) -> float:
    """ms from the start of the first sweep, sub-sweeps and all, to that of `sweep` of `run` (both from 0)."""
    return (run * protocol.n_sweeps + sweep) * cycle(protocol) / protocol.rate


def records(protocol: Protocol, sweep: int, run: int = 0) -> float:
    """ms from the start of the first sweep to the first sample that is kept of `sweep`, behind sub-sweeps and train."""
    leak, settle = protocol.p_n, settling(protocol)
    before = leak.n * (settle + protocol.n_samples) if leak and leak.timing == "before" else 0
    return begins(protocol, sweep, run) + (before + settle + train(protocol)) / protocol.rate
