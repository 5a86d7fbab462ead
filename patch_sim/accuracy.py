"""How far a recording may be from the solution of its equations: the same experiment with half the step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from .analysis.measure import crossings
from .engine.simulate import simulate
from .errors import ParameterError
from .recording import Recording
from .values import shown

SPIKE = -20.0
"""mV: a spike is timed where v rises through it."""


@dataclass(frozen=True, eq=False)
class ErrorEstimate:
    """What half the step changes: almost all the error of a fourth-order method, three quarters of a second-order."""

    signals: Mapping[str, float]
    """The largest difference of each signal, in its unit of the recording. On the flank of a spike a shift of 1 µs is
    a difference of some tenths of a mV."""
    spikes_us: float
    """The largest shift of a spike, µs, timed where v rises through −20 mV; NaN if the numbers of spikes differ."""
    n_spikes: int
    """Spikes of the recording, in all sweeps."""
    dt: float
    """The step that it was compared with, ms."""


def error_estimate(recording: Recording, progress: Callable[[float], object] | None = None) -> ErrorEstimate:
    """Solve the recording's experiment again with half its smallest step, and compare.

    An exact solution has no step, and differs by nothing; of `adaptive` a 16th of its tolerance
    stands for half the step. `progress` as in `simulate`. ParameterError or LimitError where the halved step is below
    the least that a solver takes, or makes too many.

    >>> from patch_sim import Experiment, error_estimate, simulate
    >>> estimate = error_estimate(simulate(Experiment.of("squid_axon", "action_potential")))
    >>> estimate.signals["v"] < 0.02, estimate.spikes_us < 0.1
    (True, True)
    """
    if not isinstance(recording, Recording):
        raise ParameterError(f"recording = {shown(recording)}: must be a Recording, such as simulate gives")
    experiment = recording.experiment
    usual = min(experiment.solver.dt, 1 / experiment.protocol.rate)
    dt = (recording.dt or usual) / 2
    solver = replace(experiment.solver, dt=dt)
    if recording.method == "adaptive":
        solver = replace(experiment.solver, tolerance=max(experiment.solver.tolerance / 16, 1e-6))
    finer = simulate(replace(experiment, solver=solver), progress)
    times = [[crossings(r.time, v, SPIKE) for v in r["v"]] for r in (recording, finer)]
    same = all(one.size == other.size for one, other in zip(*times, strict=True))
    shifts = [np.abs(one - other).max() for one, other in zip(*times, strict=True) if one.size] if same else [np.nan]
    return ErrorEstimate(
        signals={name: float(np.abs(finer[name] - signal).max()) for name, signal in recording.signals.items()},
        spikes_us=1e3 * float(max(shifts, default=0.0)),
        n_spikes=sum(one.size for one in times[0]),
        dt=finer.dt,
    )
