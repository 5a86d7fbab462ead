"""What every entry of every registry owes its users."""

import pickle
from typing import Any

import pytest

from patch_sim import (
    ANALYSES,
    CELLS,
    CHANNELS,
    DRUGS,
    PROTOCOLS,
    RIGS,
    SOLUTIONS,
    Experiment,
    UnknownNameError,
    simulate,
)
from patch_sim.analysis import Analysis
from patch_sim.engine.problems import problems
from patch_sim.fields import controls, edit
from patch_sim.protocols import EPOCHS
from patch_sim.registry import Registry
from patch_sim.rigs import TROUBLES
from patch_sim.values import from_json, to_json

SHELVES: list[Registry[Any]] = [CHANNELS, CELLS, DRUGS, PROTOCOLS, RIGS, SOLUTIONS, TROUBLES]
ENTRIES = [pytest.param(entry, id=f"{shelf.what}-{name}") for shelf in SHELVES for name, entry in shelf.items()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_travels_as_json_and_pickle(entry: Any) -> None:
    assert from_json(type(entry), to_json(entry)) == entry
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert isinstance(hash(entry), int)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if hasattr(e.values[0], "source")])
def test_says_where_it_comes_from(entry: Any) -> None:
    assert entry.source


@pytest.mark.parametrize("analysis", ANALYSES.values(), ids=list(ANALYSES))
def test_analysis_says_where_it_comes_from(analysis: Analysis) -> None:
    assert analysis.source
    assert analysis.label
    assert analysis.modes


def test_protocol_says_what_to_see_why_and_what_to_try(protocol: Any) -> None:
    assert protocol.see
    assert protocol.why
    assert protocol.try_


def test_protocol_names_an_analysis_that_reads_it(protocol: Any) -> None:
    assert protocol.mode in ANALYSES[protocol.analysis].modes


def test_experiment_has_no_problem_and_travels(experiment: Experiment) -> None:
    assert problems(experiment) == ()
    assert from_json(Experiment, to_json(experiment)) == experiment
    assert pickle.loads(pickle.dumps(experiment)) == experiment


def test_every_row_of_the_form_can_be_written_back(experiment: Experiment) -> None:
    rows = controls(experiment, experiment)
    assert len({row.path for row in rows}) == len(rows)
    for row in rows:
        assert edit(experiment, row.path, row.value) == experiment
        assert row.label
        if row.kind == "number" and row.value is not None:
            assert row.lo <= row.span[0] <= row.value <= row.span[1] <= row.hi


def test_signal_names_are_distinct_and_have_units(experiment: Experiment) -> None:
    cell = experiment.cell
    recording = simulate(experiment)
    names = ["v", "i_m", "command"]
    for section in cell.sections:
        names += [pool.signal for pool in section.pools]
        for channel in section.channels:
            names += [f"i_{channel.name}", *(f"{channel.name}.{gate.name}" for gate in channel.gates)]
            names += [f"{channel.name}.{state}" for state in channel.states]
    assert len(set(names)) == len(names)
    assert set(names) == set(recording.signals) == set(recording.units)


@pytest.mark.parametrize("shelf", [*SHELVES, EPOCHS, ANALYSES], ids=lambda shelf: shelf.what)
def test_an_unknown_name_gets_a_hint(shelf: Registry[Any]) -> None:
    name = next(iter(shelf))
    with pytest.raises(UnknownNameError, match=f"no {shelf.what} '{name}x'; did you mean '{name}'"):
        shelf[f"{name}x"]
    assert f"{name}x" not in shelf


def test_what_a_cell_lacks_is_said() -> None:
    passive = CELLS["model_cell"]
    assert "sodium" in PROTOCOLS["na_activation"].lacks(passive)
    assert not PROTOCOLS["frequency_response"].lacks(passive)
    assert PROTOCOLS["na_activation"].fits(CELLS["squid_axon"])
