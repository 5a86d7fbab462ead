"""What the facts of a cell are: how each is measured, by the one verb."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize_scalar

from .analysis.measure import Spike, spikes
from .cells import Cell
from .engine.rest import stable
from .engine.simulate import simulate
from .engine.tables import membrane
from .errors import ParameterError, UnstableError, unknown
from .experiment import Experiment
from .protocols import Protocol, Step
from .recording import Recording

STEP = 200.0
"""ms: how long a step of rheobase and firing onset lasts."""
SETTLED = 600.0
"""ms: how long a step lasts after which a membrane has charged and its h-current has opened."""
FINE = 100.0
"""kHz: sampling of a spike's shape."""
LOWEST = -100.0
"""mV: where the step of `sag` and `rebound_spikes` takes the membrane."""
AGAIN = 50.0
"""ms: from the first pulse of `second_spikes` to the second."""
AVAILABLE = 0.7
"""The share of sodium channels that must not be inactivated at a holding potential."""


def v_rest(cell: Cell) -> float:
    """Voltage after 100 ms without current, mV."""
    return float(simulate(_step(cell, 0.0))["v"][0, -1])


def r_in(cell: Cell) -> float:
    """Slope of the true steady states under currents so small that the membrane is linear, MΩ (mV / pA = GΩ)."""
    small = _small(cell)
    v = [float(simulate(_step(cell, level, holding=level))["v"][0, 0]) for level in (-small, small)]
    return 1e3 * (v[1] - v[0]) / (2 * small)


def tau_m(cell: Cell) -> float:
    """Time constant of the exponential that fits a small step's response from 10 % of its peak to the peak, ms."""
    recording = simulate(_step(cell, -_small(cell), SETTLED))
    t, v = _inside(recording, SETTLED)
    fall = v[0] - v
    top = int(np.argmax(fall))
    start = int(np.argmax(fall >= 0.1 * fall[top]))
    t, fall = t[start : top + 1] - t[start], fall[start : top + 1]

    def misfit(log_tau: float) -> float:
        basis = np.stack([np.ones_like(t), np.exp(-t / np.exp(log_tau))], axis=1)
        return float(np.sum((basis @ np.linalg.lstsq(basis, fall)[0] - fall) ** 2))

    return float(np.exp(minimize_scalar(misfit, bounds=(np.log(0.01), np.log(10 * SETTLED)), method="bounded").x))


def rheobase(cell: Cell) -> float:
    """The smallest 200 ms step that makes a spike, pA."""
    return _threshold(cell, lambda t, v: len(spikes(t, v)) >= 1)


def pulse_threshold(cell: Cell) -> float:
    """The smallest 1 ms pulse that makes a spike in the 100 ms from its start, pA."""
    return _threshold(cell, lambda t, v: len(spikes(t, v)) >= 1, 1.0, 99.0)


def firing_onset(cell: Cell) -> float:
    """The smallest 200 ms step that keeps the cell firing: a spike in its last quarter that is not the first, pA."""
    return _threshold(cell, lambda t, v: any(s.peak_at > 10 + 0.75 * STEP for s in spikes(t, v)[1:]))


def second_spikes(cell: Cell) -> float:
    """Spikes in 50 ms from the start of a second pulse, 50 ms after a first; each of 1 ms and 1.6 times threshold."""
    silent, level = cell.facts.get("i_hold", 0.0), 1.6 * pulse_threshold(cell)
    pulse, gap = Step(silent + level, 1.0), Step(silent, AGAIN - 1.0)
    twice = Protocol("two", "Two", "cc", (Step(silent, 10.0), pulse, gap, pulse, gap), holding=silent, rate=20.0)
    recording = simulate(Experiment.of(cell, twice))
    return float(sum(spike.peak_at > 10 + AGAIN for spike in spikes(recording.time, recording["v"][0])))


def spike_height(cell: Cell) -> float:
    """First spike at 1.5 times rheobase, from threshold to peak, mV."""
    return _spike(cell).amplitude


def half_width(cell: Cell) -> float:
    """First spike at 1.5 times rheobase, its width half way from threshold to peak, ms."""
    return _spike(cell).half_width


def threshold(cell: Cell) -> float:
    """First spike at 1.5 times rheobase, where dV/dt reaches 20 mV/ms, mV."""
    return _spike(cell).threshold


def sag(cell: Cell) -> float:
    """Share of the peak deflection that is gone at the end of a 600 ms step whose peak is −100 mV."""
    _, v = _inside(simulate(_lowered(cell)), SETTLED)
    return float((v[-1] - v.min()) / (v[0] - v.min()))


def rebound_spikes(cell: Cell) -> float:
    """Spikes in the 300 ms after a 600 ms step whose peak is −100 mV."""
    recording = simulate(_lowered(cell))
    return float(sum(s.peak_at > 10 + SETTLED for s in spikes(recording.time, recording["v"][0])))


def holding(cell: Cell) -> float:
    """The potential nearest to the stated one (or to −70 mV), in steps of 5 mV, that a clamp can hold the cell at, mV.

    There the steady-state current rises with voltage, so that nothing but the clamp moves the cell, and at least 70 %
    of every fast sodium channel is not inactivated.
    """
    stated = cell.facts.get("holding", -70.0)
    for v in sorted(stated + np.arange(-60.0, 61.0, 5.0), key=lambda v: abs(v - stated)):
        if _holds(cell, float(v)):
            return float(v)
    raise ParameterError(f"{cell.label}: there is no sound holding potential within 60 mV of {stated:g} mV")


