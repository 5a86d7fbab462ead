"""The next run is prepared when its cell or protocol has been chosen, and a run does not work out what is under way."""

from threading import Event

import pytest

from patch_sim import Experiment
from patch_sim_ui import readied
from patch_sim_ui.readied import Readied

ONE, TWO, THREE = (Experiment.of(name, "fi_curve") for name in ("squid_axon", "purkinje", "wang_buzsaki"))


def test_a_run_waits_for_what_is_prepared_of_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    ready, done = Event(), list[Experiment]()
    monkeypatch.setattr(readied, "prepare", lambda experiment: (ready.wait(60), done.append(experiment)))
    mine = Readied()
    mine.begin(ONE)
    mine.wait(TWO)
    assert done == [], "another cell's run does not wait"
    ready.set()
    mine.wait(ONE)
    assert done == [ONE]


def test_only_the_newest_choice_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ready, done = Event(), Event(), list[Experiment]()

    def prepare(experiment: Experiment) -> None:
        begun.set()
        ready.wait(60)
        done.append(experiment)

    monkeypatch.setattr(readied, "prepare", prepare)
    mine = Readied()
    mine.begin(ONE)
    assert begun.wait(60)
    mine.begin(TWO)
    mine.begin(THREE)
    ready.set()
    mine.wait(THREE)
    assert done == [ONE, THREE]


def test_what_goes_wrong_is_left_to_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readied, "prepare", lambda experiment: 1 / 0)
    mine = Readied()
    mine.begin(ONE)
    mine.wait(ONE)
