"""A run that was prepared: nothing is left to work out before its first step, and it is the same run."""

from collections.abc import Callable

import numpy as np
import pytest

from patch_sim import RIGS, Experiment, simulate
from patch_sim.engine import march, rest, schemes
from patch_sim.engine.prepare import prepare
from patch_sim.fields import edit

KEPT: tuple[Callable, ...] = (rest.start, march.planned, march.coupled_tables, schemes.rows)


def made() -> list[int]:
    """How often each of what is kept has been worked out."""
    return [kept.cache_info().misses for kept in KEPT]


@pytest.mark.parametrize("protocol", ["fi_curve", "strength_duration", "iv_curve"])
def test_nothing_is_left_to_work_out(protocol: str) -> None:
    experiment = edit(Experiment.of("purkinje", protocol), "cell.celsius", 30.0)
    prepare(experiment)
    before = made()
    simulate(experiment)
    assert made() == before


def test_a_prepared_run_is_the_same() -> None:
    experiment = Experiment.of("thalamic_relay", "fi_curve")
    expected = simulate(experiment)
    other = edit(edit(experiment, "cell.celsius", 35.5), "cell.celsius", experiment.cell.celsius)
    prepare(other)
    assert all(np.array_equal(rows, expected[name]) for name, rows in simulate(other).signals.items())


def test_what_cannot_run_is_left_to_the_run() -> None:
    prepare(edit(Experiment.of("squid_axon", "iv_curve"), "protocol.rate", 5000.0))
    prepare(edit(Experiment.of("squid_axon", "iv_curve"), "protocol.n_sweeps", 3000))
    prepare(Experiment.of("squid_axon", "gap_free", rig=RIGS["whole_cell"]))
