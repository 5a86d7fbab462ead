"""Cells of cortex, thalamus and hippocampus against converged runs of the published models, apart from this program.

Origin: the equations under the ModelDB number of each cell's source, solved to convergence by two other programs;
spikes are upward crossings of 0 mV. Those runs began at a voltage of their own with every gate at its steady state
there, so that the runs here do too, and not at the cell's rest.
"""

import numpy as np
import pytest

from patch_sim import CELLS
from patch_sim.analysis.measure import crossings
from patch_sim.cells import Cell
from patch_sim.engine.march import march
from patch_sim.engine.tables import membrane
from patch_sim.fields import edit

STEPS = 40
"""Steps in a millisecond."""
SOMA = "sections.soma.channels"


def spike_times(cell: Cell, v: float, level: float, start: float, stop: float, end: float) -> np.ndarray:
    """When it crosses 0 mV, from the steady state at `v` (mV), under `level` (pA) from `start` to `stop`, ms."""
    arrays = membrane(cell)
    time = np.arange(round(end * STEPS)) / STEPS
    command = np.where((time >= start) & (time < stop), level, 0.0)[None]
    traces = march(arrays, command, 1 / STEPS, 1, "accurate", np.array([v]), arrays.steady(v)[None].copy())
    assert traces.inside
    return crossings(time, traces.v[0], 0.0)


def test_regular_spiking() -> None:
    times = spike_times(CELLS["regular_spiking"], -70.0, 750.0, 300.0, 700.0, 800.0)
    assert times == pytest.approx([320.553, 348.525, 387.966, 456.816, 592.418], abs=0.05)


def test_regular_spiking_fit() -> None:
    times = spike_times(CELLS["regular_spiking_fit"], -70.3, 400.0, 200.0, 700.0, 800.0)
    assert len(times) == 35
    assert times[0] == pytest.approx(208.609, abs=0.01)


def test_fast_spiking() -> None:
    times = spike_times(CELLS["fast_spiking"], -70.0, 500.0, 300.0, 700.0, 800.0)
    assert len(times) == 20
    assert times[0] == pytest.approx(317.021, abs=0.01)
    assert np.diff(times[:-1]) == pytest.approx(20.170, abs=0.01)


def test_fast_spiking_fit() -> None:
    times = spike_times(CELLS["fast_spiking_fit"], -70.4, 400.0, 200.0, 700.0, 800.0)
    assert len(times) == 43
    assert times[0] == pytest.approx(207.101, abs=0.01)


def test_intrinsically_bursting() -> None:
    times = spike_times(CELLS["intrinsically_bursting"], -84.0, 150.0, 500.0, 2500.0, 2600.0)
    assert len(times) == 13
    assert times[:2] == pytest.approx([617.724, 624.632], abs=0.05)


def test_bursts_repeat_with_more_calcium_current() -> None:
    cell = edit(CELLS["intrinsically_bursting"], f"{SOMA}.ical.g_max", 0.22)
    assert len(spike_times(cell, -84.0, 150.0, 500.0, 2500.0, 2600.0)) == 38


def test_low_threshold_spiking() -> None:
    times = spike_times(CELLS["low_threshold_spiking"], -84.0, 150.0, 400.0, 800.0, 900.0)
    assert times == pytest.approx([431.419, 445.191, 517.326, 720.627], abs=0.05)


def test_low_threshold_spiking_rebounds() -> None:
    cell = edit(CELLS["low_threshold_spiking"], f"{SOMA}.leak.e_rev", -60.0)
    times = spike_times(cell, -60.0, -150.0, 400.0, 800.0, 1100.0)
    assert len(times) == 2
    assert times[0] == pytest.approx(922.57, abs=0.05)


def published_relay() -> Cell:
    """The relay cell with the potassium leak of the publication, 4 nS."""
    return edit(CELLS["thalamic_relay"], f"{SOMA}.leak_k.g_max", 0.01382)


def test_relay_cell_rebounds() -> None:
    """Against LSODA (1e-8) on the same equations; with calcium's hold on the h-current the burst begins at 1426.106."""
    times = spike_times(published_relay(), -70.0, -200.0, 1000.0, 1400.0, 1700.0)
    burst = [1426.548, 1428.711, 1430.797, 1433.065, 1435.567, 1438.394, 1441.722, 1445.944, 1452.351]
    assert times == pytest.approx([*burst, 1689.756], abs=0.02)


def test_relay_cell_oscillates_by_itself() -> None:
    times = spike_times(published_relay(), -70.0, 0.0, 0.0, 0.0, 4000.0)
    bursts = times[1:][np.diff(times) > 50]
    assert 0.5 < 1e3 / np.diff(bursts).mean() < 4.0


def test_reticular_cell_bursts() -> None:
    times = spike_times(CELLS["thalamic_reticular"], -90.0, 50.0, 500.0, 800.0, 900.0)
    assert len(times) == 28
    assert times[0] == pytest.approx(630.132, abs=0.05)
    intervals = np.diff(times)
    fastest = int(np.argmin(intervals))
    assert 1 <= fastest < 10
    assert np.all(np.diff(intervals[fastest:]) > 0)


def rate(cell: Cell, density: float) -> float:
    """Spikes in a second of the late train under a current of `density` (µA/cm²), on 1000 µm²."""
    times = spike_times(cell, cell.v_init, 10 * density, 0.0, 1500.0, 1500.0)
    return float(1e3 / np.diff(times[times > 500]).mean())


@pytest.mark.parametrize(("density", "hertz"), [(0.5, 32.2), (1.0, 59.7), (2.0, 101.8), (5.0, 189.6)])
def test_rates_of_wang_buzsaki(density: float, hertz: float) -> None:
    assert rate(CELLS["wang_buzsaki"], density) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize(("density", "hertz"), [(9.0, 18.5), (10.0, 34.0), (15.0, 91.1), (20.0, 132.3)])
def test_rates_of_connor_stevens(density: float, hertz: float) -> None:
    assert rate(CELLS["connor_stevens"], density) == pytest.approx(hertz, rel=0.01)


def test_without_the_a_current_it_starts_fast() -> None:
    """At 166 Hz and more in the runs of the origin; it fires without any stimulus (type II)."""
    cell = edit(CELLS["connor_stevens"], f"{SOMA}.ika_connor.g_max", 0.0)
    assert rate(cell, 0.0) > 8 * rate(CELLS["connor_stevens"], 9.0)
    assert rate(cell, 2.0) > 166.0


def test_model_cell_is_a_resistor_and_a_capacitor() -> None:
    """V = R I (1 − exp(−t/RC)) with 500 MΩ and 33 pF."""
    arrays = membrane(CELLS["model_cell"])
    time = np.arange(4000) / STEPS
    start = np.zeros(1), arrays.steady(0.0)[None].copy()
    v = march(arrays, np.full((1, time.size), 20.0), 1 / STEPS, 1, "accurate", *start).v[0]
    np.testing.assert_allclose(v, 10 * (1 - np.exp(-time / 16.5)), atol=2e-5)
