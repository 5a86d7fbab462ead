"""The kernels as solvers: accuracy, order, lanes, the fall-back, and that nothing is compiled for a model."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patch_sim import CELLS
from patch_sim.cells import Cell
from patch_sim.engine.march import FEW, METHODS, Lanes, Traces, alike, march
from patch_sim.engine.rows import V_MAX, V_MIN
from patch_sim.engine.tables import Membrane, membrane
from patch_sim.engine.warm import compile_kernels

TRAIN = json.loads((Path(__file__).parents[1] / "golden" / "hh_train.json").read_text())
DT = 0.025


def squid() -> Cell:
    """The membrane of hh_train.json."""
    cell = CELLS["squid_axon"]
    (soma,) = cell.sections
    e_rev = {"nav_hh": 50.0, "kv_hh": -77.0, "leak": -54.387}
    channels = tuple(replace(channel, e_rev=e_rev[channel.name]) for channel in soma.channels)
    return replace(cell, sections=(replace(soma, channels=channels),))


def run(arrays: Membrane, command: np.ndarray, method: str, parts: int = 1, values: Lanes | None = None) -> Traces:
    """`command` (sweeps, samples) from −65 mV and gates at rest there."""
    x = np.repeat(arrays.steady(-65.0)[None], len(command), axis=0)
    return march(arrays, command, DT, parts, method, np.full(len(command), -65.0), x, values)


def pulse(current: float, duration: float, on: float, off: float) -> np.ndarray:
    """(1, samples): a current step."""
    t = np.arange(round(duration / DT) + 1) * DT
    return np.where((t > on - DT / 2) & (t < off - DT / 2), current, 0.0)[None]


def spikes(v: np.ndarray) -> np.ndarray:
    """Upward crossings of 0 mV, ms, on the cubic through four samples."""
    found = []
    for k in np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0)):
        roots = np.roots(np.polyfit([-1, 0, 1, 2], v[k - 1 : k + 3], 3))
        real = roots[np.abs(roots.imag) < 1e-9].real
        found.append(k + real[(real >= 0) & (real <= 1)][0])
    return np.array(found) * DT


@pytest.fixture(scope="module")
def converged() -> np.ndarray:
    """v of the train of 55 spikes at a sixteenth of the step."""
    return run(membrane(squid()), pulse(100.0, 1000, 100, 900), "accurate", 16).v[0]


def test_converged_train_is_that_of_an_independent_solver(converged: np.ndarray) -> None:
    assert np.abs(spikes(converged) - TRAIN["spikes"]).max() < 1e-5


@pytest.mark.parametrize(
    ("method", "largest", "last"), [("accurate", 0.0125, 5.7e-5), ("fast", 12.14, 0.0558), ("neuron", 25.54, 0.1216)]
)
def test_errors_at_25_us(converged: np.ndarray, method: str, largest: float, last: float) -> None:
    v = run(membrane(squid()), pulse(100.0, 1000, 100, 900), method).v[0]
    assert np.abs(v - converged).max() == pytest.approx(largest, rel=0.05)
    assert abs(spikes(v)[-1] - TRAIN["spikes"][-1]) == pytest.approx(last, rel=0.05)


@pytest.mark.parametrize(("method", "order"), [("accurate", 4), ("fast", 2), ("neuron", 2)])
@pytest.mark.parametrize("cell", ["squid_axon", "many_gates"])
def test_order_of_convergence(cell: str, method: str, order: int, many_gates: Cell) -> None:
    arrays = membrane(many_gates if cell == "many_gates" else CELLS[cell])
    command = pulse(100.0, 30, 2, 28)
    truth = run(arrays, command, "accurate", 32)
    for name in ("v", "gates", "currents"):
        error = [
            np.abs(getattr(run(arrays, command, method, parts), name) - getattr(truth, name)).max()
            for parts in (1, 2, 4)
        ]
        slopes = np.log2(np.array(error[:-1]) / error[1:])
        assert slopes[-1] == pytest.approx(order, abs=0.35 if order == 2 else 0.8), name


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("sweeps", [5, 8, 13, 35])
@pytest.mark.parametrize("samples", [3, 64, 1005])
def test_lanes_equal_single_sweeps(method: str, sweeps: int, samples: int, many_gates: Cell) -> None:
    for cell in (CELLS["squid_axon"], many_gates):
        arrays = membrane(cell)
        command = np.linspace(0, 300, sweeps)[:, None] * np.ones(samples)
        together = run(arrays, command, method)
        for k in (0, sweeps // 2, sweeps - 1):
            alone = run(arrays, command[k : k + 1], method)
            np.testing.assert_allclose(together.v[k], alone.v[0], rtol=0, atol=1e-9)
            np.testing.assert_allclose(together.gates[:, k], alone.gates[:, 0], rtol=0, atol=1e-11)
            np.testing.assert_allclose(together.currents[:, k], alone.currents[:, 0], rtol=1e-9, atol=1e-7)


def test_sweeps_may_differ_in_their_membrane() -> None:
    arrays = membrane(squid())
    command = np.repeat(pulse(100.0, 50, 5, 45), 20, axis=0)
    values = alike(arrays, 20)
    values.g[1] *= np.linspace(0.5, 1.5, 20)
    values.e[2] += np.linspace(-5, 5, 20)
    values.c[:] *= np.linspace(0.8, 1.2, 20)
    together = run(arrays, command, "accurate", values=values)
    for k in (0, 7, 19):
        alone = run(arrays, command[:1], "accurate", values=Lanes(values.g[:, [k]], values.e[:, [k]], values.c[[k]]))
        np.testing.assert_allclose(together.v[k], alone.v[0], rtol=0, atol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_currents_and_gates_belong_to_v(method: str, many_gates: Cell) -> None:
    arrays = membrane(many_gates)
    traces = run(arrays, pulse(100.0, 30, 2, 28), method)
    x = np.zeros((arrays.blocks * 8, traces.v.size))
    x[arrays.slots] = traces.gates[:, 0]
    np.testing.assert_allclose(arrays.current(traces.v[0], x), traces.currents[-1, 0], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(traces.currents[:-1].sum(0), traces.currents[-1], rtol=1e-9, atol=1e-9)
    persistent = arrays.gates.index("nap.p")
    np.testing.assert_allclose(traces.gates[persistent, 0], arrays.gatings[persistent].steady(traces.v[0]), atol=1e-8)


@pytest.mark.parametrize("sweeps", [1, 5])
@pytest.mark.parametrize("factor", [3, 10, 30])
def test_fall_back_of_the_accurate_method(factor: int, sweeps: int) -> None:
    arrays = membrane(squid())
    stiff = replace(arrays, g=arrays.g * factor)
    command = np.repeat(pulse(100.0 * factor, 60, 5, 55), sweeps, axis=0)
    traces = run(stiff, command, "accurate")
    truth = run(stiff, command[:1], "accurate", 256)
    assert traces.inside
    assert traces.finest > 1
    assert traces.again > 0
    assert truth.again == 0
    assert np.abs(traces.v - truth.v).max() < 0.05
    assert run(arrays, command / factor, "accurate").finest == 1


def test_fall_back_for_fast_gates() -> None:
    """At 37 °C sodium's gates at −140 mV outrun a step of 25 µs, though hardly any current flows."""
    arrays = membrane(replace(squid(), celsius=37.0))
    command = pulse(-250.0, 40, 5, 35)
    traces = run(arrays, command, "accurate")
    assert traces.v.min() < -120
    assert traces.finest > 1
    assert np.abs(traces.v - run(arrays, command, "accurate", 64).v).max() < 0.01
    assert traces.gates.min() > -1e-6
    assert traces.gates.max() < 1 + 1e-6


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("current", [1e5, -1e5, 1e300])
@pytest.mark.parametrize("sweeps", [1, 6])
def test_v_outside_the_table_is_reported(method: str, current: float, sweeps: int) -> None:
    command = np.repeat(pulse(current, 20, 5, 15), sweeps, axis=0)
    assert not run(membrane(squid()), command, method).inside


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("which", [0, 7, 11])
def test_one_sweep_of_many_outside_the_table_is_reported(method: str, which: int) -> None:
    command = np.zeros((12, 801))
    assert run(membrane(squid()), command, method).inside
    command[which, 200:] = -1e5
    assert not run(membrane(squid()), command, method).inside


