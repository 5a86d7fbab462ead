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


def test_a_quotient_that_is_0_by_0_gets_a_hint() -> None:
    alpha, beta = Expr("0.1*(v + 40)/(1 - exp(-(v + 40)/10))"), Expr("0.1")
    with pytest.raises(ParameterError, match=r"inf = nan at -40 mV; .* x/\(1 − exp\(−x\)\) is 1/exprel\(−x\)"):
        Channel("own", "Own", 1.0, e_rev=0.0, gates=(Gate("m", alpha=alpha, beta=beta),))
    written_so = Expr("1/exprel(-(v + 40)/10)")
    channel = Channel("own", "Own", 1.0, e_rev=0.0, gates=(Gate("m", alpha=written_so, beta=beta),))
    assert channel.gates[0].curves(-40.0, {})[0] == pytest.approx(1 / 1.1)


def test_no_library_channel_is_unsound_where_the_engine_goes() -> None:
    for channel in CHANNELS.values():
        for celsius in (-5.0, 60.0):
            assert channel.fault(channel.at(celsius, 1e-7), -200.0, 200.0) == ""
