"""simulate: where sweeps start, what a recording carries, and what is refused."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, ParameterError, UnstableError, simulate
from patch_sim.cells import Cell
from patch_sim.engine.rest import rest
from patch_sim.engine.tables import membrane
from patch_sim.engine.warm import warm
from patch_sim.experiment import Solver
from patch_sim.fields import edit
from patch_sim.protocols import Protocol, Step


def experiment(cell: Cell, *steps: tuple[float, float], solver: Solver = Solver(), **fields: Any) -> Experiment:  # noqa: B008
    """Steps of (pA or mV, ms)."""
    epochs = tuple(Step(*step) for step in steps)
    return Experiment(
        cell, Protocol(name="steps", label="Steps", **{"mode": "cc", "epochs": epochs} | fields), solver=solver
    )


def test_signals_of_both_clamps_have_the_same_names_and_shapes() -> None:
    squid = CELLS["squid_axon"]
    cc = simulate(experiment(squid, (0, 5), (100, 20), n_sweeps=3))
    vc = simulate(experiment(squid, (-70, 5), (0, 20), n_sweeps=3, mode="vc", holding=-70.0))
    assert list(cc.signals) == list(vc.signals)
    assert {array.shape for array in (*cc.signals.values(), *vc.signals.values())} == {(3, 1000)}
    assert [cc.units["command"], vc.units["command"]] == ["pA", "mV"]
    assert {cc.units["v"], cc.units["i_m"], cc.units["i_leak"], cc.units["kv_hh.n"]} == {"mV", "pA", ""}
    for recording in (cc, vc):
        total = sum(recording[f"i_{name}"] for name in ("nav_hh", "kv_hh", "leak"))
        np.testing.assert_allclose(recording["i_m"], total, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(vc["v"], vc.command)


def test_a_recording_says_how_it_was_solved() -> None:
    squid = CELLS["squid_axon"]
    run = simulate(experiment(squid, (0, 5), (100, 20), rate=20.0, solver=Solver("fast", 0.0125)))
    assert (run.method, run.dt) == ("fast", 0.0125)
    coarse = simulate(experiment(squid, (0, 5), rate=100.0, solver=Solver("accurate", 0.025)))
    assert (coarse.method, coarse.dt) == ("accurate", pytest.approx(0.01))
    stiff = simulate(experiment(edit(squid, "sections.soma.channels.*.g_max", 2000.0), (0, 5), (2000, 5)))
    assert stiff.dt < 0.025
    clamped = simulate(experiment(squid, (-70, 5), mode="vc", holding=-70.0))
    assert (clamped.method, clamped.dt) == ("exact", 0.0)


@pytest.mark.parametrize("rate", [4.0, 20.0, 80.0])
def test_the_rate_of_the_digitizer_is_not_the_step(rate: float) -> None:
    squid = CELLS["squid_axon"]
    fine = simulate(experiment(squid, (0, 5), (100, 20), rate=80.0, solver=Solver("accurate", 0.0125)))
    run = simulate(experiment(squid, (0, 5), (100, 20), rate=rate, solver=Solver("accurate", 0.0125)))
    np.testing.assert_allclose(run["v"], fine["v"][:, :: round(80 / rate)], rtol=0, atol=1e-9)


@pytest.mark.parametrize("method", ["accurate", "fast"])
@pytest.mark.parametrize("holding", [-50.0, 0.0, 20.0])
def test_a_sweep_starts_at_the_rest_of_its_holding_current(holding: float, method: str) -> None:
    run = simulate(experiment(CELLS["squid_axon"], (holding, 100), holding=holding, solver=Solver(method)))
    assert np.ptp(run["v"]) < 1e-6
    assert run["i_m"][0, 0] == pytest.approx(holding, abs=1e-6)


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_pacemaker_has_run_before_its_sweep(method: str) -> None:
    squid = CELLS["squid_axon"]
    assert rest(membrane(squid), 150.0, -65.0) is None
    run = simulate(experiment(squid, (150, 200), holding=150.0, solver=Solver(method)))
    up = np.flatnonzero((run["v"][0, :-1] < 0) & (run["v"][0, 1:] >= 0))
    assert up.size > 10
    assert np.ptp(np.diff(up)) <= 1
    np.testing.assert_array_equal(run["v"], simulate(run.experiment)["v"])


def test_a_membrane_without_channels_keeps_its_charge(passive: Cell) -> None:
    (soma,) = passive.sections
    bare = replace(passive, sections=(replace(soma, channels=()),), v_init=-60.0)
    run = simulate(experiment(bare, (0, 5), (10, 5), rate=40.0))
    assert run["v"][0, 0] == pytest.approx(-60.0)
    assert run["v"][0, -1] == pytest.approx(-60.0 + 4.975, abs=1e-9)
    assert not run["i_m"].any()


def test_a_channel_that_is_off_carries_no_current() -> None:
    cell = edit(CELLS["squid_axon"], "sections.soma.channels.nav_hh.enabled", False)
    run = simulate(experiment(cell, (0, 5), (100, 20)))
    assert not run["i_nav_hh"].any()
    assert run["v"].max() < 0
    assert np.ptp(run["nav_hh.m"]) > 0.01


def test_the_steady_current_reaches_its_analytic_value(passive: Cell) -> None:
    run = simulate(experiment(passive, (0, 10), (20, 200)))
    assert run["v"][0, -1] == pytest.approx(-50.0, abs=1e-6)
    assert run["i_leak"][0, -1] == pytest.approx(20.0, abs=1e-6)


@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
@pytest.mark.parametrize("n_sweeps", [1, 6])
def test_v_that_leaves_the_rates_is_an_error(method: str, n_sweeps: int) -> None:
    runaway = experiment(CELLS["squid_axon"], (0, 5), (1e5, 10), n_sweeps=n_sweeps, solver=Solver(method))
    advice = "" if method == "accurate" else ".* try"  # accurate has gone down to steps that none can be asked for
    with pytest.raises(UnstableError, match=rf"Squid.*at 5\.\d+ ms of sweep 1 v left -148 to 108 mV.*step{advice}"):
        simulate(runaway)


@pytest.mark.parametrize(("rig", "protocol"), [("ideal", "action_potential"), ("whole_cell", "iv_curve")])
@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
def test_gates_faster_than_the_step_stay_between_none_and_all(method: str, rig: str, protocol: str) -> None:
    """On a spike at 45 °C the M-type gate of the layer-5 cell has a time constant of 1 µs; `fast` took it to 1.03."""
    cell = replace(CELLS["l5_pyramidal"], celsius=45.0)
    run = edit(Experiment.of(cell, protocol, rig), "protocol.rate", 40.0)
    spike = simulate(replace(run, solver=Solver(method)))  # ty: ignore
    assert spike["v"].max() > 0
    for gate in (spike["nav_hay.m"], spike["im_adams.m"]):
        assert gate.min() >= -1e-6
        assert gate.max() <= 1 + 1e-6


@pytest.mark.parametrize("mode", ["cc", "vc"])
@pytest.mark.parametrize("rig", ["ideal", "whole_cell"])
def test_a_cell_of_one_segment_records_the_places_that_it_is_asked_for(mode: str, rig: str) -> None:
    run = Experiment.of("squid_axon", "action_potential" if mode == "cc" else "iv_curve", rig)
    made = simulate(replace(run, record=("soma(0.9)", "soma(0).nav_hh.m")))
    for name in ("v", "i_nav_hh", "kv_hh.n"):
        assert made[f"soma(0.9).{name}"] is made[name]
        assert made.units[f"soma(0.9).{name}"] == made.units[name]
    assert made["soma(0).nav_hh.m"] is made["nav_hh.m"]
    assert "soma(0).v" not in made.signals
    inward = sum(made[f"i_{channel.name}"] for channel in made.experiment.cell.channels)
    np.testing.assert_allclose(made["soma(0.9).i_m"], inward, atol=1e-6)


def test_a_holding_current_that_no_membrane_bears_is_an_error() -> None:
    with pytest.raises(UnstableError, match="holding current of 100000 pA"):
        simulate(experiment(CELLS["squid_axon"], (0, 5), holding=1e5))


def test_problems_are_raised_together() -> None:
    with pytest.raises(ParameterError, match=r"(?s)epochs\.A.*solver\.dt"):
        simulate(experiment(CELLS["thalamic_relay"], (500, 5), mode="vc", solver=Solver("fast", 0.007)))


def test_warm_leaves_every_kernel_ready() -> None:
    thread = warm()
    thread.join()
    assert not thread.is_alive()
