"""Every preset gives the result that it is named for, on every cell that it fits, and every analysis that reads it."""

from collections.abc import Callable

import numpy as np
import pytest

from patch_sim import ANALYSES, CELLS, PROTOCOLS, Experiment, simulate
from patch_sim.analysis import Result
from patch_sim.analysis.measure import spikes
from patch_sim.analysis.samples import Samples
from patch_sim.protocols import Protocol
from patch_sim.recording import Recording

FITTING = [(c, p) for c in CELLS for p in PROTOCOLS if PROTOCOLS[p].fits(CELLS[c])]
LATE = 160.0
"""ms: the last quarter of Repetitive Firing's step begins before it."""


def at(recording: Recording, sweep: int = 0) -> np.ndarray:
    """Times of the spikes of a sweep."""
    return np.array([spike.peak_at for spike in spikes(recording.time, recording["v"][sweep])])


def values(result: Result) -> dict[str, float]:
    return {name: number for name, (number, _) in result.values.items()}


def one_spike_or_a_burst(recording: Recording, result: Result) -> None:
    times = at(recording)
    assert times.size
    assert 5 < times[0] < 25
    assert np.all(np.diff(times) < 40)


def no_spike(recording: Recording, result: Result) -> None:
    assert all(at(recording, sweep).size == 0 for sweep in range(recording.n_sweeps))
    assert np.all(np.diff(result.table["Steady"][0]) > 0)
    assert values(result)["Input resistance"] > 0


def fires_to_the_end(recording: Recording, result: Result) -> None:
    times = at(recording)
    assert np.sum((times > 20) & (times < 220)) >= 3  # two intervals, so that there is a rate
    assert np.any(times > LATE)


def fires(recording: Recording, result: Result) -> None:
    assert values(result)["Spikes"] >= 1


def fires_with_each_swing(recording: Recording, result: Result) -> None:
    assert at(recording).size >= 2


def fires_more_with_more(recording: Recording, result: Result) -> None:
    rate = result.table["Rate"][0]
    assert rate[0] < rate.max() / 3
    assert rate.max() > 15
    assert values(result)["Gain"] > 0


def fires_late_on_the_ramp(recording: Recording, result: Result) -> None:
    times = at(recording)
    assert times.size >= 3
    assert times[0] > 25


def follows_the_first_pulse(recording: Recording, result: Result) -> None:
    times = at(recording)
    assert 10 < times[0] < 30
    assert times.size >= 2


def reverses_near_sodium(recording: Recording, result: Result) -> None:
    cell = recording.experiment.cell
    e_rev = next(cell.e_rev(channel) for channel in cell.channels if channel.family in ("nav", "nav_r"))
    assert abs(values(result)["Reversal"] - e_rev) < 30
    assert values(result)["Largest inward"] < 0


def steps_without_a_transient(recording: Recording, result: Result) -> None:
    """Of an ideal electrode: the resistance in all is the cell's own, and the note says why there is no access."""
    total, true = values(result)["Rt"], result.true["Rm"][0]
    assert abs(total / true - 1) < 0.05
    assert "ideal electrode" in result.note


def rises_from_none_to_all(recording: Recording, result: Result) -> None:
    share = result.table["G / G max"][0]
    assert share[0] < 0.05
    assert np.nanmax(share) > 0.9
    assert values(result)["R²"] > 0.95
    assert values(result)["k"] > 0
    assert -60 < values(result)["V½"] < 40


def falls_from_all_to_none(recording: Recording, result: Result) -> None:
    share = result.table["I / I max"][0]
    assert share[0] > 0.9
    assert np.all(np.diff(share) < 0.01)
    assert values(result)["k"] > 0
    assert values(result)["R²"] > 0.97


def recovers(recording: Recording, result: Result) -> None:
    share = result.table["Ratio"][0]
    assert np.all(np.diff(share) > -1e-3)
    assert share[0] < 0.85
    assert share[-1] > 0.5
    assert values(result)["τ recovery"] > 0


def tails_reverse_at_potassium(recording: Recording, result: Result) -> None:
    cell = recording.experiment.cell
    e_k = [cell.e_rev(channel) for channel in cell.channels if channel.family.startswith("kv")]
    assert min(abs(values(result)["Reversal"] - e) for e in e_k) < 2
    assert values(result)["τ at lowest"] > 0


def rises_and_falls(recording: Recording, result: Result) -> None:
    assert values(result)["Largest peak"] < 0
    assert values(result)["Time to peak"] < 5
    assert values(result)["τ inactivation"] > values(result)["Rise 10–90 %"]


def draws_the_current(recording: Recording, result: Result) -> None:
    v, i = result.table["V"][0], result.table["I"][0]
    assert v[0] < -100
    assert v[-1] > -25
    assert i[-1] > i[0]


def dips(recording: Recording, result: Result) -> None:
    assert values(result)["Inward peak"] < 0
    assert -60 < values(result)["Its level"] < 40


def wears_out(recording: Recording, result: Result) -> None:
    assert 0 < values(result)["Last / first"] < 1.001


def answers_frequencies(recording: Recording, result: Result) -> None:
    f, size = result.table["Frequency"][0], result.table["|Z|"][0]
    assert np.all(np.diff(f) > 0)
    assert size.min() > 0
    assert size[-1] < size.max()
    assert "fires" not in result.note


def answers_a_chirp(recording: Recording, result: Result) -> None:
    assert result.table["|Z|"][0].min() > 0
    assert "fires" not in result.note


def sags_or_not(recording: Recording, result: Result) -> None:
    lowest = result.table["Lowest"][0]
    assert np.all(np.diff(lowest) > 0)
    assert -130 < lowest[0] < recording["v"][0, 0]
    assert -1e-6 < values(result)["Sag ratio"] < 1


