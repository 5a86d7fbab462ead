"""The estimate of the error is that of the step: against a converged run, and nothing where there is no step."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, error_estimate, simulate
from patch_sim.experiment import Solver
from patch_sim.fields import edit
from patch_sim.protocols import Protocol, Step

TRAIN = Protocol("train", "Train", "cc", (Step(0, 5), Step(100, 100)), rate=40.0)


@pytest.mark.parametrize(("method", "share"), [("accurate", 15 / 16), ("fast", 3 / 4), ("neuron", 3 / 4)])
def test_it_is_the_error_of_the_method(method: str, share: float) -> None:
    experiment = replace(Experiment.of("squid_axon", TRAIN), solver=Solver(method))  # ty: ignore
    recording = simulate(experiment)
    truth = simulate(replace(experiment, solver=Solver("accurate", 0.025 / 16)))
    estimate = error_estimate(recording)
    error = np.abs(recording["v"] - truth["v"]).max()
    assert estimate.signals["v"] == pytest.approx(share * error, rel=0.1)
    assert estimate.dt == 0.0125
    assert estimate.n_spikes == 7
    assert 0 < estimate.spikes_us < 1e3 * error / 50


def test_an_exact_solution_has_no_error_of_the_step() -> None:
    estimate = error_estimate(simulate(Experiment.of("squid_axon", "iv_curve")))
    assert set(estimate.signals.values()) == {0.0}
    assert (estimate.n_spikes > 0, estimate.dt) == (True, 0.0)


def test_blocks_that_were_redone_are_compared_with_half_of_their_step() -> None:
    stiff = edit(CELLS["squid_axon"], "sections.soma.channels.*.g_max", 1000.0)
    recording = simulate(Experiment.of(stiff, TRAIN))
    assert recording.redone > 0
    assert recording.dt < 0.025
    assert error_estimate(recording).dt <= recording.dt / 2
