"""Electrodes that are not ideal: what the amplifier sees, what the cell gets, and how well it is solved."""

from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm

from patch_sim import CELLS, RIGS, Experiment, ParameterError, Recording, simulate
from patch_sim.cells import Cell
from patch_sim.engine.stream import Stream
from patch_sim.experiment import Solver
from patch_sim.fields import controls, edit
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import Rig

SQUID = CELLS["squid_axon"]


def rig(**fields: Any) -> Rig:
    return Rig("rig", "Rig", **fields)


def experiment(cell: Cell, rig: Rig, mode: str, *steps: tuple[float, float], **fields: Any) -> Experiment:
    """Steps of (mV or pA, ms); holding is the first level."""
    solver = Solver(fields.pop("method", "accurate"), fields.pop("dt", 0.025))
    epochs = tuple(Step(*step) for step in steps)
    protocol = Protocol("steps", "Steps", mode, epochs, holding=steps[0][0], **fields)  # ty: ignore
    return Experiment(cell, protocol, rig, solver)


def run(*args: Any, **fields: Any) -> Recording:
    return simulate(experiment(*args, **fields))


@pytest.mark.parametrize("mode", ["cc", "vc"])
def test_a_leak_far_faster_than_the_step_is_borne(mode: str) -> None:
    """10 S/cm² make 0.1 µs of 1 µF/cm²; the extrapolation is stable to 26 in a step. `fast` swings around the same."""
    leaky = edit(CELLS["purkinje"], "sections.soma.channels.leak.g_max", 1e4)
    steps = ((0, 1), (500, 3)) if mode == "cc" else ((-70, 1), (0, 3))
    exact, fast = (run(leaky, RIGS["whole_cell"], mode, *steps, method=m) for m in ("accurate", "fast"))
    assert exact.dt < fast.dt
    middle = (fast["v"][0, 60:-1] + fast["v"][0, 61:]) / 2
    np.testing.assert_allclose(exact["v"][0, 60:-1], middle, atol=1e-3)


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_tenth_of_a_megohm_does_not_ring(passive: Cell, method: str) -> None:
    """10 pF through 0.1 MΩ charge in a microsecond: v goes to the command from one side, and stays."""
    recording = run(passive, rig(r_s_mohm=0.1), "vc", (-70, 1), (0, 1), (-70, 1), method=method)
    error = recording["v"][0] - recording.command[0]
    assert np.abs(error[[40, 80]]).tolist() == pytest.approx([70, 70], abs=0.01)
    for step, sign in ((40, -1), (80, 1)):
        after = error[step + 1 : step + 40] * sign
        assert np.abs(after).max() < 0.01  # of 70 mV, and that is the drop that the leak makes
        assert np.abs(np.diff(after)[1:]).max() < 1e-6
    steady = recording["i_m"][0, 79]
    assert steady == pytest.approx(70.0 / 1.0001, rel=1e-6)


@pytest.mark.parametrize(("method", "order"), [("fast", 1.9), ("neuron", 1.9), ("accurate", 3.8)])
@pytest.mark.parametrize("mode", ["vc", "cc"])
def test_order_on_an_active_cell_through_five_megohms(method: str, order: float, mode: str) -> None:
    """Sodium escapes the clamp or fires; errors at the end of 3 ms, against steps a sixteenth as long."""
    steps = ((-65, 0.4), (-30, 2.8)) if mode == "vc" else ((0, 0.4), (400, 2.8))
    electrode = rig(r_s_mohm=5.0, c_pip=0.0 if mode == "vc" else 2.0)

    def v(dt: float, method: str = method) -> np.ndarray:
        return run(SQUID, electrode, mode, *steps, dt=dt, rate=20.0, method=method)["v"][0]

    truth = v(0.05 / 128, "accurate")
    # Below the step at which `accurate` would cut it by itself.
    coarse = 0.00625 if method == "accurate" else 0.0125
    errors = [np.abs(v(dt) - truth)[-20:].max() for dt in (coarse, coarse / 2)]
    assert np.log2(errors[0] / errors[1]) > order
    assert errors[0] < (1e-4 if method == "accurate" else 0.5)


def test_no_electrode_is_too_fast_for_a_step() -> None:
    for r_s in (20.0, 2.0, 0.05):
        assert run(SQUID, rig(r_s_mohm=r_s), "vc", (-65, 1), (-30, 1)).dt == 0.025


