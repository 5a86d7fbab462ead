"""Action potentials behind an electrode whose resistance no bridge balances: what the command does is no spike."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import Experiment, Recording, simulate
from patch_sim.analysis.firing import fired, jumps
from patch_sim.analysis.measure import Spike


def through(r_s_mohm: float, cell: str, protocol: str, **rig: float) -> Recording:
    experiment = Experiment.of(cell, protocol)
    return simulate(replace(experiment, rig=replace(experiment.rig, r_s_mohm=r_s_mohm, **rig)))


def first(recording: Recording) -> Spike:
    return fired(recording, 0)[0]


@pytest.mark.parametrize("r_s_mohm", [10.0, 20.0])
def test_threshold_is_that_of_the_membrane_and_the_drop_over_the_resistance(r_s_mohm: float) -> None:
    bare = first(through(0.0, "regular_spiking", "action_potential"))
    seen = through(r_s_mohm, "regular_spiking", "action_potential")
    spike = first(seen)
    drop = 1e-3 * r_s_mohm * seen.command.max()
    assert drop > 40  # past the detection level by itself
    assert spike.threshold_at == pytest.approx(bare.threshold_at, abs=0.02)
    assert spike.threshold - drop == pytest.approx(bare.threshold, abs=0.5)


def test_a_capacitance_and_a_filter_put_the_artefact_off_and_not_the_threshold() -> None:
    bare = first(through(0.0, "regular_spiking", "action_potential"))
    spike = first(through(20.0, "regular_spiking", "action_potential", c_pip=3.0, cutoff=10.0))
    assert bare.threshold_at < spike.threshold_at < bare.threshold_at + 0.3


def test_artefacts_of_a_train_are_not_counted() -> None:
    for r_s_mohm in (0.0, 10.0, 20.0):
        assert len(fired(through(r_s_mohm, "ca1_pyramidal", "pulse_train"), 0)) == 10


def test_a_membrane_without_channels_never_fires() -> None:
    bare = through(0.0, "model_cell", "gap_free").experiment
    pulse = replace(Experiment.of("squid_axon", "current_step").protocol.epochs[1], level=200.0)
    step = replace(bare.protocol, epochs=(replace(pulse, level=0.0), pulse, replace(pulse, level=0.0)))
    for r_s_mohm in (0.0, 200.0):
        recording = simulate(replace(bare, protocol=step, rig=replace(bare.rig, r_s_mohm=r_s_mohm)))
        assert recording.potential.max() > 0
        assert fired(recording, 0) == ()


def test_a_strong_current_does_not_begin_the_spike() -> None:
    recording = through(0.0, "regular_spiking", "pulse_train")
    spike = first(recording)
    assert spike.threshold > recording.potential[0, 0] + 10
    assert spike.threshold_at > 10.5  # the pulse begins at 10 ms and drives v at more than 20 mV/ms


def test_ramps_and_sines_have_no_jumps() -> None:
    assert jumps(np.linspace(0, 1, 100)).size == 0
    assert jumps(np.sin(np.linspace(0, 20, 1000))).size == 0
    assert jumps(np.repeat([0.0, 5.0, 0.0], 10)).tolist() == [10, 20]
    assert jumps(np.zeros(1)).size == 0
