"""What four times the potassium outside does to a cell: E_K, rest and firing move the way of textbooks."""

import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.analysis.measure import spikes
from patch_sim.cells import Cell
from patch_sim.engine.rest import rest
from patch_sim.engine.tables import membrane
from patch_sim.fields import edit
from patch_sim.protocols import Protocol, Step


def raised(cell: Cell) -> Cell:
    return edit(cell, "ions.k.out", 4 * next(ion.out for ion in cell.ions if ion.name == "k"))


def fired(cell: Cell, level: float) -> int:
    step = Protocol("step", "Step", "cc", (Step(0.0, 20.0), Step(level, 300.0)), rate=20.0)
    recording = simulate(Experiment.of(cell, step))
    return len(spikes(recording.time, recording["v"][0]))


@pytest.mark.parametrize(("name", "rise"), [("regular_spiking", 0.7), ("thalamic_relay", 9.0), ("squid_axon", None)])
def test_potassium_outside_depolarizes(name: str, rise: float | None) -> None:
    """By as much as the resting conductance for potassium has it: little beside a leak that is fixed, as in the cortex.

    The squid's axon, whose rest is potassium's, does not come to rest at all or lies far above.
    """
    cell = CELLS[name]
    potassium = next(channel for channel in cell.channels if channel.family == "kv")
    assert raised(cell).e_rev(potassium) - cell.e_rev(potassium) == pytest.approx(
        26.64 * 1.3863 * (cell.celsius + 273.15) / 309.15, abs=0.05
    )
    before, after = (rest(membrane(one), 0.0, cell.v_init) for one in (cell, raised(cell)))
    assert before is not None
    if rise is None:
        assert after is None or after > before + 5
    else:
        assert after == pytest.approx(before + rise, abs=0.15)


def test_potassium_outside_makes_a_cortical_cell_fire_more() -> None:
    cell = CELLS["regular_spiking"]
    level = cell.facts["firing_onset"]
    assert fired(raised(cell), level) > 2 * fired(cell, level) > 0
    assert fired(cell, 0.98 * cell.facts["rheobase"]) == 0
    assert fired(raised(cell), 0.98 * cell.facts["rheobase"]) > 0
