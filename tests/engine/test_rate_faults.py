"""Rates that are sound where a channel is made, and are not in the cell that it is put into."""

from dataclasses import replace

import pytest

from patch_sim import CELLS, CHANNELS, Experiment, ParameterError, UnstableError, simulate
from patch_sim.channels import Channel, Expr, Gate
from patch_sim.engine.problems import problems
from patch_sim.fields import edit, insert


def with_own(inf: str, tau: str, cell: str = "regular_spiking", protocol: str = "action_potential") -> Experiment:
    """A cell with a channel of these formulas."""
    channel = Channel("own", "Own", 1.0, e_rev=0.0, gates=(Gate("m", inf=Expr(inf), tau=Expr(tau)),))
    return insert(Experiment.of(cell, protocol), "cell.sections.soma.channels", channel)


@pytest.mark.parametrize(
    ("inf", "tau", "said"),
    [
        ("celsius/25", "1", "inf = 1.44 at -148 mV in this cell at 36 °C; inf must lie in 0…1 over −148…"),
        ("0.5 if celsius < 30 else 2", "1", "inf = 2 "),
        ("0.5", "30 - celsius", "tau = -6 ms"),
        ("1 if v < 105 else 3", "1", "inf = 3 at 105 mV"),
        ("0.5", "130 + v", "tau = -18 ms at -148 mV in this cell at 36 °C; tau must be positive and finite over −148…"),
    ],
)
def test_rates_that_leave_their_range_in_this_cell_are_refused(inf: str, tau: str, said: str) -> None:
    experiment = with_own(inf, tau)
    (found,) = problems(experiment)
    assert found.path == f"cell.sections.soma.channels.own.gates.m.{said[:3]}.text"
    with pytest.raises(ParameterError, match=said):
        simulate(experiment)
    off = edit(experiment, "cell.sections.soma.channels.own.enabled", False)
    assert problems(off) == ()


def test_the_rates_of_a_voltage_clamp_go_as_far_as_its_commands() -> None:
    formula = "1 if v < 150 else 3"
    assert problems(with_own(formula, "1", "squid_axon")) == ()
    (found,) = problems(with_own(formula, "1", "squid_axon", "iv_curve"))
    assert found.rule.endswith("−200…+200 mV")


@pytest.mark.parametrize("celsius", [-5.0, 60.0])
@pytest.mark.parametrize("mode", ["action_potential", "iv_curve"])
def test_every_library_cell_is_sound_at_any_temperature(celsius: float, mode: str) -> None:
    for cell in CELLS.values():
        squid = Experiment.of("squid_axon", mode)
        assert problems(replace(squid, cell=replace(cell, celsius=celsius))) == ()


def test_a_gate_that_no_step_follows_is_named() -> None:
    for tau in ("1e-9", "1e-300", "exp(v/5)"):
        with pytest.raises(UnstableError, match=r"the gate own\.m has a time constant of .* ms, faster than any step"):
            simulate(with_own("1/(1 + exp(-(v + 40)/8))", tau))


@pytest.mark.parametrize("protocol", ["action_potential", "iv_curve"])
def test_a_published_rate_that_is_0_by_0_at_one_voltage_runs_as_its_smooth_form(protocol: str) -> None:
    """The delayed rectifier of 1952, as printed; the clamp goes to −55 mV, where its α is 0/0."""
    gate = Gate("n", 4, alpha=Expr("0.01*(v + 55)/(1 - exp(-(v + 55)/10))"), beta=Expr("0.125*exp(-(v + 65)/80)"))
    squid = edit(Experiment.of("squid_axon", protocol), "protocol.epochs.B.level", -55.0 if "iv" in protocol else 60.0)
    printed = edit(squid, "cell.sections.soma.channels.kv_hh.gates", (gate,))
    theirs, ours = simulate(squid), simulate(printed)
    for signal in ("v", "i_kv_hh", "kv_hh.n"):
        assert ours[signal] == pytest.approx(theirs[signal], rel=1e-6, abs=1e-6)
    alpha = gate.alpha
    assert alpha is not None
    assert float(alpha(-55.0, {})) == pytest.approx(0.1, rel=1e-9)
    assert gate.curves(-55.0, {})[1] == pytest.approx(CHANNELS["kv_hh"].gates[0].curves(-55.0, {})[1], rel=1e-9)


def test_a_rate_that_has_no_value_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"inf = no number at -120 mV; inf must lie in 0…1 over −120…\+100 mV"):
        Channel("own", "Own", 1.0, e_rev=0.0, gates=(Gate("m", inf=Expr("log(v)/9")),))


def test_no_library_channel_is_unsound_where_the_engine_goes() -> None:
    for channel in CHANNELS.values():
        for celsius in (-5.0, 60.0):
            assert channel.fault(channel.at(celsius, 1e-7), -200.0, 200.0) == ""
