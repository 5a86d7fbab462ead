"""Undo and redo."""

import pytest

from patch_sim.experiment import Experiment
from patch_sim.fields import edit
from patch_sim_ui.state.history import MOST, History

G = "cell.sections.soma.channels.nav_hh.g_max"


@pytest.fixture
def versions() -> list[Experiment]:
    """The same experiment with five conductances."""
    iv = Experiment.of("squid_axon", "iv_curve")
    return [iv, *(edit(iv, G, float(g)) for g in range(1, 5))]


def test_a_change_can_be_undone_and_redone(versions: list[Experiment]) -> None:
    here = History(versions[0]).committed(versions[1]).committed(versions[2])
    assert here.undone().now == versions[1]
    assert here.undone().undone().now == versions[0]
    assert here.undone().undone().undone().now == versions[0]
    assert here.undone().redone() == here
    assert here.redone() == here


def test_a_new_change_ends_the_way_forth(versions: list[Experiment]) -> None:
    assert History(versions[0]).committed(versions[1]).undone().committed(versions[2]).future == ()


def test_a_drag_is_one_step(versions: list[Experiment]) -> None:
    here = History(versions[0]).dragged(versions[1]).dragged(versions[2]).committed(versions[3])
    assert here.past == (versions[0],)
    assert here.undone().now == versions[0]


def test_a_drag_back_to_its_start_is_none(versions: list[Experiment]) -> None:
    assert History(versions[0]).dragged(versions[1]).committed(versions[0]).past == ()


def test_undo_in_the_middle_of_a_drag_takes_the_drag_back(versions: list[Experiment]) -> None:
    assert History(versions[0]).dragged(versions[1]).undone().now == versions[0]


def test_the_way_back_is_bounded(versions: list[Experiment]) -> None:
    here = History(versions[0])
    for k in range(3 * MOST):
        here = here.committed(versions[1 + k % 2])
    assert len(here.past) == MOST
