"""The Membrane Test owes the truth of what it measures through a rig, and a word where there is nothing to measure."""

from dataclasses import replace
from typing import Any

import pytest

from patch_sim import ANALYSES, CELLS, RIGS, Experiment, simulate
from patch_sim.analysis import Result
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


WIDER = {"intrinsically_bursting": 0.07, "low_threshold_spiking": 0.08}
"""Cells that hold a current, so that they rest elsewhere behind the access than at the command."""
MOVING = {"thalamic_relay": 0.04}
"""Cells whose T and h currents move within the transient, and for longer than the pulse: no steady state to read."""


@pytest.mark.parametrize("cell", [name for name in CELLS if not problems(Experiment.of(name, "membrane_test", RIG))])
def test_every_cell_at_its_holding(cell: str) -> None:
    """Access and capacitance within 2 %; the membrane's resistance within 5 % where it is 20 times the access."""
    result = measured(cell)
    found = {name: result.values[name][0] / result.true[name][0] for name in ("Ra", "Rm", "Cm")}
    assert found["Ra"] == pytest.approx(1.0, rel=MOVING.get(cell, 0.02))
    assert found["Cm"] == pytest.approx(1.0, rel=MOVING.get(cell, 0.02))
    if result.true["Rm"][0] > 200.0 and cell not in MOVING:
        assert found["Rm"] == pytest.approx(1.0, rel=WIDER.get(cell, 0.05))


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
