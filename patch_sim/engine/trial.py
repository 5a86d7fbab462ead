"""A trial: runs of sweeps that are averaged, presweep trains, sub-sweeps for the leak, and the rest between sweeps.

What is between the sweeps, and before them, is simulated as the rig would do it and left out of the recording.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from ..experiment import Experiment
from ..protocols import Protocol
from ..protocols.timing import begins, period, settling, sub_sweeps
from ..protocols.timing import train as train_samples
from ..recording import Recording
from .chain import chained
from .rows import Array
from .watch import Progress, Watch

SUBTRACTED = "i_m_leak_subtracted"
"""The membrane current less what the sub-sweeps say of leak and capacitance, pA."""

Solve = Callable[[Experiment, Array, Sequence[float], Progress | None], Recording]


def is_plain(protocol: Protocol) -> bool:
    """Whether the protocol is one run of sweeps that all begin at rest at holding."""
    return (
        protocol.n_runs == 1
        and protocol.p_n is None
        and protocol.presweep is None
        and protocol.rests == "reset"
        and (protocol.inter_sweep == "holding" or protocol.n_sweeps == 1)
    )


def trial(experiment: Experiment, solve: Solve, progress: Progress | None = None) -> Recording:
    """The mean of all runs, with the runs beside it if they are to be kept.

    `solve` takes an experiment, the command (sweeps, samples) to give from the steady state at its holding, and the
    times (ms) of the sweeps.
    """
    protocol = experiment.protocol
    watch = Watch(progress, protocol.n_runs * protocol.n_sweeps)
    runs = list(
        continued(experiment, solve, watch) if protocol.rests == "continue" else reset(experiment, solve, watch)
    )
    if len(runs) == 1:
        return runs[0]
    mean = {name: mean_of([run[name] for run in runs]) for name in runs[0].signals}
    return replace(runs[0], signals=mean, runs=tuple(runs) if protocol.keep_runs else ())


def mean_of(each: list[Array]) -> Array:
    """The mean of arrays; where they are all alike, as commands without noise are, the same without rounding."""
    alike = all(np.array_equal(each[0], one) for one in each[1:])
    return each[0] if alike else np.mean(each, axis=0)


def reset(experiment: Experiment, solve: Solve, watch: Watch) -> Iterator[Recording]:
    """Each run, every sweep of it from the steady state at the level that it begins with."""
    protocol = experiment.protocol
    for run in range(protocol.n_runs):
        parts: list[tuple[list[int], Recording]] = []
        starts: dict[float, list[int]] = {}
        for sweep in range(protocol.n_sweeps):
            starts.setdefault(first_level(protocol, sweep), []).append(sweep)
        for level, sweeps in starts.items():
            held = replace(experiment, protocol=replace(protocol, holding=level, n_sweeps=len(sweeps)))
            command = np.stack([given(experiment, sweep, run) for sweep in sweeps])
            times = [begins(protocol, sweep, run) for sweep in sweeps]
            solved = solve(held, command, times, watch.part(len(sweeps)))
            parts.append((sweeps, chained(solved, run, sweeps)))
            watch.tell(len(sweeps))
        order = np.argsort([sweep for sweeps, _ in parts for sweep in sweeps])
        signals = {name: np.concatenate([part[name] for _, part in parts])[order] for name in parts[0][1].signals}
        yield cut(experiment, parts[0][1], signals)


def continued(experiment: Experiment, solve: Solve, watch: Watch) -> Iterator[Recording]:
    """Each run, the membrane going on from one sweep to the next, rests and all: one long sweep, cut into its parts."""
    protocol = experiment.protocol
    pieces: list[Array] = []
    starts: list[int] = []
    at = 0
    for run in range(protocol.n_runs):
        for sweep in range(protocol.n_sweeps):
            command = given(experiment, sweep, run)
            rest = max(0, period(protocol, sweep) - command.size)
            pieces += [command, np.full(rest, protocol.level_after(sweep))]
            starts.append(at)
            at += command.size + rest
    alone = replace(protocol, holding=first_level(protocol, 0), n_sweeps=1)
    progress = watch.part(protocol.n_runs * protocol.n_sweeps)
    given_once = np.concatenate(pieces)[None]
    whole = chained(solve(replace(experiment, protocol=alone), given_once, [0.0], progress), 0, [0])
    n = pieces[0].size
    for run in range(protocol.n_runs):
        mine = starts[run * protocol.n_sweeps : (run + 1) * protocol.n_sweeps]
        signals = {
            name: np.stack([rows[0, start : start + n] for start in mine]) for name, rows in whole.signals.items()
        }
        yield cut(experiment, whole, signals)


def first_level(protocol: Protocol, sweep: int) -> float:
    """The level at which the command of `sweep`, sub-sweeps and all, begins."""
    leak = protocol.p_n
    if leak and leak.timing == "before" and leak.holding is not None:
        return leak.holding
    return protocol.level_before(sweep)


def given(experiment: Experiment, sweep: int, run: int) -> Array:
    """The command (samples,) of a sweep with its presweep train, and its sub-sweeps, each after its settling."""
    protocol = experiment.protocol
    leak, presweep = protocol.p_n_in(sweep), protocol.presweep_in(sweep)
    held = protocol.level_before(sweep)
    command = protocol.command(sweep, experiment.seed, run)
    train = presweep.command(protocol.rate) if presweep else np.empty(0)
    if protocol.mode == "i0":
        train = np.zeros_like(train)
    train = np.append(np.full(train_samples(protocol) - train.size, held), train)
    if leak is None:
        return np.append(train, command)
    settle = settling(protocol)
    base = held if leak.holding is None else leak.holding
    sub = np.append(np.full(settle, base), base + leak.factor * (command - held))
    subs, whole = np.tile(sub, leak.n), np.concatenate([np.full(settle, held), train, command])
    none = np.full((sub_sweeps(protocol) - leak.n) * sub.size, base)
    return np.concatenate([none, subs, whole] if leak.timing == "before" else [whole, subs, none])


def cut(experiment: Experiment, like: Recording, signals: Mapping[str, Array]) -> Recording:
    """The recording of `signals` (sweeps, samples of all that was given), with the current less the leak beside."""
    protocol, leak, n = experiment.protocol, experiment.protocol.p_n, experiment.protocol.n_samples
    settle, units = settling(protocol), dict(like.units)
    room = sub_sweeps(protocol)
    subs = room * (settle + n)
    begins = subs if leak and leak.timing == "before" else 0
    at = begins + settle + train_samples(protocol)
    kept = {name: rows[:, at : at + n].copy() for name, rows in signals.items()}
    if leak:
        i_m = signals["i_m"]
        first = 0 if begins else i_m.shape[1] - subs
        pieces = i_m[:, first : first + subs].reshape(len(i_m), room, settle + n)
        given = np.array([getattr(protocol.p_n_in(sweep), "n", 0) for sweep in range(len(i_m))])[:, None]
        is_one = np.arange(room) >= room - given if begins else np.arange(room) < given
        quiet = settle - settle // 2  # what is settled by then; its mean has little of the noise of one sample
        departures = pieces[:, :, settle:] - pieces[:, :, settle - quiet : settle].mean(axis=2, keepdims=True)
        answer = departures.sum(axis=1, where=is_one[:, :, None])
        held = i_m[:, begins + settle - quiet : begins + settle].mean(axis=1, keepdims=True)
        kept[SUBTRACTED] = kept["i_m"] - held - (answer if leak.polarity == "same" else -answer)
        units[SUBTRACTED] = "pA"
    time = np.arange(protocol.n_samples) / protocol.rate
    return replace(like, experiment=experiment, time=time, signals=kept, units=units)
