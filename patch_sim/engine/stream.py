"""A membrane that goes on: each stretch begins with the last one's state, under whatever experiment holds by then."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..experiment import Experiment
from .clamp import clamp, relaxation, schemes_of
from .march import march
from .problems import runnable
from .rest import start
from .rows import Array
from .simulate import left, lost, named
from .single import BLOCK
from .tables import Membrane, membrane


@dataclass(frozen=True, eq=False)
class Frame:
    """A stretch of every signal, each of shape (n_samples,)."""

    start: float
    """ms since the stream began."""
    interval: float
    """ms from sample to sample."""
    signals: Mapping[str, Array]
    units: Mapping[str, str]


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
        self._pending: deque[float] = deque()
        self._experiment = runnable(experiment)
        self._membrane = membrane(experiment.cell)
        self._v, self._x = self._rest()

    @property
    def experiment(self) -> Experiment:
        """What holds now."""
        return self._experiment

    def change(self, experiment: Experiment) -> None:
        """Go on under `experiment`: v, and the gates and pools that stay, are kept; new ones are at rest.

        ParameterError if it cannot run; the stream then goes on as it was.
        """
        old, old_x = self._membrane, self._x
        if runnable(experiment).cell != self._experiment.cell:
            self._membrane = membrane(experiment.cell)
            self._x = self._membrane.steady(self._v)
            places = old.places
            for name, slots in self._membrane.places.items():
                for slot, there in zip(slots, places.get(name, ()), strict=False):
                    self._x[slot] = old_x[there]
        self._experiment = experiment

    def play(self, sweep: int = 0) -> None:
        """Give the command of one of the protocol's sweeps, once, from the next sample on."""
        self._pending = deque(self._experiment.protocol.command(sweep, self._experiment.seed).tolist())

    def advance(self, ms: float) -> Frame:
        """The next stretch of about `ms`: whole blocks of samples, what is left over being owed to the next.

        UnstableError says when v left the range of the rates.
        """
        experiment, arrays = self._experiment, self._membrane
        protocol = experiment.protocol
        interval = 1 / protocol.rate
        self._owed += ms * protocol.rate
        n = max(BLOCK, int(self._owed) // BLOCK * BLOCK)
        self._owed -= n
        played = [self._pending.popleft() for _ in range(min(n, len(self._pending)))]
        command = np.array([played + [protocol.holding] * (n - len(played))])
        parts = max(1, round(interval / experiment.solver.dt))
        clamped = protocol.mode == "vc"
        if clamped and not arrays.basins:
            traces = clamp(arrays, command, interval, protocol.holding, self._x[arrays.slots])
            self._v = float(command[0, -1])
            self._x[arrays.slots] = later(arrays, traces.gates[:, 0, -1], self._v, interval)
        else:
            v, x = np.array([self._v]), self._x[None].copy()
            method = "accurate" if clamped else experiment.solver.method
            tolerance = experiment.solver.tolerance
            traces = march(arrays, command, interval, parts, method, v, x, clamped=clamped, tolerance=tolerance)
            if not traces.inside:
                raise lost(experiment, np.isfinite(traces.v), left(experiment))
            self._v, self._x = float(v[0]), x[0]
        signals, units = named(experiment, command, traces)
        frame = Frame(self._time, interval, {name: rows[0] for name, rows in signals.items()}, units)
        self._time += n * interval
        return frame

    def _rest(self) -> tuple[float, Array]:
        experiment = self._experiment
        protocol = experiment.protocol
        if protocol.mode == "vc":
            return protocol.holding, self._membrane.steady(protocol.holding)
        v, x = start(experiment.cell, protocol.holding, experiment.solver.method, experiment.solver.dt)
        return v, x.copy()


def later(arrays: Membrane, gates: Array, v: float, interval: float) -> Array:
    """The gates after an `interval` (ms) at `v`."""
    steady, speed = (column[:, 0] for column in relaxation(arrays, np.array([v])))
    after = np.where(speed > 0, steady + (gates - steady) * np.exp(-speed * interval), steady)
    for kinetics, at in schemes_of(arrays):
        after[at : at + kinetics.n] = kinetics.propagator(v, interval) @ gates[at : at + kinetics.n]
    return after
