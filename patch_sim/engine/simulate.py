"""simulate(experiment) -> Recording: the one verb."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..cells import Cell
from ..errors import UnstableError
from ..experiment import Experiment
from ..protocols import Protocol
from ..protocols.timing import begins
from ..recording import Recording
from ..rigs import RIGS
from . import fastest
from .amplifier import MOST, limited
from .chain import chained
from .clamp import clamp
from .levels import C_MAX, C_MIN
from .march import Electrode, Traces, march
from .once import once
from .point import is_point, seen, shunted
from .problems import runnable
from .rest import start
from .rows import V_MAX, V_MIN, Array
from .tables import Membrane, membrane
from .tree import march_tree, setting, wanted
from .tree_rest import tree_start
from .tree_signals import besides, recorded, signals
from .trial import is_plain, trial
from .wash import begun, washing
from .watch import Progress

KEPT = 2**18
"""Samples up to which the command of a protocol is kept for the next run."""
TAKEN = (
    f"the correction asks for more than the amplifier gives: the pipette stays within {MOST[0]:g} and {MOST[1]:g} mV"
)
AWAY = "the compensation feeds back more than it takes: the loop runs away, to the amplifier's limits"


def simulate(experiment: Experiment, progress: Progress | None = None) -> Recording:
    """Run every sweep of the experiment's protocol, each from the steady state at holding.

    ParameterError or LimitError names what `problems(experiment)` found; UnstableError when v left the range of the
    rates. `progress` is told the share done, 0…1, some ten times a second, maybe from another thread; if it answers
    False, Cancelled is raised and nothing of the run is kept.

    >>> recording = simulate(Experiment.of("squid_axon", "iv_curve"))
    >>> recording["i_m"].shape, recording.method
    ((17, 3000), 'exact')
    """
    protocol = runnable(experiment).protocol
    if not is_plain(protocol):
        return trial(experiment, solved, progress)
    sweeps = range(protocol.n_sweeps)
    command = (known if protocol.n_sweeps * protocol.n_samples <= KEPT else commands)(protocol, experiment.seed)
    starts = [begins(protocol, sweep) for sweep in sweeps]
    return chained(solved(experiment, command, starts, progress), 0, sweeps)


def commands(protocol: Protocol, seed: int) -> Array:
    """The command of every sweep, which nobody can write to: recordings share it."""
    made = np.stack([protocol.command(sweep, seed) for sweep in range(protocol.n_sweeps)])
    made.flags.writeable = False
    return made


known = once(8)(commands)


def solved(experiment: Experiment, command: Array, starts: Sequence[float], progress: Progress | None) -> Recording:
    """The recording of `command` (sweeps, samples), each sweep from the steady state at the protocol's holding.

    `starts` are the times of the sweeps, ms from the first of all, by which drugs come and go.
    """
    given, more = driven(experiment)
    sweeps = len(command)
    if experiment.protocol.mode == "i0" and not any(drug.moves for drug in experiment.cell.drugs):
        made = marched(given, command[:1], starts[:1], progress)  # none differs from another but in noise
        made = replace(made, signals={name: np.repeat(rows, sweeps, axis=0) for name, rows in made.signals.items()})
    else:
        made = marched(given, command + more if more else command, starts, progress)
    if given is experiment:
        return made
    return replace(made, experiment=experiment, signals={**made.signals, "command": command})


def driven(experiment: Experiment) -> tuple[Experiment, float]:
    """What the circuit is given, I = 0 being current clamp at none, and what the amplifier adds to every command."""
    rig, protocol = experiment.rig, experiment.protocol
    if protocol.mode == "i0":
        rig, protocol = replace(rig, v_slow=None), replace(protocol, mode="cc", holding=0.0)
    more = rig.added(protocol.mode)
    if protocol is experiment.protocol and not more:
        return experiment, 0.0
    return replace(experiment, rig=rig, protocol=replace(protocol, holding=protocol.holding + more)), more


def marched(experiment: Experiment, command: Array, starts: Sequence[float], progress: Progress | None) -> Recording:
    """The recording of a `command` (sweeps, samples) as the circuit is given it."""
    protocol = experiment.protocol
    interval = 1 / protocol.rate
    parts = max(1, round(interval / experiment.solver.dt))
    if is_point(experiment):
        return through(experiment, command, starts, interval, parts, progress)
    if wanted(experiment):
        return grown(experiment, command, starts, interval, parts, progress)
    cell, wash = washing(experiment.cell, starts, interval)
    if protocol.mode == "vc" and cell.pools:
        arrays = membrane(cell)
        v, x = begun(experiment.cell, starts, lambda then: (protocol.holding, membrane(then).steady(protocol.holding)))
        traces = march(arrays, command, interval, parts, "accurate", v, x, clamped=True, progress=progress, wash=wash)
        return checked(experiment, command, traces, "accurate", interval)
    if protocol.mode == "vc":
        traces = clamp(membrane(cell), command, interval, protocol.holding, progress=progress, wash=wash)
        finite = np.isfinite(traces.currents[-1])
        if not finite.all():
            raise lost(experiment, finite, "the current is not finite")
        return recording(experiment, command, traces, "exact", 0.0)
    method = experiment.solver.method
    v, x = begun(experiment.cell, starts, lambda then: start(then, protocol.holding, method, interval / parts))
    traces = march(
        membrane(cell), command, interval, parts, method, v, x, progress=progress,
        tolerance=experiment.solver.tolerance, wash=wash,
    )  # fmt: skip
    return checked(experiment, command, traces, method, interval)


def through(
    experiment: Experiment,
    command: Array,
    starts: Sequence[float],
    interval: float,
    parts: int,
    progress: Progress | None,
) -> Recording:
    """The recording of one segment through an electrode that is not ideal."""
    protocol, method = experiment.protocol, experiment.solver.method
    cell, wash = washing(experiment.cell, starts, interval)
    there = setting(cell, experiment.rig, protocol.mode)
    if there.circuit.held:
        held = marched(replace(experiment, rig=RIGS["ideal"]), command, starts, progress)
        return replace(held, experiment=experiment, signals=shunted(there, held.signals))
    v, x, z = begun(experiment.cell, starts, lambda then: resting(experiment, then))
    electrode = Electrode(there.circuit, z, protocol.holding)
    traces = march(
        membrane(cell), command, interval, parts, method, v[:, 0].copy(), x, progress=progress, electrode=electrode,
        wash=wash,
    )  # fmt: skip
    if not traces.inside and there.circuit.clamps and experiment.rig.correction:
        return grown(experiment, command, starts, interval, parts, progress, is_limited=True)
    made = checked(experiment, command, traces, method, interval)
    rows, units = seen(experiment, there, traces, made.signals, made.units)
    return replace(made, signals=rows, units=units)


def resting(experiment: Experiment, cell: Cell) -> tuple[Array, ...]:
    """Where a sweep of the experiment begins, were its cell this one."""
    return tree_start(cell, experiment.rig, experiment.protocol.mode, experiment.protocol.holding)


def grown(
    experiment: Experiment,
    command: Array,
    starts: Sequence[float],
    interval: float,
    parts: int,
    progress: Progress | None,
    is_limited: bool = False,
) -> Recording:
    """The recording of a cell of many segments, or through an electrode that is not ideal.

    A correction that throws the membrane off what is known of it is given an amplifier's limits.
    """
    rig, protocol, method = experiment.rig, experiment.protocol, experiment.solver.method
    cell, wash = washing(experiment.cell, starts, interval)
    there = setting(cell, rig, protocol.mode)
    if is_limited:
        there = there._replace(circuit=limited(there.circuit), is_limited=True)
    parts = there.parts(interval, parts, method)
    v, x, z = begun(experiment.cell, starts, lambda then: resting(experiment, then))
    paths = march_tree(
        there, command, interval, parts, method, v, x, z, recorded(experiment), protocol.holding, progress=progress,
        wash=wash,
    )  # fmt: skip
    if not paths.inside and there.circuit.clamps and rig.correction and not is_limited:
        return grown(experiment, command, starts, interval, parts, progress, is_limited=True)
    if not paths.inside:
        raise lost(experiment, np.isfinite(paths.v.sum(0)), left(experiment) + advice(experiment, interval / parts))
    rows, units = signals(experiment, there, command, paths, wash)
    warnings = (AWAY,) if there.runs_away else (TAKEN,) if is_limited else ()
    return Recording(experiment, time_of(experiment, command), rows, units, method, interval / parts, warnings=warnings)


def advice(experiment: Experiment, step: float) -> str:
    """What may help a run that left the tables."""
    shorter = f"{step / 4:g}" if step / 4 >= fastest.SHORTEST else ""
    less = "less current" if experiment.protocol.mode == "cc" else ""
    tries = " or ".join(filter(None, (shorter, less)))
    return f" (step {step:g} ms{tries and f'; try {tries}'}){fastest.said(experiment.cell)}"


def time_of(experiment: Experiment, command: Array) -> Array:
    """The time of every sample, ms."""
    return np.arange(command.shape[1]) / experiment.protocol.rate


def checked(experiment: Experiment, command: Array, traces: Traces, method: str, interval: float) -> Recording:
    """The recording of a run with steps; UnstableError if it left the tables."""
    step = interval / traces.finest
    if not traces.inside:
        inside = (traces.v > V_MIN) & (traces.v < V_MAX)
        raise lost(experiment, inside, left(experiment) + advice(experiment, step))
    return recording(experiment, command, traces, method, step)


def left(experiment: Experiment) -> str:
    """What a run did that ended before its time."""
    if experiment.protocol.mode == "vc" and not wanted(experiment):
        return f"a gate left 0 to 1, or a concentration {C_MIN:.0g} to {C_MAX:g} mM"
    levels = f" or a concentration {C_MIN:.0g} to {C_MAX:g} mM" if experiment.cell.pools else ""
    return f"v left {V_MIN:.0f} to {V_MAX:.0f} mV{levels}, where the rates are tabulated"


def lost(experiment: Experiment, sound: NDArray[np.bool_], what: str, since: float | None = None) -> UnstableError:
    """The error with the time of the first sample, of (sweeps, samples), that is not `sound`.

    `since` is the time (ms) of the first sample of what is no sweep.
    """
    sample = int(np.argmin(sound.all(0)))
    sweep = int(np.argmin(sound[:, sample]))
    time = (since or 0.0) + sample / experiment.protocol.rate
    whose = f" of sweep {sweep + 1}" if since is None else ""
    return UnstableError(f"{experiment.cell.label}: at {time:g} ms{whose} {what}")


def named(experiment: Experiment, command: Array, traces: Traces) -> tuple[dict[str, Array], dict[str, str]]:
    """The signals by name, and their units."""
    arrays = membrane(experiment.cell)
    currents, gates, levels, units = names(arrays, experiment.protocol.level_unit)
    rows = {"v": traces.v, "command": command, **dict(zip(levels, traces.levels, strict=True))}
    rows["i_m"] = traces.currents[-1]
    rows.update(zip(currents, traces.currents[:-1], strict=True))
    rows.update(zip(gates, traces.gates, strict=False))
    units = dict(units)
    if experiment.record:
        besides(experiment, rows, units)
    return rows, units


@lru_cache(64)
def names(arrays: Membrane, level_unit: str) -> tuple[list[str], tuple[str, ...], list[str], dict[str, str]]:
    """Of the currents, the gates and the pools, and the units of all signals."""
    currents = [f"i_{name}" for name in arrays.channels]
    levels = [basin.signal for basin in arrays.basins]
    units = {"v": "mV", "command": level_unit} | dict.fromkeys(levels, "mM")
    return (
        currents,
        arrays.gates,
        levels,
        units | dict.fromkeys(["i_m", *currents], "pA") | dict.fromkeys(arrays.gates, ""),
    )


def recording(experiment: Experiment, command: Array, traces: Traces, method: str, step: float) -> Recording:
    """The traces of a run as a recording."""
    rows, units = named(experiment, command, traces)
    return Recording(experiment, time_of(experiment, command), rows, units, method, step, traces.again)
