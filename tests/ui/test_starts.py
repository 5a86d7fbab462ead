"""The presets that the page offers: six starts, and a menu that says what does not fit."""

import pytest

from patch_sim.cells import CELLS
from patch_sim.experiment import Experiment
from patch_sim.protocols import PROTOCOLS
from patch_sim_ui.view import edits
from patch_sim_ui.view.starts import CELL, STARTS, cells, pictured, presets, starts


def test_six_starts_on_six_keys_each_with_its_picture() -> None:
    assert [start.key for start in starts()] == list("123456")
    assert [start.protocol for start in starts()] == list(STARTS)
    for start in pictured():
        assert start.lines
        assert "nan" not in "".join(line.d for line in start.lines)
    assert all(PROTOCOLS[name].fits(CELLS[CELL]) for name in STARTS)


@pytest.mark.parametrize("cell", CELLS.values(), ids=list(CELLS))
def test_the_menu_has_every_preset_once_and_says_what_is_missing(cell) -> None:
    menu = [choice for group in presets(cell) for choice in group.choices]
    assert sorted(choice.name for choice in menu) == list(PROTOCOLS)
    for choice in menu:
        lack = PROTOCOLS[choice.name].lacks(cell)
        assert not choice.disabled or lack
        if not choice.disabled:
            edits.picked(Experiment.of(cell, "gap_free"), cell.name, choice.name)
        assert choice.label == PROTOCOLS[choice.name].label + (f" (needs {lack})" if lack else "")


def test_a_cell_that_the_protocol_does_not_fit_gets_one_that_does() -> None:
    firing = Experiment.of("squid_axon", "action_potential")
    passive = edits.picked(firing, "model_cell", "action_potential")
    assert passive.cell.name == "model_cell"
    assert passive.protocol.mode == "cc"
    assert PROTOCOLS[passive.protocol.name].fits(passive.cell)


def test_a_family_of_steps_stays_with_its_changes_when_the_cell_changes() -> None:
    changed = edits.changed(Experiment.of("squid_axon", "iv_curve"), "protocol.epochs.B.duration", "30")
    other = edits.picked(changed, "regular_spiking", "iv_curve")
    assert other.protocol.epochs[1].duration == 30.0


def test_the_menu_of_cells_has_every_cell_under_its_heading() -> None:
    groups = cells()
    assert groups[0].label == CELLS[CELL].group
    assert sorted(choice.name for group in groups for choice in group.choices) == sorted(CELLS)
    assert all(CELLS[choice.name].group == group.label for group in groups for choice in group.choices)
