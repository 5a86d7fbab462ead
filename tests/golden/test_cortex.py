"""Cells of cortex and thalamus against converged runs of the published models, apart from this program.

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

STEPS = 40
"""Steps in a millisecond."""


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
