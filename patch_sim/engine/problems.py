"""What keeps an experiment from running: relations between fields, named before anything is allocated."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import LimitError, ParameterError, UnknownNameError
from ..experiment import Experiment
from ..protocols import LETTERS
from .tree import setting, wanted
from .tree_signals import available, places, split

MAX_SAMPLES = 20_000_000
"""Samples in all sweeps together: 160 MB for each recorded signal."""
MAX_STEPS = 400_000_000
"""Steps of the solver in all sweeps together: about half a minute."""
MAX_SEGMENTS = 10_000
"""Segments of a cell."""
LEAST_R_S, LEAST_C_PIP = 0.01, 0.01
"""MΩ and pF: below them an electrode is ideal for every purpose, and only costs steps."""
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
    """Every relation between fields that keeps `experiment` from running; empty if it can run."""
    return tuple(_protocol(experiment)) + tuple(_rig(experiment)) + tuple(_solver(experiment))


def runnable(experiment: Experiment) -> Experiment:
    """The experiment, if it can run; else LimitError or ParameterError with every problem, a line each."""
    found = problems(experiment)
    if found:
        kind = LimitError if any(p.is_limit for p in found) else ParameterError
        raise kind("\n".join(map(str, found)))
    return experiment


def _protocol(experiment: Experiment) -> Iterator[Problem]:
    protocol = experiment.protocol
    last = protocol.n_sweeps - 1
    for letter, epoch in zip(LETTERS, protocol.epochs, strict=False):
        path = f"protocol.epochs.{letter}"
        if epoch.duration_in(last) < 0:
            sweep = next(s for s in range(last + 1) if epoch.duration_in(s) < 0)
            yield Problem(
                f"{path}.duration_delta",
                f"epoch {letter} lasts {epoch.duration_in(sweep):g} ms in sweep {sweep + 1}",
                "a duration must be at least 0 in every sweep",
            )
        if protocol.mode == "vc":
            for sweep in (0, last):
                if abs(epoch.level_in(sweep)) > MAX_COMMAND:
                    yield Problem(
                        f"{path}.{'level_delta' if sweep else 'level'}",
                        f"epoch {letter} commands {epoch.level_in(sweep):g} mV in sweep {sweep + 1}",
                        f"a voltage command must lie between -{MAX_COMMAND:g} and {MAX_COMMAND:g} mV",
                    )
                    break
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
    n = protocol.n_samples
    if n < 2:
        yield Problem("protocol.epochs", "the sweep has no samples", "an epoch must last at least two samples")
    elif n * protocol.n_sweeps > MAX_SAMPLES:
        yield Problem(
            "protocol.n_sweeps",
            f"{n * protocol.n_sweeps:,} samples ({protocol.n_sweeps} sweeps of {n:,})",
            f"a run takes at most {MAX_SAMPLES:,} samples",
            is_limit=True,
        )


def _rig(experiment: Experiment) -> Iterator[Problem]:
    cell, rig = experiment.cell, experiment.rig
    if rig.c_pip and not rig.r_s_mohm:
        yield Problem(
            "rig.c_pip",
            f"{rig.c_pip:g} pF behind a series resistance of 0",
            "an ideal electrode has no capacitance: give it a series resistance, or take the capacitance away",
        )
    for name, least, unit in (("r_s_mohm", LEAST_R_S, "MΩ"), ("c_pip", LEAST_C_PIP, "pF")):
        if 0 < getattr(rig, name) < least:
            yield Problem(f"rig.{name}", f"{getattr(rig, name):g} {unit}", f"must be 0 or at least {least:g} {unit}")
    if cell.pools and (cell.n_segments > 1 or not rig.is_ideal):
        what = "an electrode that is not ideal" if cell.n_segments == 1 else f"{cell.n_segments} segments"
        where = next(section.name for section in cell.sections if section.pools)
        yield Problem(
            f"cell.sections.{where}.pools",
            f"a pool in a cell with {what}",
            "concentrations change in cells of one segment under an ideal electrode only",
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
            yield Problem(path, str(error), "a place is a section's name, or that with 0 to 1 behind it: dend(0.9)")
            continue
        names = available(cell, section)
        if path == "record" and (not site or (signal and signal not in names)):
            yield Problem(path, f"no signal {text!r}", f"there are {', '.join(names)}, with a place in front: dend.v")


def _solver(experiment: Experiment) -> Iterator[Problem]:
    interval, dt = 1 / experiment.protocol.rate, experiment.solver.dt
    parts = interval / dt
    if dt < interval and abs(parts - round(parts)) > 1e-6 * parts:
        yield Problem(
            "solver.dt",
            f"a step of {dt:g} ms does not divide the sampling interval of {interval:g} ms",
            "the sampling interval must be a whole number of steps",
        )
    steps = experiment.protocol.n_samples * experiment.protocol.n_sweeps * max(1.0, parts)
    if wanted(experiment) and experiment.cell.n_segments <= MAX_SEGMENTS and not any(_rig(experiment)):
        there = setting(experiment.cell, experiment.rig, experiment.protocol.mode)
        each = there.parts(interval, max(1, round(parts)), experiment.solver.method)
        work = experiment.protocol.n_samples * experiment.protocol.n_sweeps * each * experiment.cell.n_segments
        if work > MAX_STEPS:
            yield Problem(
                "solver.dt",
                f"{work:,} steps of {interval / each:g} ms in {experiment.cell.n_segments:,} segments",
                f"a run takes at most {MAX_STEPS:,} steps, each segment counting",
                is_limit=True,
            )
        kept = experiment.protocol.n_samples * experiment.protocol.n_sweeps * len(places(experiment))
        if kept > MAX_SAMPLES:
            yield Problem(
                "record",
                f"{kept:,} samples in {len(places(experiment))} places",
                f"a run takes at most {MAX_SAMPLES:,} samples, each place counting",
                is_limit=True,
            )
    elif experiment.protocol.mode != "vc" and steps > MAX_STEPS:
        rule = f"a run takes at most {MAX_STEPS:,} steps"
        yield Problem("solver.dt", f"{steps:,.0f} steps of {dt:g} ms", rule, is_limit=True)