def _holds(cell: Cell, v: float) -> bool:
    arrays = membrane(cell)
    around = np.array([v - 0.5, v + 0.5])
    below, above = arrays.current(around, arrays.steady(around))
    free = []
    for section in cell.sections:
        for channel in section.channels:
            if channel.family == "nav":
                curves = [(g.power, g.curves(np.array([v, v + 1.0]), cell.at(channel))[0]) for g in channel.gates]
                free.append(np.prod([inf[0] ** power for power, inf in curves if inf[1] < inf[0]]))
    return bool(above > below and min(free, default=1.0) >= AVAILABLE)


def _small(cell: Cell) -> float:
    return float(0.2 * np.sqrt(cell.capacitance / 10))


def _step(
    cell: Cell, level: float, duration: float = STEP, after: float = 0.0, holding: float = 0.0, rate: float = 20.0
) -> Experiment:
    """All currents are counted from the one that keeps a pacemaker silent."""
    silent = cell.facts.get("i_hold", 0.0)
    epochs = (Step(silent + holding, 10), Step(silent + level, duration), Step(silent + holding, after))
    return Experiment.of(cell, Protocol("step", "Step", "cc", epochs, holding=silent + holding, rate=rate))


def _inside(recording: Recording, duration: float) -> tuple[np.ndarray, np.ndarray]:
    """Time since the step began and v, of a step without spikes."""
    inside = slice(
        round(10 * recording.experiment.protocol.rate), round((10 + duration) * recording.experiment.protocol.rate)
    )
    return recording.time[inside] - 10, recording["v"][0, inside]


def _spike(cell: Cell) -> Spike:
    recording = simulate(_step(cell, 1.5 * rheobase(cell), rate=FINE))
    return spikes(recording.time, recording["v"][0])[0]


def _lowered(cell: Cell) -> Experiment:
    """The 600 ms step, and 300 ms after it, whose peak is −100 mV."""

    def enough(level: float) -> bool:
        try:
            return float(_inside(simulate(_step(cell, -level, SETTLED)), SETTLED)[1].min()) <= LOWEST
        except UnstableError:  # far below
            return True

    return _step(cell, -_least(cell, enough, f"takes it to {LOWEST:g} mV"), SETTLED, after=300.0)


def _threshold(
    cell: Cell, fires: Callable[[np.ndarray, np.ndarray], bool], duration: float = STEP, after: float = 0.0
) -> float:
    def enough(level: float) -> bool:
        try:
            recording = simulate(_step(cell, level, duration, after))
        except UnstableError:
            raise ParameterError(f"{cell.label}: {level:.3g} pA drive v away, and no less makes it fire so") from None
        return fires(recording.time, recording["v"][0])

    return _least(cell, enough, "makes it fire so")


def _least(cell: Cell, enough: Callable[[float], bool], what: str) -> float:
    """The smallest current, to a thousandth, that is enough (pA); ParameterError where there is none or any is.

    The search rises from 0.02 pA/pF by half each time, so that it cannot jump over a narrow range, to 500 pA/pF.
    """
    if enough(0.0):
        raise ParameterError(f"{cell.label}: no current is needed that {what}")
    lo, hi = 0.0, 0.02 * cell.capacitance
    while not enough(hi):
        lo, hi = hi, 1.5 * hi
        if hi > 500 * cell.capacitance:
            raise ParameterError(f"{cell.label}: no current up to {lo:.3g} pA {what}")
    while hi - lo > 1e-3 * hi:
        middle = (lo + hi) / 2
        lo, hi = (lo, middle) if enough(middle) else (middle, hi)
    return hi


PACED = 8000.0
"""ms over which a pacemaker's spikes are counted."""


def pacing_rate(cell: Cell) -> float:
    """Spikes in each second without any current, Hz."""
    recording = simulate(Experiment.of(cell, Protocol("pace", "Pace", "cc", (Step(0.0, PACED),), rate=10.0)))
    at = [spike.peak_at for spike in spikes(recording.time, recording["v"][0])]
    return 1e3 * (len(at) - 1) / (at[-1] - at[0]) if len(at) > 1 else 0.0


def i_hold(cell: Cell) -> float:
    """The current under which a pacemaker rests, silent, at its stated holding potential, pA."""
    arrays, v = membrane(cell), cell.facts["holding"]
    if not stable(arrays, v):
        raise ParameterError(f"{cell.label}: at {v:g} mV no current keeps it silent")
    return float(arrays.current(np.array([v]), arrays.steady(np.array([v])))[0])


CELL_MEASURES: dict[str, Callable[[Cell], float]] = {
    f.__name__: f
    for f in (
        v_rest,
        r_in,
        tau_m,
        rheobase,
        pulse_threshold,
        firing_onset,
        second_spikes,
        spike_height,
        half_width,
        threshold,
        sag,
        rebound_spikes,
        holding,
        pacing_rate,
        i_hold,
    )
}


def cell_measure(name: str) -> Callable[[Cell], float]:
    """How the fact `name` of a cell is measured; UnknownNameError if nobody can."""
    try:
        return CELL_MEASURES[name]
    except KeyError:
        raise unknown("measure of a cell", name, CELL_MEASURES) from None
