"""P/N leak subtraction through a real electrode: what it leaves of the transients of a step, and of a noisy record."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, RIGS, Experiment, simulate
from patch_sim.cells import Cell
from patch_sim.engine.trial import SUBTRACTED
from patch_sim.protocols import EPOCHS, LeakSubtraction, Protocol, Step
from patch_sim.rigs import Rig

ELECTRODE = replace(RIGS["whole_cell"], name="five", r_s_mohm=5.0)


def stepped(cell: Cell, p_n: LeakSubtraction | None, rig: Rig = ELECTRODE, **fields: Any) -> Experiment:
    epochs = (Step(-70, 5), Step(0, 20), EPOCHS["ramp"](-70, 5), Step(-70, 5))
    return Experiment(cell, Protocol("p", "P", "vc", epochs, holding=-70.0, p_n=p_n, **fields), rig)


@pytest.mark.parametrize("polarity", ["same", "opposite"])
@pytest.mark.parametrize("timing", ["before", "after"])
def test_a_passive_membrane_leaves_half_a_percent_of_its_transient(polarity: Any, timing: Any) -> None:
    cell = CELLS["model_cell"]
    p_n = LeakSubtraction(4, polarity, timing, settle=50.0)
    recording = simulate(stepped(cell, p_n))
    transient = np.abs(recording["i_m"] - recording["i_m"][:, :1]).max()
    assert transient > 5000, "70 mV over 5 MΩ"
    assert np.abs(recording[SUBTRACTED]).max() < 0.005 * transient


def test_the_squid_axon_keeps_its_sodium_current_and_loses_its_transients() -> None:
    cell = CELLS["squid_axon"]
    recording = simulate(stepped(cell, LeakSubtraction(8, holding=-110.0, settle=100.0)))
    window = recording.window("B")
    raw, less = (recording[name][0, window] for name in ("i_m", SUBTRACTED))
    transient = np.abs(raw[:4]).max()
    # the membrane's own capacitance charges in 50 µs, long before a gate has moved
    assert np.abs(less[:2]).max() < 0.005 * transient
    gated = (recording["i_nav_hh"] + recording["i_kv_hh"])[0, window] - recording["i_kv_hh"][0, 0]
    # what flows through the resistance moves the membrane: its leak and charge then differ from the sub-sweeps'
    error = np.abs(less - gated)[20:] / np.abs(gated).max()
    assert error.max() < 0.05
    assert error[-100:].max() < 0.02


def test_the_noise_of_the_difference_is_that_of_all_that_was_added() -> None:
    quiet = replace(ELECTRODE, noise=3.0)
    held = replace(stepped(CELLS["model_cell"], LeakSubtraction(4, settle=50.0), quiet), seed=5)
    recording = simulate(replace(held, protocol=replace(held.protocol, epochs=(Step(-70, 200),))))
    raw, less = recording["i_m"][0], recording[SUBTRACTED][0]
    assert np.std(less) == pytest.approx(np.sqrt(5) * np.std(raw), rel=0.1)
