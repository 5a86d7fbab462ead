"""The Membrane Test owes the truth of what it measures through a rig, and a word where there is nothing to measure."""

from dataclasses import replace
from typing import Any

import pytest

from patch_sim import ANALYSES, CELLS, RIGS, Experiment, simulate
from patch_sim.analysis import Result
from patch_sim.analysis.library.membrane_test import held_inside, long_enough, truth
from patch_sim.engine.problems import problems

RIG = replace(RIGS["whole_cell"], noise=2.0, cutoff=5.0)


def measured(cell: str, rig: Any = RIG, seed: int = 3) -> Result:
    return ANALYSES["membrane_test"].run(simulate(Experiment.of(cell, "membrane_test", rig, seed)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_model_cell_with_noise(seed: int) -> None:
    """2 pA rms at 5 kHz, 20 pulses: 10 MΩ and 33 pF within 2 %, 500 MΩ within 5 %."""
    values = {name: number for name, (number, _) in measured("model_cell", seed=seed).values.items()}
    assert values["Ra"] == pytest.approx(10.0, rel=0.02)
    assert values["Cm"] == pytest.approx(33.0, rel=0.02)
    assert values["Rm"] == pytest.approx(500.0, rel=0.05)
    assert values["Tau"] == pytest.approx(0.3235, rel=0.02)


@pytest.mark.parametrize("cell", [name for name in CELLS if not problems(Experiment.of(name, "membrane_test", RIG))])
def test_every_cell_at_its_holding(cell: str) -> None:
    """Access and capacitance within 2 %; the membrane's resistance within 5 % where it is 20 times the access.

    As the window does it: a few single pulses to hold the membrane itself, then the mean of 20.
    """
    experiment = Experiment.of(cell, "membrane_test", RIG, seed=3)
    true = truth(experiment)
    test = experiment
    for n_runs in (4, 4, 20) if CELLS[cell].n_segments == 1 else (20,):
        runs = replace(test, protocol=replace(test.protocol, n_runs=n_runs))
        found = {name: number for name, (number, _) in ANALYSES["membrane_test"].run(simulate(runs)).values.items()}
        test = held_inside(experiment, found["Ra"], found["Rm"], found["Hold"])
    assert found["Ra"] == pytest.approx(true["Ra"][0], rel=0.02)
    if "Cm" in true:
        assert found["Cm"] == pytest.approx(true["Cm"][0], rel=0.02)
    if true["Rm"][0] > 20 * true["Ra"][0]:
        assert found["Rm"] == pytest.approx(true["Rm"][0], rel=0.05)


def test_a_rising_access_is_seen() -> None:
    for r_s in (5.0, 15.0, 24.0):
        values = measured("model_cell", replace(RIG, r_s_mohm=r_s)).values
        assert values["Ra"][0] == pytest.approx(r_s, rel=0.02)


def test_stages_of_a_recording() -> None:
    """In the bath the pipette's 5 MΩ; on the cell the seal beside a patch; ideal, no transient at all."""
    bath, patch, ideal = (measured("model_cell", rig) for rig in ("bath", "cell_attached", "ideal"))
    assert bath.values["Rt"][0] == pytest.approx(5.0, rel=0.01)
    assert patch.values["Rt"][0] == pytest.approx(1 / (1 / 1e4 + 1 / 10_500), rel=0.02)
    assert "ideal electrode" in ideal.note
    compensated = measured("model_cell", replace(RIG, c_set=33.0, r_set_mohm=10.0))
    assert "Whole-cell compensation" in compensated.note


def test_a_step_lasts_as_long_as_the_cell_takes() -> None:
    """Behind 20 MΩ 290 pF take 5.5 ms to charge; eight of those."""
    experiment = Experiment.of("low_threshold_spiking", "membrane_test", replace(RIG, r_s_mohm=20.0))
    assert long_enough(experiment, 5.5).protocol.epochs[1].duration == 44.0
    for tau in (0.3, float("nan")):
        assert long_enough(experiment, tau) == experiment


def test_what_has_no_steady_state_is_said() -> None:
    """T and h current of a relay cell move for a second; a model cell has none."""
    for cell, moves in (("thalamic_relay", True), ("model_cell", False)):
        experiment = long_enough(Experiment.of(cell, "membrane_test", RIG), 8.0)
        note = ANALYSES["membrane_test"].run(simulate(experiment)).note
        assert ("still moves" in note) == moves


@pytest.mark.parametrize(("ra", "rm", "hold"), [(float("nan"), 100.0, 1.0), (50.0, 20.0, 1.0), (10.0, 500.0, 1e5)])
def test_what_cannot_be_made_up_for_is_left(ra: float, rm: float, hold: float) -> None:
    experiment = Experiment.of("model_cell", "membrane_test", RIG)
    assert held_inside(experiment, ra, rm, hold) == experiment