@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
@pytest.mark.parametrize("n_sweeps", [1, 3, 11])
def test_current_through_a_resistance_alone_is_the_same_cell(method: str, n_sweeps: int) -> None:
    """Without a pipette's capacitance the whole current enters: the same scheme."""
    protocol = Protocol("f", "F", "cc", (Step(0, 5), Step(60, 20, level_delta=10)), n_sweeps=n_sweeps)
    solver = Solver(method)
    ideal = simulate(Experiment(SQUID, protocol, rig(), solver))
    real = simulate(Experiment(SQUID, protocol, rig(r_s_mohm=7.0), solver))
    assert set(real.signals) - set(ideal.signals) == {"v_pip"}
    close = 1e-7
    np.testing.assert_allclose(real["v"], ideal["v"], rtol=0, atol=close)
    np.testing.assert_allclose(real["v_pip"], real["v"] + 7e-3 * real.command, rtol=0, atol=1e-9)
    for name, unit in ideal.units.items():
        assert real.units[name] == unit
        scale = np.abs(ideal[name]).max()
        np.testing.assert_allclose(real[name], ideal[name], rtol=0, atol=scale * 1e-8)


@pytest.mark.parametrize("mode", ["vc", "cc"])
def test_charge_goes_nowhere(passive: Cell, mode: str) -> None:
    """What flows in through the electrode charges the membrane, leaks from it, or leaks through the seal."""
    electrode = rig(r_s_mohm=10.0, r_seal_gohm=2.0, c_pip=0.0 if mode == "vc" else 5.0)
    steps = ((-70, 1), (-20, 30)) if mode == "vc" else ((0, 1), (30, 30))
    recording = run(passive, electrode, mode, *steps, rate=200.0, dt=0.005)
    v, leak, pipette = recording["v"][0], recording["i_leak"][0], recording["v_pip"][0]
    into = (recording["i_m"] if mode == "vc" else recording.command)[0]
    balance = into - leak - pipette / 2.0
    after = slice(200, None)
    trapezoid = np.trapezoid(balance[after], recording.time[after])
    stored = 10.0 * (v[-1] - v[200]) + (0 if mode == "vc" else 5.0 * (pipette[-1] - pipette[200]))
    assert trapezoid == pytest.approx(stored, rel=5e-4)  # of trapezoids, a twentieth of the time constant wide


def test_a_seal_shifts_rest_and_takes_current(passive: Cell) -> None:
    """1 GΩ of membrane at −70 mV beside 1 GΩ to the bath: half of it."""
    recording = run(passive, rig(r_seal_gohm=1.0), "cc", (0, 5), (10, 200))
    assert recording["v"][0, 0] == pytest.approx(-35.0, abs=1e-6)
    assert recording["v"][0, -1] == pytest.approx(-30.0, abs=1e-6)
    clamped = run(passive, rig(r_seal_gohm=1.0), "vc", (-70, 5), (-50, 5))
    assert clamped["i_m"][0, [0, -1]] == pytest.approx([-70.0, 20.0 - 50.0])
    np.testing.assert_array_equal(clamped["v"], clamped.command)


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_the_pipette_slows_what_is_seen(passive: Cell, method: str) -> None:
    """Two capacitances with a resistance between them, by the exponential of their matrix."""
    recording = run(passive, RIGS["whole_cell"], "cc", (0, 1), (100, 1), rate=200.0, dt=0.005, method=method)
    matrix = np.array([[-(100 + 1) / 10, 100 / 10], [100 / 5, -100 / 5]])
    steady = -np.linalg.solve(matrix, [-70 / 10, 100 / 5])
    propagator = expm(matrix * 0.005)
    both = np.array([-70.0, -70.0])
    for k in range(200, 400):
        assert [recording["v"][0, k], recording["v_pip"][0, k]] == pytest.approx(
            both.tolist(), abs=1e-3 if method == "fast" else 2e-5
        )
        both = steady + propagator @ (both - steady)


@pytest.mark.parametrize("n_sweeps", [1, 9])
def test_a_sweep_starts_at_rest_under_its_electrode(n_sweeps: int) -> None:
    for mode, holding in (("cc", 20.0), ("vc", -70.0)):
        recording = run(SQUID, rig(r_s_mohm=10.0, r_seal_gohm=5.0), mode, (holding, 50), n_sweeps=n_sweeps)
        assert np.ptp(recording["v"]) < 1e-6
    v = recording["v"][0, 0]
    assert (holding - v) * 100 == pytest.approx(recording["i_nav_hh"][0, 0] + recording["i_kv_hh"][0, 0]
        + recording["i_leak"][0, 0], abs=1e-6)  # fmt: skip