def test_table_reaches_beyond_any_healthy_membrane() -> None:
    assert V_MIN < -145
    assert V_MAX > 105


@pytest.mark.parametrize("method", METHODS)
def test_passive_membrane_charges_exponentially(passive: Cell, method: str) -> None:
    arrays = membrane(passive)
    command = np.full((1, 2001), 20.0)
    v = march(arrays, command, DT, 1, method, np.array([-70.0]), arrays.steady(-70.0)[None]).v[0]
    t = np.arange(2001) * DT
    exact = -70 + 20 * (1 - np.exp(-t / 10))
    assert np.abs(v - exact).max() < (1e-9 if method == "accurate" else 1e-4)


def test_nothing_is_compiled_for_a_model(many_gates: Cell, passive: Cell) -> None:
    kernels = {kernel for method in METHODS.values() for kernel in (method.one, method.many, method.many_live)}
    command = np.repeat(pulse(100.0, 5, 1, 4), FEW, axis=0)
    for method in METHODS:
        run(membrane(squid()), command, method)
        run(membrane(squid()), command[:1], method)
    compile_kernels()
    before = [len(kernel.signatures) for kernel in kernels]
    command.flags.writeable = False
    for cell in (many_gates, passive, replace(squid(), celsius=20.0)):
        for method in METHODS:
            run(membrane(cell), command, method)
            run(membrane(cell), command[:1], method)
            march(
                membrane(cell),
                command,
                DT,
                2,
                method,
                np.full(FEW, -65.0),
                np.repeat(membrane(cell).steady(-65.0)[None], FEW, 0),
                record=False,
            )
    assert [len(kernel.signatures) for kernel in kernels] == before == [1] * 6
