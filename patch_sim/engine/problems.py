"""What keeps an experiment from running: relations between fields, named before anything is allocated."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import LimitError, ParameterError, UnknownNameError
from ..experiment import Experiment
from ..protocols import LETTERS, Epoch, Protocol
from ..protocols.timing import intervals, taken
from ..values import shown
from . import both, rate_faults
from .point import is_point
from .rig_faults import faults
from .tree import setting, wanted
from .tree_signals import available, places, split

MAX_SAMPLES = 20_000_000
"""Samples in all sweeps together: 160 MB for each recorded signal."""
MAX_STEPS = 400_000_000
"""Steps of the solver in all sweeps together: about half a minute."""
MAX_SEGMENTS = 10_000
"""Segments of a cell."""
MAX_RATE = 1000.0
"""kHz: faster than any digitizer."""
MAX_COMMAND = 200.0
"""mV: beyond it no membrane lasts, and no rate was ever measured."""


@dataclass(frozen=True)
class Problem:
    """A field, what is wrong, and the rule that it breaks."""

    path: str
    message: str
    rule: str
    is_limit: bool = False
    """More work than the program takes on, rather than a contradiction."""

    def __str__(self) -> str:
        return f"{self.path}: {self.message}; {self.rule}"


def problems(experiment: Experiment) -> tuple[Problem, ...]:
    """Every relation between fields that keeps `experiment` from running; empty if it can run.

    ParameterError if it is no experiment at all.
    """
    if not isinstance(experiment, Experiment):
        raise ParameterError(f"experiment = {shown(experiment)}: must be an Experiment, such as Experiment.of makes")
    found = (_protocol(experiment), _membrane(experiment), _rig(experiment), _solver(experiment))
    return tuple(problem for part in found for problem in part)


def runnable(experiment: Experiment) -> Experiment:
    """The experiment, if it can run; else LimitError or ParameterError with every problem, a line each."""
    found = problems(experiment)
    if found:
        kind = LimitError if any(p.is_limit for p in found) else ParameterError
        raise kind("\n".join(map(str, found)))
    return experiment


def _protocol(experiment: Experiment) -> Iterator[Problem]:
    protocol = experiment.protocol
    wrong = protocol.user_list.fault(protocol.epochs, protocol.n_sweeps, protocol.parts) if protocol.user_list else None
    if wrong:
        yield Problem("protocol.user_list", *wrong)
    for place, letter in enumerate(LETTERS[: len(protocol.epochs)]):
        if not protocol.epochs[place].skipped:
            yield from _epoch(protocol, place, letter)
    if protocol.sweep_duration:
        yield from _too_long(protocol)
    if protocol.mode == "vc" and abs(protocol.holding) > MAX_COMMAND:
        yield Problem(
            "protocol.holding",
            f"holding is {protocol.holding:g} mV",
            f"a voltage command must lie between -{MAX_COMMAND:g} and {MAX_COMMAND:g} mV",
        )
    if protocol.scale:
        yield Problem(
            "protocol.scale",
            f"levels are multiples of the cell's {protocol.scale}",
            "use Experiment.of or Protocol.fitted to give them in mV or pA",
        )
    if protocol.rate > MAX_RATE:
        yield Problem("protocol.rate", f"{protocol.rate:g} kHz", f"a digitizer takes at most {MAX_RATE:g} kHz")
    yield from _trial(protocol)
    n = protocol.n_samples
    if n < 2:
        yield Problem("protocol.epochs", "the sweep has no samples", "an epoch must last at least two samples")
    elif held(protocol) > MAX_SAMPLES:
        more = f", {protocol.n_runs} runs" if protocol.n_runs > 1 else ""
        more += f", {protocol.p_n.n} sub-sweeps" if protocol.p_n else ""
        more += ", presweep trains" if protocol.presweep else ""
        more += ", with the rests" if protocol.rests == "continue" else ""
        yield Problem(
            "protocol.n_sweeps",
            f"{held(protocol):,} samples ({protocol.n_sweeps} sweeps of {n:,}{more})",
            f"a run takes at most {MAX_SAMPLES:,} samples",
            is_limit=True,
        )


def _epoch(protocol: Protocol, place: int, letter: str) -> Iterator[Problem]:
    path, last = f"protocol.epochs.{letter}", protocol.n_sweeps - 1
    listed = protocol.user_list is not None and protocol.user_list.letter == letter
    sweeps = range(last + 1) if listed else (0, last)
    if protocol.epochs[place].duration_in(last) < 0 and not (listed and protocol.user_list.field == "duration"):
        sweep = next(s for s in range(last + 1) if protocol.epochs[place].duration_in(s) < 0)
        yield Problem(
            f"{path}.duration_delta",
            f"epoch {letter} lasts {protocol.epochs[place].duration_in(sweep):g} ms in sweep {sweep + 1}",
            "a duration must be at least 0 in every sweep",
        )
    epochs = {sweep: protocol.epochs_in(sweep)[place] for sweep in sweeps}
    if protocol.mode == "vc":
        for sweep, epoch in epochs.items():
            if epoch.peak_in(sweep) > MAX_COMMAND:
                yield Problem(
                    f"{path}.{'level_delta' if sweep else 'level'}",
                    f"epoch {letter} commands {_peak(epoch, sweep)} mV in sweep {sweep + 1}",
                    f"a voltage command must lie between -{MAX_COMMAND:g} and {MAX_COMMAND:g} mV",
                )
                break
    for sweep, epoch in epochs.items():
        faults = list(epoch.faults(protocol.rate))
        for field, message, rule in faults:
            yield Problem(f"{path}.{field}", f"epoch {letter} in sweep {sweep + 1}: {message}", rule)
        if faults:
            break


def held(protocol: Protocol) -> int:
    """Samples that a trial holds at once: of all runs and sweeps, with the rests between them if the cell goes on."""
    rests = protocol.rests == "continue"
    each = max(taken(protocol), round(1e3 * max(intervals(protocol)) * protocol.rate) if rests else 0)
    return each * protocol.n_sweeps * protocol.n_runs


def _trial(protocol: Protocol) -> Iterator[Problem]:
    leak, train = protocol.p_n, protocol.presweep
    if train and protocol.mode == "vc":
        for part in ("baseline", "step", "post"):
            level, name = getattr(train, f"{part}_level"), "post-train" if part == "post" else part
            if abs(level) > MAX_COMMAND:
                yield Problem(
                    f"protocol.presweep.{part}_level",
                    f"the presweep train commands {level:g} mV as its {name} level",
                    f"a voltage command must lie between -{MAX_COMMAND:g} and {MAX_COMMAND:g} mV",
                )
    if leak and protocol.mode != "vc":
        yield Problem("protocol.p_n", "P/N in current clamp", "leak is subtracted from a current: in voltage clamp")
    if leak and leak.holding is not None and abs(leak.holding) > MAX_COMMAND:
        yield Problem(
            "protocol.p_n.holding",
            f"sub-sweeps are held at {leak.holding:g} mV",
            f"a voltage command must lie between -{MAX_COMMAND:g} and {MAX_COMMAND:g} mV",
        )
    lasts = taken(protocol) / protocol.rate
    shortest = 1e3 * min(filter(None, intervals(protocol)), default=0.0)
    if 0 < shortest < lasts * (1 - 1e-9):
        yield Problem(
            "protocol.interval_s" if len(intervals(protocol)) == 1 else "protocol.user_list",
            f"a sweep of {lasts:g} ms every {shortest:g} ms",
            "a sweep must end before the next one starts",
        )


def _peak(epoch: Epoch, sweep: int) -> str:
    level, peak = epoch.level_in(sweep), epoch.peak_in(sweep)
    return f"{level:g}" if peak == abs(level) else f"up to {peak:g}"


def _too_long(protocol: Protocol) -> Iterator[Problem]:
    room = protocol.n_samples - int(protocol.n_samples * protocol.lead)
    if protocol.longest <= room:
        return
    for sweep in range(protocol.n_sweeps):
        used = 0
        for letter, epoch in zip(LETTERS, protocol.epochs_in(sweep), strict=False):
            used += max(0, round(epoch.duration_in(sweep) * protocol.rate))
            if used > room:
                yield Problem(
                    f"protocol.epochs.{letter}.{'duration_delta' if sweep else 'duration'}",
                    f"epoch {letter} ends {(used - room) / protocol.rate:g} ms after the end of sweep {sweep + 1}",
                    f"lead and epochs must end within the sweep of {protocol.sweep_duration:g} ms",
                )
                return


def _membrane(experiment: Experiment) -> Iterator[Problem]:
    return (Problem(*fault) for fault in rate_faults.faults(experiment))


def _rig(experiment: Experiment) -> Iterator[Problem]:
    cell, rig = experiment.cell, experiment.rig
    for fault in faults(experiment):
        yield Problem(*fault)
    for drug in cell.drugs:
        if 0 < drug.stop_s <= drug.start_s:
            yield Problem(
                f"cell.drugs.{drug.name}.stop_s",
                f"{drug} comes at {drug.start_s:g} s and goes at {drug.stop_s:g} s",
                "a drug must come before it goes; 0 is never",
            )
    if cell.n_segments > MAX_SEGMENTS:
        yield Problem(
            "cell.sections",
            f"{cell.n_segments:,} segments",
            f"a cell has at most {MAX_SEGMENTS:,} segments",
            is_limit=True,
        )
    for path, text in (("rig.site", rig.site), *(("record", text) for text in experiment.record)):
        site, signal = split(text) if path == "record" else (text, "")
        try:
            section, _ = cell.place(site)
        except (UnknownNameError, ParameterError) as error:
            message, rule = str(error), "a place is a section's name, or that with 0 to 1 behind it: dend(0.9)"
            yield Problem(path, message.removesuffix(f": {rule}"), rule)
            continue
        names = available(cell, section)
        if path == "record" and (not site or (signal and signal not in names)):
            yield Problem(path, f"no signal {text!r}", f"there are {', '.join(names)}, with a place in front: dend.v")


def _solver(experiment: Experiment) -> Iterator[Problem]:
    interval, dt = 1 / experiment.protocol.rate, experiment.solver.dt
    parts = interval / dt
    protocol, rig = experiment.protocol, experiment.rig
    exact = protocol.mode == "vc" and rig.is_ideal and not experiment.cell.pools and not wanted(experiment)
    if not exact and dt < interval and abs(parts - round(parts)) > 1e-6 * parts:
        yield Problem(
            "solver.dt",
            f"a step of {dt:g} ms does not divide the sampling interval of {interval:g} ms",
            "the sampling interval must be a whole number of steps",
        )
    beside = tuple(_beside(experiment))
    yield from beside
    adaptive = experiment.solver.method == "adaptive"
    samples = held(experiment.protocol)
    steps = samples * max(1.0, parts)
    if wanted(experiment) and not beside and experiment.cell.n_segments <= MAX_SEGMENTS and not any(_rig(experiment)):
        there = setting(experiment.cell, experiment.rig, experiment.protocol.mode)
        each = max(1, round(parts))
        if not is_point(experiment):
            each = there.parts(interval, each, experiment.solver.method)
        work = samples * each * experiment.cell.n_segments
        if work > MAX_STEPS:
            longer = "; fast and neuron keep to the step" if each > max(1, round(parts)) else ""
            yield Problem(
                "solver.dt",
                f"{work:,} steps of {interval / each:g} ms in {experiment.cell.n_segments:,} segments",
                f"a run takes at most {MAX_STEPS:,} steps, each segment counting{longer}",
                is_limit=True,
            )
        kept = samples * len(places(experiment))
        if kept > MAX_SAMPLES:
            yield Problem(
                "record",
                f"{kept:,} samples in {len(places(experiment))} places",
                f"a run takes at most {MAX_SAMPLES:,} samples, each place counting",
                is_limit=True,
            )
    elif experiment.protocol.mode != "vc" and not adaptive and steps > MAX_STEPS:
        rule = f"a run takes at most {MAX_STEPS:,} steps"
        yield Problem("solver.dt", f"{steps:,.0f} steps of {dt:g} ms", rule, is_limit=True)


def _beside(experiment: Experiment) -> Iterator[Problem]:
    """What adaptive steps cannot stand beside yet."""
    cell, rig = experiment.cell, experiment.rig
    if experiment.solver.method != "adaptive":
        return
    scheme = any(channel.scheme for section in cell.sections for channel in section.channels)
    reasons = {
        "with a Markov scheme": scheme and experiment.protocol.mode != "vc",
        "with a gate of voltage and calcium": both.moves(cell),
        "of several segments": cell.n_segments > 1,
        "behind an electrode that is not ideal": not rig.is_ideal,
    }
    found = " and ".join(reason for reason, holds in reasons.items() if holds)
    if found:
        yield Problem("solver.method", f"adaptive steps in a cell {found}", "choose another method for such a cell")
