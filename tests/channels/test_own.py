"""A channel of one's own: made at run time from formulas, edited by path, saved in the experiment, and run."""

from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, ParameterError, simulate
from patch_sim.channels import own
from patch_sim.channels.own import with_gates, with_rates
from patch_sim.engine.stream import Stream
from patch_sim.fields import controls, edit, insert
from patch_sim.values import from_json, from_plain, to_json, to_plain

PATH = "cell.sections.soma.channels.own"
ATTACKS = (
    "__import__('os').system('true')",
    "open('/etc/passwd').read()",
    "().__class__.__bases__[0].__subclasses__()",
    "v.__class__",
    "exec('1')",
    "eval('1')",
    "lambda: 1",
    "[0]*1000000000",
    "'a'*1000000000",
    "9**9**9",
    "2**1000",
    "v**v",
    "exp.__globals__",
    "(lambda f: f(f))(lambda f: f(f))",
    "[x for x in v]",
    "{1: 2}",
    "f'{v}'",
    "globals()",
    "(v := 1)",
    "exp(v, out=v)",
    "factorial(100000)",
)


@pytest.fixture
def experiment() -> Experiment:
    """The squid's axon with an own channel of potassium."""
    squid = Experiment.of("squid_axon", "action_potential")
    return insert(squid, "cell.sections.soma.channels", own(ion="k"))


def test_it_travels_and_runs(experiment: Experiment) -> None:
    assert from_json(Experiment, to_json(experiment)) == experiment
    recording = simulate(experiment)
    assert {"i_own", "own.m", "own.h"} <= recording.signals.keys()
    assert np.ptp(recording["i_own"]) > 0


def test_its_formulas_and_params_are_rows(experiment: Experiment) -> None:
    rows = {row.path: row for row in controls(experiment)}
    assert rows[f"{PATH}.gates.m.inf.text"].kind == "text"
    assert rows[f"{PATH}.params.m_half.value"].unit == "mV"
    slower = edit(experiment, f"{PATH}.gates.m.tau.text", "2 + 5*exp(-((v + 40)/30)**2)")
    (channel,) = (c for c in slower.cell.sections[0].channels if c.name == "own")
    assert channel.gates[0].curves(-40.0, slower.cell.at(channel))[1] == pytest.approx(7.0)
    assert np.isfinite(simulate(slower)["v"]).all()


def test_it_changes_while_the_cell_goes_on(experiment: Experiment) -> None:
    stream = Stream(experiment)
    before = stream.advance(10.0).signals["v"][-1]
    stream.change(edit(experiment, f"{PATH}.gates.m.inf.text", "1/(1 + exp(-(v + 90)/8))"))
    assert stream.advance(20.0).signals["v"][-1] < before - 0.1


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_no_attack_gets_in_by_a_file_or_a_form(experiment: Experiment, text: str) -> None:
    """Neither as the formula of an experiment that is read, nor as the text of a row."""
    plain: Any = to_plain(experiment)
    plain["cell"]["sections"][0]["channels"][-1]["gates"][0]["inf"]["text"] = text
    with pytest.raises(ParameterError):
        from_plain(Experiment, plain)
    with pytest.raises(ParameterError):
        edit(experiment, f"{PATH}.gates.m.inf.text", text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2", "inf must lie in 0…1"),
        ("log(v)", "inf = no number"),
        ("m_halb/100", "speaks of 'm_halb'; there are: v, ca, celsius, e_rev, m_half, h_half"),
        ("1/(1 + ", "is not a formula: a bracket is not closed"),
        ("1)", "is not a formula: a bracket is not opened"),
        ("2 ms", "is not a formula: it cannot be read from 'ms' on"),
        ("1/(1 + 10^((v + 40)/8))", r"a power is written \*\*, as v\*\*2; of e it is exp"),
        ("1,5", "a number has a point and no comma"),
    ],
)
def test_an_unsound_formula_is_refused_with_the_rule(experiment: Experiment, text: str, rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        edit(experiment, f"{PATH}.gates.m.inf.text", text)


def test_its_name_is_free() -> None:
    assert [own(names).name for names in ((), ("own",), ("own", "own_2"))] == ["own", "own_2", "own_3"]
    bare = own()
    assert (bare.ion, bare.e_rev, bare.needs) == ("", 0.0, frozenset())
    insert(CELLS["squid_axon"], "sections.soma.channels", bare)


def test_rates_of_another_form_say_the_same() -> None:
    first = own(ion="k")
    other = with_rates(first, "m", "alpha_beta")
    back = with_rates(other, "m", "inf_tau")
    v = np.linspace(-120, 100, 45)
    for channel in (other, back):
        ours, theirs = (one.gates[0].curves(v, one.at(20.0)) for one in (channel, first))
        np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-12)
        np.testing.assert_allclose(ours[1], np.broadcast_to(theirs[1], v.shape), rtol=1e-12)
    assert other.gates[0].alpha is not None
    assert with_rates(first, "m", "inf").gates[0].instantaneous
    long = edit(first, "gates.m.inf.text", "+".join(["0*v"] * 20) + "+0.5")
    with pytest.raises(ParameterError, match="at most 150 parts"):
        with_rates(with_rates(long, "m", "alpha_beta"), "m", "inf_tau")


def test_without_gates_it_is_always_open() -> None:
    assert with_gates(own(), "  ").gates == ()
