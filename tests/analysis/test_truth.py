"""Behind a rig an analysis owes the truth beside its voltages: what it reads of the same cell without the rig."""

from dataclasses import replace

import pytest

from patch_sim import ANALYSES, CELLS, RIGS, Experiment, simulate
from patch_sim.fields import edit

SQUID = CELLS["squid_axon"]
SMALL = edit(SQUID, "sections.soma.length", SQUID.sections[0].length / 10)


@pytest.mark.parametrize(("name", "protocol"), [("g_v", "na_activation"), ("h_inf", "steady_state_inactivation")])
def test_half_voltages_stand_beside_what_the_ideal_electrode_has(name: str, protocol: str) -> None:
    """A tenth of the squid's patch behind 5 MΩ: activation is read several mV too negative, and correction helps."""
    ideal = ANALYSES[name].run(simulate(Experiment.of(SMALL, protocol)))
    assert not ideal.true
    rig = replace(RIGS["whole_cell"], r_s_mohm=5.0)
    errors = []
    for correction in (0.0, 90.0):
        set_up = replace(rig, correction=correction, r_set_mohm=5.0 if correction else 0.0)
        found = ANALYSES[name].run(simulate(Experiment.of(SMALL, protocol, set_up)))
        assert found.true["V½"] == ideal.values["V½"]
        errors.append(found.values["V½"][0] - found.true["V½"][0])
    if name == "g_v":
        assert errors[0] < -1.0
    assert abs(errors[1]) < abs(errors[0])
