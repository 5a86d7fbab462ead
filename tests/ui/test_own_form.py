"""The form of a channel of one's own: named, given params and gates, drawn as it changes, and saved with the rest."""

import numpy as np
import pytest

from patch_sim import simulate
from patch_sim.channels import Channel
from patch_sim.fields import get
from patch_sim.link import from_link
from patch_sim.values import from_json, to_json
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.moves import history
from tests.channels.test_own import ATTACKS

PATH = "cell.sections.soma.channels.own"


@pytest.fixture
def bench() -> Bench:
    """A bench whose cell has a channel of one's own, unfolded."""
    bench = Bench(_reflex_internal_init=True)
    bench.add_channel("own k")
    assert bench.opened == PATH
    return bench


def channel(bench: Bench) -> Channel:
    found = get(history(bench).now, PATH)
    assert isinstance(found, Channel)
    return found


def row(bench: Bench, rest: str):
    return next(field for field in bench.details if field.path == f"{PATH}.{rest}")


def test_it_is_made_by_rows_alone_and_travels(bench: Bench) -> None:
    bench.edit(f"{PATH}.label", "  Kv of   mine ")
    bench.edit(f"{PATH}.params", "m_half = −30 mV, h_half = -60 mV, tau_max = 5 ms")
    bench.edit(f"{PATH}.gates", "m^3 h s")
    bench.edit(f"{PATH}.gates.s.tau.text", "tau_max/cosh((v - m_half)/20)")
    bench.edit(f"{PATH}.gates.m.rates", "alpha_beta")
    bench.edit(f"{PATH}.family", "kv")
    now = history(bench).now
    made = channel(bench)
    assert made.label == "Kv of mine"
    assert [(param.name, param.value, param.unit) for param in made.params][2] == ("tau_max", 5.0, "ms")
    assert [(gate.name, gate.power) for gate in made.gates] == [("m", 3), ("h", 1), ("s", 1)]
    assert {"m α", "m β", "s τ"} <= {field.label for field in bench.details if field.formula}
    assert [card.label for card in bench.channels.cards][-1] == "Kv of mine"
    assert from_json(type(now), to_json(now)) == now
    assert from_link(bench.link).experiment == now
    assert np.ptp(simulate(now)["i_own"]) > 0
    for _ in range(7):
        bench.undo()
    assert "own" not in [one.name for one in history(bench).now.cell.channels]


def test_its_curves_follow_while_a_formula_is_typed(bench: Bench) -> None:
    steady, times = bench.curves
    assert [line["label"] for line in times["lines"]] == ["τ_m", "τ_h"]
    bench.slide(f"{PATH}.gates.m.tau.text", "2 + 8*exp(-((v + 40)/30)**2)")
    assert max(bench.curves[1]["lines"][0]["y"]) == pytest.approx(10.0, rel=1e-3)
    bench.slide(f"{PATH}.gates.m.tau.text", "2 + 8*exp(")
    assert "is not a formula" in row(bench, "gates.m.tau.text").error
    assert max(bench.curves[1]["lines"][0]["y"]) == pytest.approx(10.0, rel=1e-3)
    bench.edit(f"{PATH}.params", "m_half = 0 mV, h_half = -60 mV")
    at = {line["label"]: line["y"] for line in bench.curves[0]["lines"]}["m_∞"]
    assert np.interp(0.5, at, bench.curves[0]["xs"]) == pytest.approx(0.0, abs=0.5)
    assert bench.curves[0]["lines"] != steady["lines"]
    bench.open_details("cell.sections.soma.channels.nav_hh")
    assert bench.curves == []