def test_instantaneous_gates_follow_v_through_an_electrode(many_gates: Cell) -> None:
    electrode = rig(r_s_mohm=10.0)
    steps = ((0, 2), (150, 6))
    truth = run(many_gates, electrode, "cc", *steps, dt=0.025 / 32, method="accurate")
    recording = run(many_gates, electrode, "cc", *steps)
    assert np.abs(recording["v"] - truth["v"]).max() < 0.05
    ideal = run(many_gates, rig(), "cc", *steps)
    assert np.abs(recording["nap.p"] - ideal["nap.p"]).max() < 0.005
    errors = [np.abs(run(many_gates, electrode, "cc", *steps, dt=dt)["v"] - truth["v"]).max() for dt in (0.025, 0.0125)]
    assert np.log2(errors[0] / errors[1]) > 3.5


@pytest.mark.parametrize("mode", ["vc", "cc"])
@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_stream_goes_on_as_one_run(mode: str, method: str) -> None:
    level = -20.0 if mode == "vc" else 100.0
    first = -65.0 if mode == "vc" else 0.0
    whole = experiment(SQUID, RIGS["whole_cell"], mode, (first, 5), (level, 40), rate=20.0, method=method)
    stream, recording = Stream(whole), simulate(whole)
    stream.play()
    frames = [stream.advance(3.2) for _ in range(12)]
    for name in recording.signals:
        signal = np.concatenate([frame.signals[name] for frame in frames])
        n = min(signal.size, recording[name].shape[1])
        np.testing.assert_array_equal(signal[:n], recording[name][0, :n])


def test_an_electrode_can_change_while_the_cell_goes_on() -> None:
    ideal = experiment(SQUID, rig(), "cc", (20, 50), rate=20.0)
    stream = Stream(ideal)
    before = stream.advance(10.0)
    for path, value in (("rig.r_s_mohm", 10.0), ("rig.c_pip", 5.0), ("rig.c_pip", 0.0), ("rig.r_s_mohm", 0.0)):
        stream.change(edit(stream.experiment, path, value))
        after = stream.advance(10.0)
        for name in ("v", "nav_hh.m", "kv_hh.n"):
            assert after.signals[name][0] == pytest.approx(before.signals[name][-1], abs=0.05)
        before = after


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"c_pip": 5.0}, r"rig\.c_pip: 5 pF behind a series resistance of 0; an ideal electrode has no capacitance"),
        ({"r_s_mohm": 1e-9}, r"rig\.r_s_mohm: 1e-09 MΩ; must be 0 or at least 0\.01 MΩ"),
        ({"r_s_mohm": 5.0, "c_pip": 1e-300}, r"rig\.c_pip.*at least 0\.01 pF"),
        ({"r_s_mohm": 5.0, "site": "dend"}, r"rig\.site: no section 'dend'; did you mean 'soma'"),
        ({"site": "axon(0.5)"}, r"rig\.site: no section 'axon'"),
    ],
)
def test_what_no_electrode_can_be_is_a_problem(fields: dict[str, Any], where: str) -> None:
    with pytest.raises(ParameterError, match=where):
        run(SQUID, rig(**fields), "cc", (0, 5))


@pytest.mark.parametrize(
    "fields",
    [{"r_s_mohm": -1.0}, {"r_s_mohm": float("nan")}, {"r_s_mohm": 1e300}, {"c_pip": -5.0}, {"r_seal_gohm": 0.0},
     {"r_seal_gohm": float("inf")}, {"site": "dend(2)"}, {"site": "Dend"}, {"site": 3}, {"r_s_mohm": "5"}],
)  # fmt: skip
def test_bad_numbers_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=r"Rig\."):
        rig(**fields)


def test_the_form_shows_the_electrode() -> None:
    rows = {row.path: row for row in controls(Experiment.of("squid_axon", "action_potential", "whole_cell"))}
    assert [rows[f"rig.{name}"].unit for name in ("r_s_mohm", "c_pip", "r_seal_gohm")] == ["MΩ", "pF", "GΩ"]
    assert rows["rig.site"].kind == "text"
