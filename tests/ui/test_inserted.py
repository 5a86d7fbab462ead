"""Any channel of the library, added to any cell as the form does it, runs and stays finite at two temperatures."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, PROTOCOLS, Experiment, simulate
from patch_sim.protocols import Step
from patch_sim_ui.view.edits import with_channel

BRIEF = replace(PROTOCOLS["action_potential"], epochs=(Step(0.0, 1.0), Step(20.0, 2.0)), scale="")
CLAMPED = replace(PROTOCOLS["voltage_step"], epochs=(Step(-70.0, 1.0), Step(0.0, 2.0)), scale="")


@pytest.mark.parametrize("celsius", [22.0, 37.0])
@pytest.mark.parametrize("name", CELLS)
def test_any_channel_in_any_cell(name: str, celsius: float) -> None:
    paces = "v_rest" not in CELLS[name].facts  # nothing to rest at: a second of it would run before every sweep
    experiment = Experiment(replace(CELLS[name], celsius=celsius), CLAMPED if paces else BRIEF)
    (section, *_) = experiment.cell.sections
    for channel in sorted(set(CHANNELS) - {channel.name for channel in section.channels}):
        recording = simulate(with_channel(experiment, section.name, channel))
        wild = [signal for signal, values in recording.signals.items() if not np.isfinite(values).all()]
        assert not wild, channel
        assert f"i_{channel}" in recording.signals