@pytest.mark.parametrize(
    ("rest", "text", "rule"),
    [
        ("label", "   ", "1 to 60 characters"),
        ("params", "tau = ", "name = number unit"),
        ("params", "m_half = -40 mV, h_half = -60 mV, tau = 3 s", "units: mV, ms, 1/ms, mM"),
        ("params", "m_half = -40 mV, h_half = -60 mV, exp = 3 ms", "knows this name already"),
        ("params", "m_half = nan mV, h_half = -60 mV", "finite"),
        ("params", "m_half = -40 mV", "speaks of 'h_half'"),
        ("params", "m_half = -40 mV, m_half = -30 mV, h_half = 0 mV", "distinct names"),
        ("gates", "m h m", "distinct names"),
        ("gates", "m^9", "must"),
        ("gates", "M", "names and powers"),
        ("family", "kvv", "did you mean 'kv'"),
        ("gates.m.rates", "beta", "is given by"),
    ],
)
def test_what_is_refused_says_the_rule_beside_the_field(bench: Bench, rest: str, text: str, rule: str) -> None:
    before = history(bench).now
    bench.edit(f"{PATH}.{rest}", text)
    assert history(bench).now == before
    assert rule in row(bench, rest).error
    bench.restore(f"{PATH}.{rest}")
    assert row(bench, rest).error == ""


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_no_attack_gets_in_by_a_row(bench: Bench, text: str) -> None:
    before = history(bench).now
    for rest in ("params", "gates", "family", "gates.m.rates", "gates.m.tau.text"):
        bench.edit(f"{PATH}.{rest}", text)
        bench.slide(f"{PATH}.{rest}", text)
    assert history(bench).now == before


def test_channels_of_the_library_have_no_such_rows(bench: Bench) -> None:
    before = history(bench).now
    for rest in ("label", "params", "gates", "family", "gates.m.rates"):
        bench.edit(f"cell.sections.soma.channels.nav_hh.{rest}", "m")
        bench.edit(f"{PATH}.gates.x.rates", "inf")
    assert history(bench).now == before
    bench.open_details("cell.sections.soma.channels.nav_hh")
    assert not any(field.label in ("Name", "Params", "Gates") for field in bench.details)


@pytest.mark.parametrize("how", [Bench.slide.fn, Bench.edit.fn])
def test_a_gate_that_comes_back_is_as_it_was(bench: Bench, how) -> None:
    bench.edit(f"{PATH}.gates.h.tau.text", "33")
    before = channel(bench)
    for text in ("", "m", "m h"):
        how(bench, f"{PATH}.gates", text)
    assert channel(bench) == before
    bench.edit(f"{PATH}.gates", "m")
    bench.edit(f"{PATH}.params", "m_half = -40 mV")
    bench.edit(f"{PATH}.gates", "m h")  # its param is gone: a new one
    assert [gate.name for gate in channel(bench).gates] == ["m", "h"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1/(1 + exp(−(V − m_half)/8))", "1/(1 + exp(-(v - m_half)/8))"),
        ("0.5·exp(−((v + 40)/30)²)", "0.5*exp(-((v + 40)/30)**2)"),
        ("1/(1 + ((v + 200)/50)^2)", "1/(1 + ((v + 200)/50)**2)"),
    ],
)
def test_a_formula_may_be_typed_as_it_is_read(bench: Bench, typed: str, kept: str) -> None:
    bench.edit(f"{PATH}.gates.m.inf.text", typed)
    assert row(bench, "gates.m.inf.text").text == kept
    assert not row(bench, "gates.m.inf.text").error


def test_a_formula_of_calcium_brings_calcium(bench: Bench) -> None:
    assert "ca" not in [ion.name for ion in history(bench).now.cell.ions]
    bench.edit(f"{PATH}.gates.m.inf.text", "ca/(ca + 0.001)")
    assert not row(bench, "gates.m.inf.text").error
    assert "ca" in [ion.name for ion in history(bench).now.cell.ions]
    bench.undo()
    assert "ca" not in [ion.name for ion in history(bench).now.cell.ions]


def test_what_is_unsound_in_this_cell_stands_beside_its_formula(bench: Bench) -> None:
    bench.edit(f"{PATH}.gates.m.inf.text", "celsius/25")
    assert not row(bench, "gates.m.inf.text").error
    bench.edit("cell.celsius", "30")
    assert row(bench, "gates.m.inf.text").error.startswith(
        "gate 'm' has inf = 1.2 at −200 mV in this cell at 30 °C; inf must"
    )
    assert history(bench).now.cell.celsius == 30.0, "a relation between fields refuses no edit"
