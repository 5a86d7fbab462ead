"""Handlers of the Library, on a bare state."""

import pytest

from patch_sim.experiment import Experiment
from patch_sim.fields import get
from patch_sim.link import from_link
from patch_sim_ui.state.library import Library, lay_out, read, with_entry
from patch_sim_ui.view.alone import path_of
from patch_sim_ui.view.edits import Refused
from patch_sim_ui.view.proofs import cell_proof

SHIFT = "cell.sections.soma.channels.nav_hay.params.shift.value"


@pytest.fixture
def shelf() -> Library:
    """The Library open at a channel with a param."""
    state = Library(_reflex_internal_init=True)
    state.key = "nav_hay"
    lay_out(state, read("nav_hay"))
    return state


def test_a_slider_moves_curves_and_the_link_alone(shelf):
    before = shelf.graphs
    shelf.slide("cell.celsius", "31")
    assert shelf.temperature.text == "31"
    assert shelf.graphs[0]["lines"] == before[0]["lines"]
    assert shelf.graphs[1]["lines"] != before[1]["lines"]
    assert from_link(shelf.link).experiment.cell.celsius == 31


@pytest.mark.parametrize(
    ("path", "text"),
    [("cell.celsius", "nan"), ("cell.celsius", "1e9"), ("cell.celsius", "warm"), (SHIFT, "1e4"), ("seed", "3"),
     ("cell.sections.soma.length", "5"), ("", ""), (None, 3), ("x" * 10_000, "1")],
)  # fmt: skip
def test_what_is_no_slider_of_the_page_changes_nothing(shelf, path, text):
    graphs, link = shelf.graphs, shelf.link
    shelf.slide(path, text)
    assert (shelf.graphs, shelf.link) == (graphs, link)


def test_a_refused_number_says_the_rule(shelf):
    shelf.slide("cell.celsius", "100")
    assert shelf.temperature.error.startswith("must lie between −5 and 60")
    shelf.restore("cell.celsius")
    assert shelf.temperature.error == ""


def test_a_channel_goes_to_the_cell_as_the_page_shows_it(shelf):
    shelf.slide(SHIFT, "-6")
    now = Experiment.of("squid_axon", "iv_curve")
    new = with_entry(now, "channels", "nav_hay", shelf._experiment[0])
    assert [c.name for c in new.cell.channels] == ["nav_hh", "kv_hh", "leak", "nav_hay"]
    assert get(new, path_of(new.cell.channels[-1])).params[0].value == -6
    with pytest.raises(Refused):
        with_entry(new, "channels", "nav_hay", shelf._experiment[0])


def test_drugs_and_solutions_go_to_the_bath_and_the_pipette():
    now = Experiment.of("regular_spiking", "current_step")
    assert [drug.name for drug in with_entry(now, "drugs", "ttx", None).cell.drugs] == ["ttx"]
    assert with_entry(now, "solutions", "k_gluconate", None).cell.pipette == "k_gluconate"
    with pytest.raises(Refused):
        with_entry(now, "protocols", "iv_curve", None)


def test_a_fact_is_measured_once():
    first = cell_proof("squid_axon", "v_rest")
    assert first.holds
    assert cell_proof("squid_axon", "v_rest") is first
