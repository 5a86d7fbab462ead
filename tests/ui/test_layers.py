"""Layers in which concentrations move, in the form: put in, set, taken out, and plotted."""

import numpy as np
import pytest

from patch_sim import CELLS, simulate
from patch_sim.analysis.measure import spikes
from patch_sim.constants import F
from patch_sim.experiment import Experiment
from patch_sim.fields import edit, get
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.moves import history
from patch_sim_ui.view import edits, layers
from patch_sim_ui.view.bath_edits import in_solution
from patch_sim_ui.view.edits import Refused
from patch_sim_ui.view.form import form
from patch_sim_ui.view.panels import panels

OUT = "cell.sections.soma.pools.k"


@pytest.fixture
def firing() -> Experiment:
    """The squid's axon in repetitive firing, with potassium that accumulates outside."""
    return layers.with_or_without_layer(Experiment.of("squid_axon", "repetitive_firing"), "k_o")


def test_a_layer_comes_at_the_cells_concentration_and_goes(firing: Experiment) -> None:
    bare = Experiment.of("squid_axon", "repetitive_firing")
    assert [choice.name for choice in form(bare, {}, {}).layers_to_add] == ["ca_i", "k_o"]
    (card,) = form(firing, {}, {}).layers
    assert (card.name, card.label, card.hue) == ("k_o", "K⁺ outside", "k")
    assert [(row.label, row.text, row.unit) for row in card.rows] == [
        ("Depth", "0.03", "µm"),
        ("Removal", "50", "ms"),
        ("Free", "1", ""),
        ("Pump", "0", "mM/ms"),
        ("Pump half", "2", "mM"),
    ]
    assert card.rows[3].hi == 8.0, "a slider of potassium's pump goes as far as it matters"
    assert [choice.name for choice in form(firing, {}, {}).layers_to_add] == ["ca_i"]
    assert layers.with_or_without_layer(firing, OUT) == bare
    calcium = layers.with_or_without_layer(firing, "ca_i")
    assert calcium.cell.ions[-1].name == "ca"
    for wrong in ("", "k_i", "cell", "cell.sections.soma.pools.ca"):
        with pytest.raises(Refused):
            layers.with_or_without_layer(firing, wrong)


def test_it_rests_at_what_the_solutions_say(firing: Experiment) -> None:
    more = edits.changed(firing, "cell.ions.k.out", "20")
    assert get(more, f"{OUT}.rest") == 20.0
    assert edits.restored(more, "cell.ions.k.out") == firing
    assert get(in_solution(firing, "bath", "seawater"), f"{OUT}.rest") == 10.0
    deeper = edits.changed(firing, f"{OUT}.depth", "0.1")
    assert edits.restored(deeper, f"{OUT}.depth") == firing
    for cell in CELLS.values():
        for pool in cell.pools:
            ion = next(ion for ion in cell.ions if ion.name == pool.ion)
            assert pool.rest == (ion.in_ if pool.side == "in" else ion.out), cell.name


def test_potassium_that_leaves_with_spikes_adds_up_and_shrinks_them(firing: Experiment) -> None:
    """A spike adds a few mM to 300 Å, which does not leave before the next: these shrink from 40 to 7 mV."""
    bare = simulate(edit(firing, "cell.sections.soma.pools", ()))
    recording = simulate(firing)
    outside = recording["k_o"][0]
    resting = 0.1 * recording["i_kv_hh"][0, 0] / firing.cell.area  # mA/cm²
    assert outside[0] - 16.345 == pytest.approx(1e4 * resting * 50.0 / (F * 0.03), rel=1e-3)
    assert 0.5 < outside[0] - 16.345 < 1.0
    first = spikes(bare.time, bare["v"][0])[0]
    one = np.searchsorted(recording.time, first.peak_at + 5.0)
    assert 1.0 < outside[one] - outside[0] < 8.0
    last = spikes(recording.time, recording["v"][0])[-1]
    assert outside.max() > outside[one] + 5.0
    assert last.peak < 15.0 < spikes(bare.time, bare["v"][0])[-1].peak
    assert "k_o" in [s["name"] for panel in panels(firing) for choice in panel["choices"] for s in choice["signals"]]


def test_the_page_puts_it_in_and_takes_it_out() -> None:
    bench = Bench(_reflex_internal_init=True)
    bench.change_layer("k_o")
    assert [card.path for card in bench.bath.layers] == [OUT]
    bench.edit(f"{OUT}.tau", "-1")
    assert "must be" in bench.bath.layers[0].rows[1].error
    bench.change_layer(OUT)
    assert not history(bench).now.cell.pools
    bench.change_layer("nothing")
    assert bench.fault == "no such layer"
    assert [line.text for line in bench.book] == ["Removed K⁺ outside changes", "Added K⁺ outside changes"]
