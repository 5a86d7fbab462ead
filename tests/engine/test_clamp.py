"""The ideal voltage clamp against the formulas that it is the solution of."""

from itertools import pairwise

import numpy as np
import pytest

from patch_sim import CELLS
from patch_sim.cells import Cell
from patch_sim.engine.clamp import clamp, hold
from patch_sim.engine.tables import Membrane, membrane

INTERVAL = 0.01


def analytic(arrays: Membrane, command: np.ndarray, holding: float) -> tuple[np.ndarray, np.ndarray]:
    """Gates (gates, samples) and total current of one sweep, one exponential from every change of the command."""
    x = arrays.steady(holding)[arrays.slots]
    gates = np.empty((x.size, command.size))
    edges = [0, *(np.flatnonzero(np.diff(command)) + 1), command.size]
    for begin, end in pairwise(edges):
        t = np.arange(end - begin + 1) * INTERVAL
        for q, gating in enumerate(arrays.gatings):
            a, s = gating.rates(command[begin])
            path = np.full(t.size, a) if gating.gate.instantaneous else a / s + (x[q] - a / s) * np.exp(-s * t)
            gates[q, begin:end], x[q] = path[:-1], path[-1]
    state = np.zeros((arrays.blocks * 8, command.size))
    state[arrays.slots] = gates
    return gates, arrays.current(command, state)


@pytest.mark.parametrize("samples", [3, 1000, 3001])
def test_steps(samples: int, many_gates: Cell) -> None:
    for cell in (CELLS["squid_axon"], many_gates):
        arrays = membrane(cell)
        command = np.full((17, samples), -70.0)
        command[:, samples // 7 : samples // 7 * 6] = np.arange(-100.0, 61.0, 10.0)[:, None]
        traces = clamp(arrays, command, INTERVAL, -70.0)
        for k in range(17):
            gates, current = analytic(arrays, command[k], -70.0)
            np.testing.assert_allclose(traces.gates[:, k], gates, rtol=1e-12)
            np.testing.assert_allclose(traces.currents[-1, k], current, rtol=1e-11, atol=1e-11)


def test_a_command_that_changes_at_every_sample(many_gates: Cell) -> None:
    arrays = membrane(many_gates)
    command = np.linspace(-100.0, 50.0, 5000)[None]
    gates, current = analytic(arrays, command[0], -80.0)
    traces = clamp(arrays, command, INTERVAL, -80.0)
    np.testing.assert_allclose(traces.gates[:, 0], gates, rtol=1e-11)
    np.testing.assert_allclose(traces.currents[-1, 0], current, rtol=1e-10, atol=1e-10)


def test_long_sweeps_of_many_levels_run_in_threads() -> None:
    arrays = membrane(CELLS["squid_axon"])
    command = np.repeat(np.linspace(-90.0, 40.0, 12)[:, None], 20_000, axis=1)
    together = clamp(arrays, command, INTERVAL, -70.0)
    for k in (0, 11):
        alone = clamp(arrays, command[k : k + 1], INTERVAL, -70.0)
        np.testing.assert_array_equal(together.currents[:, k], alone.currents[:, 0])
    np.testing.assert_allclose(together.gates[:, :, -1], arrays.steady(command[:, 0])[arrays.slots], rtol=1e-6)


def test_the_sample_at_a_step_has_the_new_v_and_the_old_gates() -> None:
    arrays = membrane(CELLS["squid_axon"])
    command = np.full((1, 100), -70.0)
    command[:, 50:] = 0.0
    traces = clamp(arrays, command, INTERVAL, -70.0)
    np.testing.assert_allclose(traces.gates[:, 0, 50], arrays.steady(-70.0)[:3], rtol=1e-13)
    np.testing.assert_allclose(traces.currents[2, 0, 49:51], 3.0 * (np.array([-70.0, 0.0]) + 54.387))


def test_nothing_is_compiled_for_a_model(many_gates: Cell, passive: Cell) -> None:
    for cell in (CELLS["squid_axon"], many_gates, passive):
        for command in (np.full((1, 5), 0.0), np.linspace(-90.0, 40.0, 60).reshape(3, 20), np.full((5, 10_000), -20.0)):
            command.flags.writeable = False
            clamp(membrane(cell), command, INTERVAL, -70.0)
    assert len(hold.signatures) == 1
