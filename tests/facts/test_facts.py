"""Every fact that an entry states of itself holds."""

from typing import Any

import pytest

from patch_sim import CELLS, CHANNELS, UnknownNameError
from patch_sim.facts import Facts
from patch_sim.prove import channel_fact, prove


@pytest.mark.parametrize("entry", [*CHANNELS.values(), *CELLS.values()], ids=lambda entry: entry.name)
def test_facts_hold(entry: Any) -> None:
    for proof in prove(entry):
        assert proof.holds, f"{entry.name}: {proof}"


def test_every_cell_states_facts_and_every_gated_channel_too() -> None:
    assert all(cell.facts for cell in CELLS.values())
    assert all(channel.facts for channel in CHANNELS.values() if channel.gates)


def test_a_fact_that_nobody_measures_is_named() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'm_half'"):
        channel_fact(CHANNELS["nav_hh"], "m_hal")


@pytest.mark.parametrize("pair", [(float("nan"), 1.0), (1.0, -1.0), (1.0, float("inf"))])
def test_a_fact_is_finite_with_a_tolerance(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        Facts(v_rest=pair)
