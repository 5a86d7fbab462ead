"""What every kind of epoch owes: in both modes a finite command of the right length, which the recording and the
preview repeat sample by sample, and noise that comes back with its seed."""

import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.engine.problems import problems
from patch_sim.protocols import EPOCHS, Protocol, Step, UserList
from patch_sim.values import from_json, to_json
from patch_sim_ui.view.panels import corners

LEVELS = {"vc": (-70.0, -20.0), "cc": (0.0, 50.0)}


@pytest.fixture(params=LEVELS)
def mode(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(params=EPOCHS.values(), ids=list(EPOCHS))
def experiment(request: pytest.FixtureRequest, mode: Any) -> Experiment:
    holding, level = LEVELS[mode]
    tested = request.param(level=level, duration=31.0, level_delta=1.0, duration_delta=2.0)
    epochs = (Step(holding, 3), tested, Step(holding, 5))
    protocol = Protocol("p", "P", mode, epochs, holding=holding, n_sweeps=3, rate=40.0, lead=1 / 64)
    return Experiment(CELLS["squid_axon"], protocol, seed=5)


def test_the_command_is_finite_and_of_the_right_length(experiment: Experiment) -> None:
    protocol = experiment.protocol
    tested = protocol.epochs[1]
    for sweep in range(3):
        command = protocol.command(sweep, 5)
        assert command.shape == (protocol.n_samples,)
        assert np.isfinite(command).all()
        window = protocol.window("B", sweep)
        assert window.stop - window.start == (0 if tested.skipped else (31 + 2 * sweep) * 40)


def test_the_recorded_command_is_the_previewed_one(experiment: Experiment) -> None:
    assert problems(experiment) == ()
    recording = simulate(experiment)
    protocol = experiment.protocol
    for sweep in range(3):
        command = protocol.command(sweep, 5)
        np.testing.assert_array_equal(recording.command[sweep], command)
        shown = corners(protocol, sweep, 5)
        assert shown["x"] == sorted(shown["x"])
        assert min(shown["y"]) == pytest.approx(command.min(), abs=1e-9)
        assert max(shown["y"]) == pytest.approx(command.max(), abs=1e-9)


@pytest.mark.parametrize("path", ["B.level", "B.duration"])
@pytest.mark.parametrize("lead", [0.0, 1 / 64])
def test_so_it_is_with_a_user_list_and_any_lead(experiment: Experiment, path: str, lead: float) -> None:
    values = (12.0, 1.0, 25.0) if path == "B.duration" else (-20.0, 15.0, 3.5)
    protocol = replace(experiment.protocol, lead=lead, user_list=UserList(path, values))
    listed = replace(experiment, protocol=protocol)
    assert problems(listed) == ()
    recording = simulate(listed)
    for sweep in range(3):
        command = protocol.command(sweep, 5)
        np.testing.assert_array_equal(recording.command[sweep], command)
        assert protocol.bounds(sweep)[0] == int(protocol.n_samples * lead)
        shown = corners(protocol, sweep, 5)
        assert min(shown["y"]) == pytest.approx(command.min(), abs=1e-9)
        assert max(shown["y"]) == pytest.approx(command.max(), abs=1e-9)


def test_it_travels(experiment: Experiment) -> None:
    assert from_json(Experiment, to_json(experiment)) == experiment
    assert pickle.loads(pickle.dumps(experiment)) == experiment
    assert isinstance(hash(experiment), int)


def test_the_same_seed_is_the_same_command_and_only_noise_hears_another(experiment: Experiment) -> None:
    again = from_json(Experiment, to_json(experiment)).protocol
    np.testing.assert_array_equal(again.command(2, 5), experiment.protocol.command(2, 5))
    other = np.array_equal(experiment.protocol.command(2, 6), experiment.protocol.command(2, 5))
    assert other == (experiment.protocol.epochs[1].kind != "noise")


@pytest.mark.parametrize("kind", EPOCHS.values(), ids=list(EPOCHS))
def test_a_single_sample_is_enough_and_none_is_no_harm(kind: Any) -> None:
    for duration in (0.0, 0.025, 0.05):
        protocol = Protocol("p", "P", "vc", (kind(1.0, duration), Step(0, 1)))
        assert np.isfinite(protocol.command(0)).all()


def test_kinds_have_values_that_a_column_can_begin_with() -> None:
    for kind in EPOCHS.values():
        made = kind(level=-70.0, duration=10.0)
        assert kind.label
        assert replace(made, level=5.0).level == 5.0
        assert list(made.faults(40.0)) == []
