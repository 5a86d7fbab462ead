"""When a sweep starts: how long it takes with its train and sub-sweeps, and when the next one follows.

Where a user list makes trains or the number of sub-sweeps differ, every sweep has the room of the longest: the membrane
waits at the level before it.
"""

from .protocol import Protocol


def _listed(protocol: Protocol, part: str) -> range:
    """The sweeps in which a part about the sweep may differ; the first where it does not."""
    return range(protocol.n_sweeps if protocol.user_list and protocol.user_list.letter == part else 1)


def settling(protocol: Protocol) -> int:
    """Samples of settling before each sweep and sub-sweep, whose later half tells the holding current."""
    return max(1, round(protocol.p_n.settle * protocol.rate)) if protocol.p_n else 0


def sub_sweeps(protocol: Protocol) -> int:
    """Sub-sweeps that there is room for, about each sweep."""
    leaks = (protocol.p_n_in(sweep) for sweep in _listed(protocol, "p_n"))
    return max(leak.n if leak else 0 for leak in leaks)


def period(protocol: Protocol, sweep: int = 0) -> int:
    """Samples from the start of a sweep to that of the next: the interval, or no longer than the sweep takes."""
    return round(1e3 * protocol.interval_in(sweep) * protocol.rate)


def intervals(protocol: Protocol) -> tuple[float, ...]:
    """The interval (s) of every sweep, or the one that all have."""
    return tuple(protocol.interval_in(sweep) for sweep in _listed(protocol, "interval_s"))


def train(protocol: Protocol) -> int:
    """Samples of the longest presweep train."""
    trains = (protocol.presweep_in(sweep) for sweep in _listed(protocol, "presweep"))
    return max(one.n_samples(protocol.rate) if one else 0 for one in trains)


def taken(protocol: Protocol) -> int:
    """Samples from the start of a sweep to its end, its presweep train and its sub-sweeps with their settling in it."""
    return (sub_sweeps(protocol) + 1) * (settling(protocol) + protocol.n_samples) + train(protocol)


def cycle(protocol: Protocol, sweep: int = 0) -> int:
    """Samples from the start of a sweep, with the train and the sub-sweeps that belong to it, to that of the next."""
    return max(taken(protocol), period(protocol, sweep))


def begins(protocol: Protocol, sweep: int, run: int = 0) -> float:
    """ms from the start of the first sweep, sub-sweeps and all, to that of `sweep` of `run` (both from 0)."""
    if len(_listed(protocol, "interval_s")) == 1:
        return (run * protocol.n_sweeps + sweep) * cycle(protocol) / protocol.rate
    cycles = [cycle(protocol, k) for k in range(protocol.n_sweeps)]
    return (run * sum(cycles) + sum(cycles[:sweep])) / protocol.rate


def records(protocol: Protocol, sweep: int, run: int = 0) -> float:
    """ms from the start of the first sweep to the first sample that is kept of `sweep`, behind sub-sweeps and train."""
    leak, settle = protocol.p_n, settling(protocol)
    before = sub_sweeps(protocol) * (settle + protocol.n_samples) if leak and leak.timing == "before" else 0
    return begins(protocol, sweep, run) + (before + settle + train(protocol)) / protocol.rate
