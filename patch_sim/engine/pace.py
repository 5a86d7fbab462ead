"""How long a run will take: its work, times what a unit of work has cost in this process so far.

A run costs a + b·work, the same b for a membrane whatever the protocol. What is known are the runs themselves: a and b
are those of the longest of the last few and of the others.
"""

from collections import defaultdict, deque
from statistics import median
from threading import Lock

from ..experiment import Experiment
from .point import is_point
from .problems import held
from .tree import setting, wanted

KEPT = 12
"""Runs of a membrane by a method that are remembered."""

Kind = tuple[str, tuple[str, ...]]


def kind(experiment: Experiment) -> Kind:
    """What two runs have in common whose units of work cost the same: the method, and the membrane."""
    cell, rig, protocol = experiment.cell, experiment.rig, experiment.protocol
    clamped = protocol.mode == "vc" and rig.is_ideal and not cell.pools and not wanted(experiment)
    method = "exact" if clamped else experiment.solver.method
    where = "point" if is_point(experiment) else "tree" if wanted(experiment) else "alone"
    channels = (f"{section.n}*{channel.name}" for section in cell.sections for channel in section.channels)
    return f"{method} {where} {protocol.mode}", tuple(channels)


def work(experiment: Experiment) -> float:
    """Steps of the solver, in all sweeps and segments, each times the channels of its membrane."""
    protocol, cell = experiment.protocol, experiment.cell
    interval = 1 / protocol.rate
    parts = max(1, round(interval / experiment.solver.dt))
    if kind(experiment)[0].startswith("exact"):
        parts = 1
    elif wanted(experiment) and not is_point(experiment):
        parts = setting(cell, experiment.rig, protocol.mode).parts(interval, parts, experiment.solver.method)
    rows = sum(section.n * (1 + len(section.channels)) for section in cell.sections)
    return float(held(protocol)) * parts * rows


class Pace:
    """The runs of this process, and what they say of the next."""

    def __init__(self) -> None:
        self._runs: dict[Kind, deque[tuple[float, float]]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._lock = Lock()

    def note(self, experiment: Experiment, seconds: float) -> None:
        """A run of `experiment` took so long."""
        with self._lock:
            self._runs[kind(experiment)].append((work(experiment), seconds))

    def expected(self, experiment: Experiment) -> float | None:
        """Seconds that a run of `experiment` will take; None before anything like it has run.

        A membrane that has not run yet is taken to cost as much as others by the same method, channel for channel.
        """
        wanted_kind = kind(experiment)
        with self._lock:
            runs = list(self._runs.get(wanted_kind, ()))
            like = [run for each, some in self._runs.items() if each[0] == wanted_kind[0] for run in some]
        return estimate(runs or like, work(experiment))


def estimate(runs: list[tuple[float, float]], units: float) -> float | None:
    """Seconds for so many `units`, of what some runs (units, seconds) took.

    >>> estimate([(1e5, 0.012), (1e6, 0.102)], 1e7)
    1.002
    """
    if not runs:
        return None
    most = max(known for known, _ in runs)
    long = [run for run in runs if run[0] > most / 2]
    short = [run for run in runs if run[0] <= most / 2]
    slope = median(seconds / known for known, seconds in long)
    if not short:
        return round(slope * units, 6)
    near, took = max(short)
    far, at_most = median(known for known, _ in long), median(seconds for _, seconds in long)
    slope = max(0.0, (at_most - took) / (far - near)) or slope
    return round(max(0.0, at_most - slope * far) + slope * units, 6)


PACE = Pace()
"""Of this process."""
