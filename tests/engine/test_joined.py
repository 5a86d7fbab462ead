"""One segment through an electrode: transients, jumps, pools, progress, and what it shares with the ideal electrode."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, RIGS, Cancelled, Experiment, Recording, simulate
from patch_sim.cells import Cell
from patch_sim.channels import Ion, Pool
from patch_sim.engine.amplifier import circuit
from patch_sim.engine.joined import phis, steps
from patch_sim.engine.march import FEW
from patch_sim.engine.stream import Stream
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import Rig

SQUID = CELLS["squid_axon"]
METHODS = ("accurate", "fast", "neuron")


@pytest.fixture
def wet() -> Cell:
    """The squid axon with a flux of calcium, a potassium current of calcium, and layers of both ions."""
    (soma,) = SQUID.sections
    flux = replace(CHANNELS["ical"], name="flux", law="ghk_flux", permeability=5e-5, g_max=0.0)
    channels = (*soma.channels, CHANNELS["ical"], CHANNELS["ikca"], flux)
    pools = (Pool("ca", 1.0, 20.0, 1e-4), Pool("k", 0.3, 50.0, 16.345, side="out"))
    section = replace(soma, channels=channels, pools=pools)
    return replace(SQUID, sections=(section,), ions=(*SQUID.ions, Ion("ca", 2, out=10.0, in_=1e-4)))


def rig(**fields: Any) -> Rig:
    return Rig("rig", "Rig", **fields)


def run(cell: Cell, electrode: Rig, mode: str, *levels: tuple[float, float], **fields: Any) -> Recording:
    """Steps of (mV or pA, ms); holding is the first level."""
    solver = Solver(fields.pop("method", "accurate"), fields.pop("dt", 0.025))
    record = fields.pop("record", ())
    epochs = tuple(Step(*level) for level in levels)
    protocol = Protocol("steps", "Steps", mode, epochs, holding=levels[0][0], **fields)  # ty: ignore
    return simulate(Experiment(cell, protocol, electrode, solver, record=record))


def test_functions_of_the_exponential() -> None:
    """φ₁ = (eᶻ − 1)/z, φ₂ = (eᶻ − 1 − z)/z², φ₃ = (eᶻ − 1 − z − z²/2)/z³."""
    for z in (-2.5, -250.0, 0.3):
        zero, one, two, three = phis(np.array([[z]]))[:, 0, 0]
        assert zero == pytest.approx(np.exp(z), rel=1e-12, abs=1e-15)
        assert one == pytest.approx((np.exp(z) - 1) / z, rel=1e-12)
        assert two == pytest.approx((np.exp(z) - 1 - z) / z**2, rel=1e-12)
        assert three == pytest.approx((np.exp(z) - 1 - z - z * z / 2) / z**3, rel=1e-10)
    none = phis(np.zeros((1, 1)))[:, 0, 0]
    assert none == pytest.approx([1, 1, 1 / 2, 1 / 6])


def test_every_halving_is_half_the_step() -> None:
    there = circuit(RIGS["whole_cell"], "cc")
    np.testing.assert_allclose(steps(there, 10.0, 0.05)[1:], steps(there, 10.0, 0.025)[:-1], rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("r_s", [0.05, 1.0, 10.0, 40.0])
def test_a_transient_is_an_exponential(passive: Cell, method: str, r_s: float) -> None:
    """10 pF and 1 nS through R_s: relative to what is left of it, at steps up to fifty of its time constants."""
    recording = run(passive, rig(r_s_mohm=r_s), "vc", (-70, 1), (0, 2), method=method)
    access = 1e3 / r_s
    late = 70 * access / (1 + access) - 70
    t = recording.time[40:] - recording.time[40]
    left = np.exp(-t * (access + 1) / 10)
    exact = late + (-70 - late) * left
    error = np.abs(recording["v"][0, 40:] - exact)
    assert error.max() < (1e-4 if method == "accurate" else 2e-4) * 70
    assert (error[left > 1e-6] / left[left > 1e-6]).max() < 1e-2 * 70


@pytest.mark.parametrize(("method", "close"), [("accurate", 1e-4), ("fast", 6e-3)])
@pytest.mark.parametrize("r_s", [0.05, 1.0, 3.0, 10.0])
def test_gates_follow_v_through_a_jump(method: str, close: float, r_s: float) -> None:
    """Of m from 0 to 1, against steps of a 64th; a method that kept gates at the old v would miss by 0.05."""
    levels = ((-65, 1), (-10, 3))
    truth = run(SQUID, rig(r_s_mohm=r_s), "vc", *levels, dt=0.025 / 64)
    recording = run(SQUID, rig(r_s_mohm=r_s), "vc", *levels, method=method)
    assert np.abs(recording["nav_hh.m"] - truth["nav_hh.m"]).max() < close
    assert recording.dt == 0.025


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n_sweeps", [1, FEW])
def test_pools_behind_a_resistance_alone(wet: Cell, method: str, n_sweeps: int) -> None:
    """The whole current enters: the same equations, and the same scheme, as under an ideal electrode."""
    protocol = Protocol("f", "F", "cc", (Step(0, 5), Step(100, 20, level_delta=10)), n_sweeps=n_sweeps)
    ideal = simulate(Experiment(wet, protocol, rig(), Solver(method)))
    real = simulate(Experiment(wet, protocol, rig(r_s_mohm=7.0), Solver(method)))
    assert set(real.signals) - set(ideal.signals) == {"v_pip"}
    assert np.ptp(ideal["ca_i"]) > 1e-4
    # A jump of the current is known to the predictor of gates without a time constant, there one step later.
    close = 1e-7 if method == "accurate" else 2e-3
    for name, unit in ideal.units.items():
        assert real.units[name] == unit
        np.testing.assert_allclose(
            real[name], ideal[name], rtol=0, atol=close * np.abs(ideal[name]).max(), err_msg=name
        )


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_clamp_through_next_to_nothing_is_an_ideal_clamp(wet: Cell, method: str) -> None:
    """A hundredth of a megohm: 10 nA of current is 0.1 mV, and the transient of a jump is over in a microsecond."""
    levels = ((-65, 2), (-10, 8))
    ideal = run(wet, rig(), "vc", *levels)
    real = run(wet, rig(r_s_mohm=0.01), "vc", *levels, method=method)
    jumped = np.zeros(ideal.time.size, bool)
    jumped[80] = True
    assert np.abs(real["v"] - ideal["v"])[0, ~jumped].max() < 0.15
    for name in ("ca_i", "k_o", "i_ical", "i_flux", "i_ikca", "i_m"):
        scale = np.abs(ideal[name]).max()
        assert np.abs(real[name] - ideal[name])[0, ~jumped].max() < (0.02 if method == "accurate" else 0.05) * scale, (
            name
        )


@pytest.mark.parametrize(("method", "order"), [("fast", 1.85), ("accurate", 3.7)])
@pytest.mark.parametrize("mode", ["vc", "cc"])
def test_order_with_pools_through_five_megohms(wet: Cell, method: str, order: float, mode: str) -> None:
    levels = ((-65, 0.4), (-30, 2.8)) if mode == "vc" else ((0, 0.4), (400, 2.8))
    electrode = rig(r_s_mohm=5.0, c_pip=0.0 if mode == "vc" else 2.0)

    def end(dt: float, method: str = method) -> np.ndarray:
        recording = run(wet, electrode, mode, *levels, dt=dt, rate=20.0, method=method)
        return np.stack([recording["v"][0, -20:], 1e4 * recording["ca_i"][0, -20:]])

    truth = end(0.05 / 64, "accurate")
    errors = [np.abs(end(dt) - truth).max() for dt in (0.0125, 0.00625)]
    assert np.log2(errors[0] / errors[1]) > order


@pytest.mark.parametrize("mode", ["vc", "cc"])
def test_pools_start_at_rest_under_their_electrode(wet: Cell, mode: str) -> None:
    holding = 10.0 if mode == "cc" else -60.0
    recording = run(wet, rig(r_s_mohm=10.0, r_seal_gohm=5.0), mode, (holding, 20))
    assert np.ptp(recording["v"]) < 1e-4
    assert np.ptp(recording["ca_i"]) < 1e-4 * recording["ca_i"].max()


def test_a_seal_under_an_ideal_clamp_leaks_and_nothing_else(wet: Cell) -> None:
    levels = ((-65, 1), (-20, 5))
    plain, leaky = (run(wet, electrode, "vc", *levels) for electrode in (rig(), rig(r_seal_gohm=2.0)))
    np.testing.assert_allclose(leaky["i_m"], plain["i_m"] + plain.command / 2.0, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(leaky["ca_i"], plain["ca_i"])
    assert leaky.method == plain.method


@pytest.mark.parametrize("mode", ["vc", "cc"])
@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_pools_stream_through_an_electrode(wet: Cell, mode: str, method: str) -> None:
    levels = ((-65, 5), (-30, 40)) if mode == "vc" else ((0, 5), (100, 40))
    epochs = tuple(Step(*level) for level in levels)
    protocol = Protocol("s", "S", mode, epochs, holding=levels[0][0], rate=20.0)  # ty: ignore
    whole = Experiment(wet, protocol, RIGS["whole_cell"], Solver(method))  # ty: ignore
    stream, recording = Stream(whole), simulate(whole)
    stream.play()
    frames = [stream.advance(3.2) for _ in range(12)]
    for name in ("v", "ca_i", "v_pip"):
        signal = np.concatenate([frame.signals[name] for frame in frames])
        np.testing.assert_allclose(signal[:600], recording[name][0, :600], rtol=1e-3, atol=0.2)


def test_a_place_on_one_segment_is_that_segment() -> None:
    recording = run(SQUID, rig(r_s_mohm=5.0), "cc", (0, 1), (50, 3), record=("soma(0.5).v", "soma(1)"))
    np.testing.assert_array_equal(recording["soma(0.5).v"], recording["v"])
    np.testing.assert_array_equal(recording["soma(1).nav_hh.m"], recording["nav_hh.m"])
    assert "soma(0.5).i_m" not in recording.signals


@pytest.mark.parametrize("n_sweeps", [1, 9])
def test_a_run_through_an_electrode_tells_how_far_it_is_and_stops(n_sweeps: int) -> None:
    protocol = Protocol("f", "F", "cc", (Step(0, 5), Step(60, 8000)), n_sweeps=n_sweeps)
    experiment = Experiment(SQUID, protocol, RIGS["whole_cell"], Solver("fast"))
    heard: list[float] = []
    told = simulate(experiment, heard.append)
    np.testing.assert_array_equal(told["v_pip"], simulate(experiment)["v_pip"])
    assert heard == sorted(heard)
    assert len(heard) > 1
    assert heard[-1] == 1.0
    with pytest.raises(Cancelled):
        simulate(experiment, lambda share: False)
