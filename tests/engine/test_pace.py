"""How long a run will take, of those that ran."""

from dataclasses import replace
from time import process_time

import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.engine.pace import Pace, estimate, kind, work
from patch_sim.fields import edit
from patch_sim.protocols import LeakSubtraction

SPIKES = Experiment.of("squid_axon", "repetitive_firing")
FAMILY = Experiment.of("squid_axon", "iv_curve")


def test_nothing_is_known_before_anything_ran() -> None:
    pace = Pace()
    assert pace.expected(SPIKES) is None
    pace.note(SPIKES, 0.1)
    assert pace.expected(SPIKES) == pytest.approx(0.1)
    assert pace.expected(FAMILY) is None, "an exact clamp takes no steps"


def test_work_is_steps_times_channels() -> None:
    twice = edit(SPIKES, "protocol.n_sweeps", 2 * SPIKES.protocol.n_sweeps)
    assert work(twice) == 2 * work(SPIKES)
    assert work(edit(SPIKES, "solver.dt", SPIKES.solver.dt / 2)) == 2 * work(SPIKES)
    assert work(edit(FAMILY, "solver.dt", 0.005)) == work(FAMILY)
    n = FAMILY.protocol.n_samples
    with_leak = work(edit(FAMILY, "protocol.p_n", LeakSubtraction(4, settle=0.0)))
    assert with_leak == pytest.approx(5 * work(FAMILY) * (n + 1) / n), "a sample of each tells the holding current"
    slow = edit(edit(SPIKES, "protocol.rests", "continue"), "protocol.interval_s", 5.0)
    assert work(slow) > work(SPIKES)


def test_a_membrane_that_never_ran_costs_what_another_does() -> None:
    pace = Pace()
    pace.note(SPIKES, 0.1)
    other = replace(SPIKES, cell=CELLS["wang_buzsaki"])
    assert kind(other) != kind(SPIKES)
    assert pace.expected(other) == pytest.approx(0.1 * work(other) / work(SPIKES), rel=1e-4)


def test_a_long_run_is_foreseen_from_short_ones() -> None:
    assert estimate([(1e3, 0.004), (2e3, 0.005), (2e3, 0.005)], 1e5) == pytest.approx(0.103)
    assert estimate([(1e3, 0.005), (1e6, 0.004)], 1e6) == pytest.approx(0.004), "never below nothing"


def test_the_clock_agrees() -> None:
    def run(sweeps: int) -> tuple[Experiment, float]:
        experiment = edit(SPIKES, "protocol.n_sweeps", sweeps)
        start = process_time()  # of this process alone, whatever else the machine does
        simulate(experiment)
        return experiment, process_time() - start

    run(2)
    pace = Pace()
    for sweeps in (2, 2, 16, 16):
        pace.note(*run(sweeps))
    experiment, took = min((run(64) for _ in range(3)), key=lambda pair: pair[1])
    foreseen = pace.expected(experiment)
    assert foreseen
    assert took / 4 < foreseen < took * 4
