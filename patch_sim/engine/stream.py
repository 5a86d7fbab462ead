"""A membrane that goes on: each stretch begins with the last one's state, under whatever experiment holds by then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import LimitError, ParameterError, UnstableError
from ..experiment import Experiment
from ..rigs import SLOW_GAIN
from ..values import shown
from .carried import at_rest, electrode, injects, segments, states
from .chain import Chain
from .clamp import clamp, relaxation, schemes_of
from .march import Electrode, march
from .point import is_point, seen, shunted
from .problems import MAX_SAMPLES, runnable
from .rows import V_MAX, V_MIN, Array
from .simulate import advice, driven, left, lost, named
from .single import BLOCK
from .tables import Membrane, membrane
from .tree import Setting, march_tree, setting, wanted
from .tree_signals import Signals, recorded, signals
from .wash import Bath, Wash, washing


@dataclass(frozen=True, eq=False)
class Frame:
    """A stretch of every signal, each of shape (n_samples,)."""

    start: float
    """ms since the stream began."""
    interval: float
    """ms from sample to sample."""
    signals: Mapping[str, Array]
    units: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Course:
    """All that a stretch takes from the experiment, found once."""

    experiment: Experiment
    """With stand-ins for the drugs that come and go."""
    wash: Wash | None
    more: float
    """What the amplifier adds to every command."""
    interval: float
    parts: int
    there: Setting | None
    """The cell with the electrode in it, where that is not ideal or the cell has segments."""
    solve: Callable[["Course", Array, Wash | None], Signals]


class Stream:
    """An experiment without an end: the command rests at holding, and a sweep of the protocol is played on demand.

    >>> from patch_sim import Experiment
    >>> stream = Stream(Experiment.of("squid_axon", "action_potential"))
    >>> stream.play()
    >>> bool(stream.advance(20.0).signals["v"].max() > 30)
    True
    """

    def __init__(self, experiment: Experiment) -> None:
        """Start at the steady state of holding; ParameterError names what keeps the experiment from running."""
        self._owed = 0.0
        self._time = 0.0
        self._pending = np.empty(0)
        self._experiment = runnable(experiment)
        self._chain = Chain(experiment)
        self._given, self._more = driven(experiment)
        self._last = self._given.protocol.holding
        self._v, self._x, self._z = at_rest(self._given)
        self._bath = Bath()
        self._passed = 0
        self._since = 0.0
        self._carry = np.zeros((1, 2))
        self._course = self._prepared()

    @property
    def experiment(self) -> Experiment:
        """What holds now."""
        return self._experiment

    @property
    def bath(self) -> dict[str, float]:
        """The concentration of every drug in the bath now, µM."""
        return {drug.name: self._bath.level(drug, self._time) for drug in self._experiment.cell.drugs}

    def change(self, experiment: Experiment) -> None:
        """Go on under `experiment`: v, and the gates and pools that stay, are kept; new ones are at rest.

        A drug that comes, goes or is given another concentration does so with the time constant of its exchange: to
        wash one in is to add or enable it, to wash it out is to disable it. A cell of other sections or segments begins
        at its steady state. Between voltage and current clamp, or with another rate, what is being played ends.
        ParameterError if it cannot run; the stream then goes on as it was.
        """
        (given, more), old = driven(runnable(experiment)), self._given
        turned, last = given.protocol.mode != old.protocol.mode, self._last
        if turned:  # to a clamp the pipette is where the membrane is, until the first sample commands it elsewhere
            there = setting(given.cell, given.rig, given.protocol.mode)
            clamps = given.protocol.mode == "vc" and segments(given) == segments(old)
            last = float(self._v[there.site]) if clamps else given.protocol.holding
        if turned or given.cell != old.cell or given.rig != old.rig:
            if segments(given) != segments(old):
                self._v, self._x, self._z = at_rest(given)
            else:
                self._x = states(given, old, self._v, self._x)
                slow = self._more - SLOW_GAIN * self._z[-1] if injects(old) else 0.0
                self._z = electrode(given, old, self._v, last, self._z)
                if injects(given):  # whose current goes on from where it was
                    self._z[-1] = (more - slow) / SLOW_GAIN
        if _chained(experiment) != _chained(self._experiment):
            self._chain = Chain(experiment)
        if given.cell.drugs != old.cell.drugs:
            self._bath.change(old.cell, given.cell, self._time)
        if turned or given.protocol.rate != old.protocol.rate:
            self._pending = np.empty(0)
        if given.protocol.rate != old.protocol.rate:
            self._since, self._passed = self._time, 0
        if _solved(given) != _solved(old):
            self._carry = np.zeros((1, 2))
        self._experiment, self._given, self._more, self._last = experiment, given, more, last
        self._course = self._prepared()

    def play(self, sweep: int = 0) -> None:
        """Give the command of one of the protocol's sweeps (from 0), once, from the next sample on."""
        protocol = self._experiment.protocol
        if sweep not in range(protocol.n_sweeps):
            raise ParameterError(f"sweep = {shown(sweep)}: must be a whole number from 0 to {protocol.n_sweeps - 1}")
        self._pending = protocol.command(sweep, self._experiment.seed)

    def advance(self, ms: float) -> Frame:
        """The next stretch of about `ms`: whole blocks of 64 samples, at least one, what is left over being owed.

        UnstableError says when v left the range of the rates; LimitError if it is more than a run may take.
        """
        course, protocol = self._course, self._experiment.protocol
        if not isinstance(ms, int | float | np.number) or not 0 <= ms < np.inf:
            raise ParameterError(f"ms = {shown(ms)}: must be a finite number, at least 0")
        if ms * protocol.rate > MAX_SAMPLES:
            raise LimitError(f"{ms:g} ms are more than {MAX_SAMPLES:,} samples, the most that a stretch may have")
        self._owed += float(ms) * protocol.rate
        n = max(BLOCK, int(self._owed) // BLOCK * BLOCK)
        self._owed -= n
        command = np.full((1, n), protocol.held_at)
        played = self._pending[:n]
        command[0, : played.size] = played
        self._pending = self._pending[n:]
        given = command + course.more if course.more else command
        wash = course.wash and replace(course.wash, passed=self._passed)
        rows, units = course.solve(course, given, wash)
        rows = self._chain({**rows, "command": command}, self._time)
        if len(rows) > len(units):
            units = units | {name: "pA" if name.startswith("i_m") else "mV" for name in rows if name not in units}
        self._last = float(given[0, -1])
        frame = Frame(self._time, course.interval, {name: row[0] for name, row in rows.items()}, units)
        self._time += n * course.interval
        self._passed += n
        return frame

    def _prepared(self) -> Course:
        given, interval = self._given, 1 / self._experiment.protocol.rate
        cell, wash = washing(given.cell, [self._since], interval, 0, self._bath.level, self._bath.restless)
        experiment = replace(given, cell=cell) if wash else given
        parts = max(1, round(interval / experiment.solver.dt))
        there = setting(cell, experiment.rig, experiment.protocol.mode) if wanted(experiment) else None
        solve = self._alone
        if there:
            solve = self._through if is_point(experiment) else self._grown
            parts = parts if is_point(experiment) else there.parts(interval, parts, experiment.solver.method)
        return Course(experiment, wash, self._more, interval, parts, there, solve)

    def _lost(self, course: Course, sound: NDArray[np.bool_], step: float) -> UnstableError:
        experiment = course.experiment
        return lost(experiment, sound, left(experiment) + advice(experiment, step), self._time)

    def _alone(self, course: Course, command: Array, wash: Wash | None) -> Signals:
        experiment = course.experiment
        arrays = membrane(experiment.cell)
        clamped = experiment.protocol.mode == "vc"
        if clamped and not arrays.basins:
            traces = clamp(
                arrays, command, course.interval, experiment.protocol.holding, self._x[arrays.slots], wash=wash
            )
            self._v = command[0, -1:].copy()
            self._x[arrays.slots] = later(arrays, traces.gates[:, 0, -1], float(self._v[0]), course.interval)
            return named(experiment, command, traces)
        v, x = self._v.copy(), self._x[None].copy()
        method = "accurate" if clamped else experiment.solver.method
        traces = march(
            arrays, command, course.interval, course.parts, method, v, x, clamped=clamped,
            tolerance=experiment.solver.tolerance, wash=wash, carry=self._carry,
        )  # fmt: skip
        if not traces.inside:
            raise self._lost(course, (traces.v > V_MIN) & (traces.v < V_MAX), course.interval / traces.finest)
        self._v, self._x = v, x[0]
        return named(experiment, command, traces)

    def _through(self, course: Course, command: Array, wash: Wash | None) -> Signals:
        experiment, there = course.experiment, course.there
        assert there is not None
        if there.circuit.held:
            rows, units = self._alone(course, command, wash)
            return shunted(there, rows), units
        v, x, z = self._v.copy(), self._x[None].copy(), self._z[None].copy()
        needle = Electrode(there.circuit, z, self._last)
        traces = march(
            membrane(experiment.cell), command, course.interval, course.parts, experiment.solver.method, v, x,
            electrode=needle, wash=wash, carry=self._carry,
        )  # fmt: skip
        if not traces.inside:
            raise self._lost(course, (traces.v > V_MIN) & (traces.v < V_MAX), course.interval / traces.finest)
        self._v, self._x, self._z = v, x[0], z[0]
        return seen(experiment, there, traces, *named(experiment, command, traces))

    def _grown(self, course: Course, command: Array, wash: Wash | None) -> Signals:
        experiment, there = course.experiment, course.there
        assert there is not None
        v, x, z = (part[None].copy() for part in (self._v, self._x, self._z))
        paths = march_tree(
            there, command, course.interval, course.parts, experiment.solver.method, v, x, z, recorded(experiment),
            self._last, wash=wash,
        )  # fmt: skip
        if not paths.inside:
            raise self._lost(course, np.isfinite(paths.v.sum(0)), course.interval / course.parts)
        self._v, self._x, self._z = v[0], x[0], z[0]
        return signals(experiment, there, command, paths, wash)


def _chained(experiment: Experiment) -> tuple[object, ...]:
    """What the signal chain is made of."""
    return experiment.rig, experiment.protocol.mode, experiment.protocol.rate, experiment.seed


def _solved(experiment: Experiment) -> tuple[object, ...]:
    """What a kernel's carry holds for."""
    return experiment.cell, experiment.rig, experiment.protocol.mode, experiment.protocol.rate, experiment.solver


def later(arrays: Membrane, gates: Array, v: float, interval: float) -> Array:
    """The gates after an `interval` (ms) at `v`."""
    steady, speed = (column[:, 0] for column in relaxation(arrays, np.array([v])))
    after = np.where(speed > 0, steady + (gates - steady) * np.exp(-speed * interval), steady)
    for kinetics, at in schemes_of(arrays):
        after[at : at + kinetics.n] = kinetics.propagator(v, interval) @ gates[at : at + kinetics.n]
    return after
