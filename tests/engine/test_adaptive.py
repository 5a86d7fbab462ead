"""The adaptive method: as accurate as its tolerance lets expect, in steps that are long where nothing happens."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, Experiment, ParameterError, error_estimate, simulate
from patch_sim.cells import Cell
from patch_sim.channels import Ion, Pool
from patch_sim.experiment import Solver
from patch_sim.fields import insert
from patch_sim.protocols import Protocol, Step

SPARSE = Protocol("p", "P", "cc", (Step(0, 20), Step(400, 1), Step(0, 400), Step(-5, 50), Step(0, 29)), rate=40.0)


def solved(cell: Cell, *solver: object, protocol: Protocol = SPARSE) -> np.ndarray:
    recording = simulate(Experiment(cell, protocol, solver=Solver(*solver)))  # ty: ignore
    return np.stack([row for name, row in recording.signals.items() if not name.startswith("i_")])[:, 0]


@pytest.mark.parametrize("kind", ["squid_axon", "many_gates"])
def test_its_error_follows_its_tolerance(kind: str, many_gates: Cell) -> None:
    cell = many_gates if kind == "many_gates" else CELLS[kind]
    truth = solved(cell, "accurate", 0.003125)
    assert truth[0].max() > 30
    errors = [np.abs(solved(cell, "adaptive", 0.025, tolerance) - truth).max() for tolerance in (1e-1, 1e-3, 1e-5)]
    assert errors[0] < 10.0  # a tolerance is of one step, and a spike shifts by what many steps before it erred
    assert errors[1] < 0.03 * errors[0]
    assert errors[2] < 0.03 * errors[1]


def test_it_rests_and_charges_as_it_should(passive: Cell) -> None:
    v = solved(passive, "adaptive", protocol=Protocol("p", "P", "cc", (Step(0, 10), Step(20, 200)), rate=20.0))[0]
    t = np.maximum(np.arange(v.size) / 20 - 10, 0)
    assert np.abs(v - (-70 + 20 * (1 - np.exp(-t / 10)))).max() < 0.01


def test_a_recording_of_it_is_whole() -> None:
    recording = simulate(Experiment(CELLS["squid_axon"], replace(SPARSE, n_sweeps=3), solver=Solver("adaptive")))
    usual = simulate(replace(recording.experiment, solver=Solver()))
    assert recording.method == "adaptive"
    assert 0 < recording.dt < 1
    for name, signal in usual.signals.items():
        scale = np.abs(signal).max()
        np.testing.assert_allclose(recording[name], signal, rtol=0, atol=5e-3 * scale + 1e-9, err_msg=name)
    total = sum(recording[f"i_{name}"] for name in ("nav_hh", "kv_hh", "leak"))
    np.testing.assert_allclose(recording["i_m"], total, rtol=1e-9, atol=1e-9)


def test_half_the_step_is_a_16th_of_the_tolerance() -> None:
    recording = simulate(Experiment(CELLS["squid_axon"], SPARSE, solver=Solver("adaptive")))
    assert 0 < error_estimate(recording).signals["v"] < 0.5


def test_pools_and_schemes_are_refused() -> None:
    squid = CELLS["squid_axon"]
    (soma,) = squid.sections
    wet = replace(soma, pools=(Pool("ca", 1.0, 10.0, 1e-4),))
    pooled = replace(squid, sections=(wet,), ions=(*squid.ions, Ion("ca", 2, out=2.0, in_=1e-4)))
    for cell in (pooled, insert(squid, "sections.soma.channels", CHANNELS["nar_markov"])):
        with pytest.raises(ParameterError, match="choose another method"):
            solved(cell, "adaptive")
