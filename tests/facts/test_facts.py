"""Every fact that an entry states of itself holds."""

from dataclasses import replace
from typing import Any

import pytest

from patch_sim import CELLS, CHANNELS, ParameterError, UnknownNameError
from patch_sim.facts import Facts
from patch_sim.fields import edit
from patch_sim.measures import CELL_MEASURES
from patch_sim.prove import channel_fact, prove


@pytest.mark.parametrize("entry", [*CHANNELS.values(), *CELLS.values()], ids=lambda entry: entry.name)
def test_facts_hold(entry: Any) -> None:
    for proof in prove(entry):
        assert proof.holds, f"{entry.name}: {proof}"


def test_every_cell_states_facts_and_every_gated_channel_too() -> None:
    assert all(cell.facts for cell in CELLS.values())
    assert all(channel.facts for channel in CHANNELS.values() if channel.gates)


def test_a_cell_says_what_excites_it_or_that_it_paces() -> None:
    for cell in CELLS.values():
        excitable = any(channel.family.startswith("nav") for channel in cell.sections[0].channels)
        assert excitable == bool({"rheobase", "pacing_rate"} & cell.facts.keys()), cell.name


def test_a_cell_that_nothing_excites_has_no_rheobase() -> None:
    with pytest.raises(ParameterError, match="drive v away, and no less makes it fire so"):
        CELL_MEASURES["rheobase"](CELLS["model_cell"])


def test_a_cell_that_fires_by_itself_has_no_rheobase() -> None:
    cell = edit(CELLS["connor_stevens"], "sections.soma.channels.ika_connor.g_max", 0.0)
    with pytest.raises(ParameterError, match="no current is needed that makes it fire so"):
        CELL_MEASURES["rheobase"](cell)


@pytest.mark.parametrize(("stated", "sound"), [(-90.0, -90.0), (-65.0, -70.0), (-40.0, -70.0)])
def test_a_holding_potential_leaves_sodium_channels_available(stated: float, sound: float) -> None:
    """h∞ of the squid is 0.75 at −70 mV, but 0.6 at −65."""
    assert CELL_MEASURES["holding"](replace(CELLS["squid_axon"], facts=Facts(holding=(stated, 0)))) == sound


def test_a_holding_potential_is_not_where_the_steady_current_falls() -> None:
    """The sodium channels of the reticular cell are available at −45 mV, but open there as fast as it depolarizes."""
    cell = replace(CELLS["thalamic_reticular"], facts=Facts(holding=(-45.0, 0)))
    assert CELL_MEASURES["holding"](cell) == -55.0


def test_a_fact_that_nobody_measures_is_named() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'm_half'"):
        channel_fact(CHANNELS["nav_hh"], "m_hal")


@pytest.mark.parametrize("pair", [(float("nan"), 1.0), (1.0, -1.0), (1.0, float("inf"))])
def test_a_fact_is_finite_with_a_tolerance(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        Facts(v_rest=pair)


@pytest.mark.parametrize("pair", [("5", 1.0), (True, 1.0), (10**400, 1.0), (None, 1.0), ([], 1.0)])
def test_a_fact_is_two_numbers(pair: tuple[object, float]) -> None:
    with pytest.raises(ValueError, match="must be two numbers"):
        Facts(v_rest=pair)  # ty: ignore
