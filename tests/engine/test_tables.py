"""Cell → arrays: units, slots, rows of cubics and what is kept between edits."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, Experiment, simulate
from patch_sim.cells import Cell
from patch_sim.engine.rows import ORIGIN, PER_MV, V_MAX, V_MIN, exponential, rates, rows
from patch_sim.engine.tables import membrane
from patch_sim.fields import edit

SQUID = CELLS["squid_axon"]


def look_up(table: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both cubics of a gate's rows at `v`."""
    y = v * PER_MV + ORIGIN
    row = np.round(y).astype(int)
    powers = (y - row)[:, None] ** np.arange(4)
    return (table[row, :4] * powers).sum(1), (table[row, 4:] * powers).sum(1)


def test_densities_become_absolute() -> None:
    arrays = membrane(SQUID)
    assert arrays.c == pytest.approx(10.0)
    np.testing.assert_allclose(arrays.g, [1200.0, 360.0, 3.0])
    assert arrays.channels == ("nav_hh", "kv_hh", "leak")
    assert arrays.gates == ("nav_hh.m", "nav_hh.h", "kv_hh.n")


def test_instantaneous_gates_stand_in_blocks_of_their_own(many_gates: Cell) -> None:
    arrays = membrane(many_gates)
    assert arrays.instant == 2
    assert arrays.blocks == 3
    assert arrays.slots[arrays.gates.index("nap.p")] == 16
    assert len(set(arrays.slots.tolist())) == len(arrays.gates) == 14


def test_rows_are_the_rates(many_gates: Cell) -> None:
    v = np.random.default_rng(1).uniform(V_MIN + 1, V_MAX - 1, 5000)
    for gating in membrane(many_gates).gatings:
        for found, exact in zip(look_up(rows(gating, rates, 0.0), v), gating.rates(v), strict=True):
            np.testing.assert_allclose(found, exact, rtol=2e-7, atol=1e-9)


def test_rows_are_continuous_with_their_slopes() -> None:
    gating = membrane(SQUID).gatings[0]
    table = rows(gating, exponential, 0.025)
    half, slopes = 0.5 ** np.arange(4), np.array([0, 1, 1, 0.75])
    signs = np.array([1, -1, 1, -1])
    for cubic in (table[:, :4], table[:, 4:]):
        np.testing.assert_allclose(cubic[:-1] @ half, cubic[1:] @ (half * signs), rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(cubic[:-1] @ slopes, cubic[1:] @ (-slopes * signs), rtol=1e-9, atol=1e-13)


def test_temperature_scales_the_rates() -> None:
    cold, warm = membrane(SQUID).gatings[0], membrane(replace(SQUID, celsius=16.3)).gatings[0]
    np.testing.assert_allclose(np.array(warm.rates(-40.0)) / cold.rates(-40.0), 3.0)


def test_edits_of_conductances_keep_the_table() -> None:
    before = membrane(SQUID)
    g_max = membrane(edit(SQUID, "sections.soma.channels.nav_hh.g_max", 240.0))
    e_rev = membrane(edit(SQUID, "sections.soma.channels.leak.e_rev", -60.0))
    off = membrane(edit(SQUID, "sections.soma.channels.kv_hh.enabled", False))
    assert before.table(rates) is g_max.table(rates) is e_rev.table(rates) is off.table(rates)
    np.testing.assert_allclose(g_max.g, [2400.0, 360.0, 3.0])
    np.testing.assert_allclose(off.g, [1200.0, 0.0, 3.0])


def test_a_new_channel_keeps_the_rows_of_the_others() -> None:
    (soma,) = SQUID.sections
    fewer = replace(SQUID, sections=(replace(soma, channels=soma.channels[:1]),))
    for a, b in zip(membrane(SQUID).gatings, membrane(fewer).gatings, strict=False):
        assert rows(a, rates, 0.0) is rows(b, rates, 0.0)


def test_parts_are_rows_of_one_channel() -> None:
    (soma,) = SQUID.sections
    cell = replace(SQUID, sections=(replace(soma, channels=(CHANNELS["ika"], *soma.channels)),))
    arrays = membrane(cell)
    np.testing.assert_allclose(arrays.g[:3], [34.5 * 0.6, 34.5 * 0.4, 1200.0])
    np.testing.assert_array_equal(arrays.channel_ends, [2, 3, 4, 5])
    np.testing.assert_array_equal(arrays.ends[:2], [5, 10])
    run = simulate(Experiment.of(cell, "subthreshold_response"))
    gates = {name: run[f"ika.{name}"] for name in ("m1", "h1", "m2", "h2")}
    opened = 0.6 * gates["m1"] ** 4 * gates["h1"] + 0.4 * gates["m2"] ** 4 * gates["h2"]
    np.testing.assert_allclose(run["i_ika"], 34.5 * opened * (run["v"] - cell.e_rev(CHANNELS["ika"])), rtol=1e-9)


def test_equal_rates_share_their_rows_whatever_else_changes() -> None:
    (soma,) = SQUID.sections
    cell = replace(SQUID, sections=(replace(soma, channels=(CHANNELS["im"], *soma.channels)),))
    slow = edit(cell, "sections.soma.channels.im.params.tau_max.value", 2000.0)
    assert membrane(cell).gatings[1:] == membrane(slow).gatings[1:]
    assert membrane(cell).gatings[0] != membrane(slow).gatings[0]