def rebounds(recording: Recording, result: Result) -> None:
    assert result.table["Spikes"][0].max() >= 1


def second_needs_time(recording: Recording, result: Result) -> None:
    ratio = result.table["Ratio"][0]
    assert values(result)["First spike"] > 40
    assert ratio[-1] > 0.4
    assert ratio.min() < 0.9


def shorter_needs_more(recording: Recording, result: Result) -> None:
    d, level = result.table["Duration"][0], result.table["Threshold"][0]
    known = np.isfinite(level)
    assert known.sum() >= 3
    steps = np.diff(level[known][np.argsort(d[known])])
    assert steps[0] < 0
    assert np.all(steps <= 0)


def paces_or_rests(recording: Recording, result: Result) -> None:
    rate = recording.experiment.cell.facts.get("pacing_rate", 0.0)
    assert (values(result)["Spikes"] > 0) == (rate > 0.5)


NAMED: dict[str, Callable[[Recording, Result], None]] = {
    "action_potential": one_spike_or_a_burst,
    "activation_ramp": dips,
    "anode_break": rebounds,
    "chirp": answers_a_chirp,
    "current_ramp": fires_late_on_the_ramp,
    "current_step": fires,
    "fi_curve": fires_more_with_more,
    "frequency_response": answers_frequencies,
    "gap_free": paces_or_rests,
    "hyperpolarization_steps": sags_or_not,
    "iv_curve": reverses_near_sodium,
    "na_activation": rises_from_none_to_all,
    "membrane_test": steps_without_a_transient,
    "noise": fires,
    "pulse_train": follows_the_first_pulse,
    "recovery_from_inactivation": recovers,
    "refractory_period": second_needs_time,
    "repetitive_firing": fires_to_the_end,
    "sine": fires_with_each_swing,
    "steady_state_inactivation": falls_from_all_to_none,
    "strength_duration": shorter_needs_more,
    "subthreshold_response": no_spike,
    "tail_currents": tails_reverse_at_potassium,
    "voltage_pulse_train": wears_out,
    "voltage_ramp": draws_the_current,
    "voltage_step": rises_and_falls,
}


@pytest.mark.parametrize(("cell", "name"), FITTING)
def test_it_gives_what_it_is_named_for(cell: str, name: str) -> None:
    experiment = Experiment.of(cell, name)
    recording = simulate(experiment)
    results = {key: one.run(recording) for key, one in ANALYSES.items() if one.fits(experiment)}
    for result in results.values():
        labelled(result)
        traced(recording, result)
    NAMED[name](recording, results[experiment.protocol.analysis])


def labelled(result: Result) -> None:
    """Axes have names, columns one length, lines finite places, and what is not a number has a reason."""
    assert len({len(column) for column, _ in result.table.values()}) == 1
    assert result.figure.x[0]
    assert result.figure.y[0]
    assert "Sweep" in result.table
    assert all(np.isfinite(trace.x).all() for trace in result.figure.traces)
    assert result.note or all(np.isfinite(number) for number, _ in result.values.values())


COUNTED = {"Sweep", "Pulse"}
"""Columns that number their rows."""
UNTOLD = {"Reversal": "from the concentrations of the solutions"}
"""Numbers that no sample tells."""
READ_BACK = {"mean", "lowest", "farthest", "tail", "trough"}
"""How what is the mean of its samples was read."""


def traced(recording: Recording, result: Result) -> None:
    """Every number says from which samples of the recording it came, and where it is read off, they give it."""
    assert set(result.samples) == set(result.values)
    assert set(result.cells) == set(result.table) - COUNTED
    for name, (number, unit) in result.values.items():
        if np.isfinite(number) and not result.samples[name].signal:
            assert result.samples[name].how == UNTOLD[name]
        elif np.isfinite(number):
            assert len(result.samples[name].known)
            within(recording, result.samples[name].known)
            if len(result.samples[name]) == 1:
                given(recording, result.samples[name], number, unit)
    for name, samples in result.cells.items():
        column, unit = result.table[name]
        assert len(samples) == len(column)
        there = np.isfinite(column)
        assert len(samples[there].known) == there.sum(), name
        within(recording, samples[there])
        for row in np.flatnonzero(there)[:3]:
            given(recording, samples[int(row)], column[row], unit)


def within(recording: Recording, samples: Samples) -> None:
    assert np.all((samples.sweep >= 0) & (samples.sweep < recording.n_sweeps))
    assert np.all(recording.time[0] <= samples.start)
    assert np.all(samples.start <= samples.stop)
    assert np.all(samples.stop <= recording.time[-1])
    assert samples.signal in recording.signals
    assert str(samples).startswith(samples.how)


def given(recording: Recording, samples: Samples, number: float, unit: str) -> None:
    """A mean is that of the samples, an extreme is among them, as far as a parabola between two goes."""
    sweep, start, stop = samples.sweep[0], samples.start[0], samples.stop[0]
    if samples.how not in {*READ_BACK, "peak"} or unit != recording.units[samples.signal]:
        return
    lo, hi = np.searchsorted(recording.time, [start - 1e-9, stop + 1e-9])
    row = recording[samples.signal][sweep]
    if samples.how in READ_BACK:
        assert row[lo:hi].mean() == pytest.approx(number, rel=1e-9, abs=1e-9)
    else:
        near = row[max(0, lo - 2) : hi + 2]
        assert number == pytest.approx(near[np.argmin(np.abs(near - number))], abs=np.ptp(near) + 1e-9)


def test_every_preset_has_a_named_result_and_fits_a_cell(protocol: Protocol) -> None:
    assert protocol.name in NAMED
    assert any(protocol.fits(cell) for cell in CELLS.values())
