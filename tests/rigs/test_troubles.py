"""Every trouble owes what it says: to be seen in the Membrane Test and in the sweeps, and to come by degrees."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import ANALYSES, RIGS, Experiment, simulate
from patch_sim.engine.problems import problems
from patch_sim.rigs import TROUBLES, Rig

SOUND = replace(RIGS["whole_cell"], cutoff=5.0, noise=1.0)
SEEN = {
    "leaky_seal": ("Rm", -1),
    "rising_access": ("Ra", 1),
    "clogged_pipette": ("Ra", 1),
    "dying_cell": ("Rm", -1),
    "baseline_drift": ("Hold", -1),
}
"""What of the Membrane Test moves, and which way."""


def measured(rig: Rig) -> dict[str, float]:
    recording = simulate(Experiment.of("model_cell", "membrane_test", rig, seed=2))
    return {name: number for name, (number, _) in ANALYSES["membrane_test"].run(recording).values.items()}


@pytest.mark.parametrize("name", SEEN)
def test_the_membrane_test_shows_it_and_the_more_the_further_it_is(name: str) -> None:
    what, way = SEEN[name]
    readings = [measured(TROUBLES[name].at(SOUND, share))[what] for share in (0.0, 0.5, 1.0)]
    moved = way * np.diff(readings)
    assert (moved > 0).all()
    assert abs(readings[2] - readings[0]) > 0.2 * abs(readings[0])


def test_hum_makes_the_base_line_swing() -> None:
    hum = replace(TROUBLES["mains_hum"].at(SOUND), noise=0.0)
    single = Experiment.of("model_cell", "membrane_test", hum)
    single = replace(single, protocol=replace(single.protocol, n_runs=8, keep_runs=True))
    holds = [run["i_m"][0, :1000].mean() for run in simulate(single).runs]
    assert np.ptp(holds) > 20.0


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("protocol", ["iv_curve", "action_potential"])
def test_the_sweeps_show_it(name: str, protocol: str) -> None:
    """More than ten times what the noise of a sample does to one sweep's peak to peak."""
    sound, bad = (simulate(Experiment.of("squid_axon", protocol, rig)) for rig in (SOUND, TROUBLES[name].at(SOUND)))
    assert not problems(bad.experiment)
    signal = "i_m" if protocol == "iv_curve" else "v_pip"
    assert np.abs(bad[signal] - sound[signal]).max() > (20.0 if protocol == "iv_curve" else 1.0)


def test_none_of_it_is_none() -> None:
    for trouble in TROUBLES.values():
        assert trouble.at(SOUND, 0.0) == SOUND
        assert trouble.see
        assert trouble.why
