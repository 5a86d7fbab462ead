"""The rig's check owes numbers that bound what a run then shows, and remedies that help."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.engine.problems import problems
from patch_sim.engine.rig_check import rig_check
from patch_sim.fields import edit
from patch_sim.rigs import Rig

MODEL, SQUID = CELLS["model_cell"], CELLS["squid_axon"]
SMALL = edit(SQUID, "sections.soma.length", SQUID.sections[0].length / 10)


def rig(**fields: Any) -> Rig:
    return Rig("rig", "Rig", **fields)


def test_the_check_names_the_correction_that_is_needed_and_it_helps() -> None:
    """A tenth of the squid's patch draws 4.5 nA: 45 mV behind 10 MΩ, of which 90 % go."""
    experiment = replace(Experiment.of("squid_axon", "iv_curve", "whole_cell"), cell=SMALL)
    first = rig_check(experiment)[0]
    assert first.is_warning
    assert dict(first.edits) == {"rig.r_set_mohm": 10.0, "rig.correction": 90.0}
    for path, number in first.edits:
        experiment = edit(experiment, path, number)
    assert not problems(experiment)
    assert not rig_check(experiment)[0].is_warning
    assert rig_check(Experiment.of("squid_axon", "iv_curve")) == ()


@pytest.mark.parametrize("percent", [0.0, 80.0])
def test_the_error_that_the_check_names_bounds_the_true_one_and_is_near_it(percent: float) -> None:
    """What an ideal clamp passes, 45 nA over 10 MΩ, would be 450 mV: more than drives any current."""
    bare = Experiment.of("squid_axon", "iv_curve", "whole_cell")
    set_up = edit(edit(bare, "rig.r_set_mohm", 10.0), "rig.correction", percent)
    recording = simulate(set_up)
    settled = recording.experiment.protocol.window("B")
    late = slice((settled.start + settled.stop) // 2, settled.stop)
    true = float(np.abs(recording.command - recording["v"])[:, late].max())
    found = rig_check(set_up)
    said = float(found[0].text.split(" mV")[0].split()[-1])
    assert true <= said < 1.4 * true
    assert not any("e+" in finding.text for finding in found)


def test_the_check_knows_the_lag_of_the_correction() -> None:
    """100 µs of charging, 1 µs left of it, 10 µs of lag: 8 kHz where the residue alone would promise 159 kHz."""
    bare = Experiment.of("squid_axon", "iv_curve", "whole_cell")
    corrected = edit(edit(bare, "rig.r_set_mohm", 10.0), "rig.correction", 99.0)
    (text,) = (finding.text for finding in rig_check(corrected) if "follows" in finding.text)
    assert 5.0 < float(text.split(" kHz")[0].split()[-1]) < 15.0


def test_the_check_says_what_will_oscillate_and_what_is_out_of_range() -> None:
    """5 pF of pipette under 80 % correction run away; 18 nA are beyond 10 nA, and beyond 20 nA at a gain of ten."""
    experiment = replace(
        Experiment.of("squid_axon", "iv_curve"), rig=rig(r_s_mohm=5.0, r_set_mohm=5.0, correction=80.0)
    )
    loose = edit(experiment, "rig.c_pip", 5.0)
    assert "oscillate" in rig_check(loose)[0].text
    assert dict(rig_check(loose)[0].edits) == {"rig.c_fast": 5.0}
    assert not any("oscillate" in finding.text for finding in rig_check(edit(loose, "rig.c_fast", 5.0)))
    wide = edit(edit(experiment, "rig.range_na", 200.0), "rig.gain", 10.0)
    (found,) = (finding for finding in rig_check(wide) if "beyond what is recorded" in finding.text)
    assert dict(found.edits) == {"rig.gain": 1.0}
    assert not any("beyond" in finding.text for finding in rig_check(edit(wide, "rig.gain", 1.0)))
