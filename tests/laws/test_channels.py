"""What every channel owes its users."""

import pickle
from itertools import product

import numpy as np
import pytest

from patch_sim import CHANNELS, ParameterError
from patch_sim.channels import (
    Channel,
    Conducting,
    Exp,
    Expr,
    Gate,
    Linoid,
    Param,
    Part,
    Scheme,
    Sigmoid,
    Transition,
)
from patch_sim.values import from_json, to_json

V = np.arange(-120.0, 100.01, 0.1)
EVERY = pytest.mark.parametrize("channel", CHANNELS.values(), ids=list(CHANNELS))


@EVERY
def test_gates_are_probabilities_with_positive_time_constants(channel: Channel) -> None:
    for gate in channel.gates:
        for celsius, ca in product((6.3, 22.0, 37.0), (5e-5, 1e-3)):
            inf, tau = gate.curves(V, channel.at(celsius, ca))
            assert np.all((inf >= 0) & (inf <= gate.inf_max))
            assert gate.instantaneous or np.all(tau > 0)


@EVERY
def test_travels_as_json_and_pickle(channel: Channel) -> None:
    assert from_json(Channel, to_json(channel)) == channel
    assert pickle.loads(pickle.dumps(channel)) == channel
    assert hash(from_json(Channel, to_json(channel))) == hash(channel)


@EVERY
def test_says_where_it_comes_from(channel: Channel) -> None:
    assert channel.source
    assert channel.label


@pytest.mark.parametrize("form", [Exp(0.1, -40, 8), Sigmoid(0.1, -40, 8), Linoid(0.1, -40, 8), Expr("0.1 + 0*v")])
def test_rate_form_is_its_rate_at_its_half(form: Exp | Sigmoid | Linoid | Expr) -> None:
    at_half = 0.05 if isinstance(form, Sigmoid) else 0.1
    assert form(-40.0, {}) == pytest.approx(at_half, rel=1e-15)
    assert form(V, {}).shape == V.shape


def test_linoid_is_smooth_through_its_root() -> None:
    linoid, x = Linoid(1.0, 0.0, 1.0), np.logspace(-9, -1, 81)
    exact = 1 + x / 2 + x**2 / 12 - x**4 / 720 + x**6 / 30240
    assert linoid(x, {}) == pytest.approx(exact, rel=1e-13)
    assert linoid(-x, {}) == pytest.approx(exact - x, rel=1e-13)


def test_alpha_beta_and_inf_tau_say_the_same() -> None:
    a, b = Linoid(0.1, -55, 10), Exp(0.125, -65, -80)
    rates = Gate("n", alpha=a, beta=b)
    formula = "0.1*(v+55)/10/(1-exp(-(v+55)/10))"
    curves = Gate(
        "n",
        inf=Expr(f"1/(1+0.125*exp(-(v+65)/80)/({formula}))"),
        tau=Expr(f"1/(0.125*exp(-(v+65)/80)+{formula})"),
    )
    v = V + 0.05  # beside the formula's 0/0
    for ours, theirs in zip(rates.curves(v, {}), curves.curves(v, {}), strict=True):
        assert ours == pytest.approx(theirs, rel=1e-10)


@pytest.mark.parametrize(
    ("gates", "rule"),
    [
        ((Gate("m", inf=Sigmoid(1.5, -40, 5)),), "inf must lie in 0…1"),
        ((Gate("m", inf=Sigmoid(1, -40, 5), tau=Expr("v")),), "tau must be positive and finite"),
        ((Gate("m", inf=Expr("log(v)"), tau=Exp(1, 0, 10)),), "inf = no number"),
        ((Gate("m", inf=Sigmoid(1, -40, 5)), Gate("m", inf=Sigmoid(1, -40, 5))), "distinct names"),
    ],
)
def test_unsound_gates_are_refused(gates: tuple[Gate, ...], rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        Channel("bad", "Bad", 1.0, e_rev=0.0, gates=gates)


@pytest.mark.parametrize("given", [{}, {"alpha": Exp(1, 0, 1)}, {"tau": Exp(1, 0, 1)}])
def test_half_a_gate_is_refused(given: dict[str, Exp]) -> None:
    with pytest.raises(ParameterError, match="give alpha and beta, or inf and tau"):
        Gate("m", **given)


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf"), 1e300, "5", True, None])
def test_a_conductance_is_a_finite_number_of_at_least_0(value: object) -> None:
    with pytest.raises(ParameterError, match=r"Channel\.g_max = .* mS/cm²: must"):
        Channel("x", "X", value, e_rev=0.0)  # ty: ignore


def test_a_channel_needs_something_to_drive_it() -> None:
    with pytest.raises(ParameterError, match="give an ion or an e_rev"):
        Channel("x", "X", 1.0)


def test_a_misspelled_field_gets_a_hint() -> None:
    with pytest.raises(ParameterError, match="did you mean 'g_max'"):
        Channel("x", "X", gmax=1.0, e_rev=0.0)  # ty: ignore


@pytest.mark.parametrize(
    "parts", [(Part(0.5, ("m",)),), (Part(0.5, ("m", "h", "n")),), (Part(0.5, ("m",)), Part(0.5, ("n",)))]
)
def test_parts_name_every_gate_and_no_other(parts: tuple[Part, ...]) -> None:
    gates = (Gate("m", inf=Sigmoid(1, -40, 5)), Gate("h", inf=Sigmoid(1, -40, -5)))
    with pytest.raises(ParameterError, match="must name each of its gates"):
        Channel("x", "X", 1.0, e_rev=0.0, gates=gates, parts=parts)


def test_params_have_distinct_names() -> None:
    param = Param("a", 1.0, "", "A")
    with pytest.raises(ParameterError, match="params need distinct names"):
        Channel("x", "X", 1.0, e_rev=0.0, params=(param, param))


def test_rates_keep_to_their_domain() -> None:
    gate = Gate("m", inf=Sigmoid(1.05, -40, 5), tau=Expr("v + 100"), domain=(-90.0, 0.0), inf_max=1.05)
    inf, tau = gate.curves(np.array([-120.0, -90.0, 0.0, 80.0]), {})
    assert np.array_equal(inf[:2], [inf[0]] * 2)
    assert np.array_equal(tau, [10, 10, 100, 100])
    with pytest.raises(ParameterError, match="domain must rise"):
        Gate("m", inf=Sigmoid(1, -40, 5), domain=(0.0, -90.0))


def test_a_conductance_may_grow_with_temperature() -> None:
    channel = Channel("x", "X", 1.0, e_rev=0.0, g_q10=2.0, t_ref=20.0)
    assert channel.growth(30.0) == pytest.approx(2.0)
    with pytest.raises(ParameterError, match="did you mean 'kv'"):
        Channel("x", "X", 1.0, e_rev=0.0, family="kvv")


@pytest.mark.parametrize("channel", [c for c in CHANNELS.values() if c.scheme], ids=lambda c: c.name)
def test_shares_of_a_scheme_sum_to_1(channel: Channel) -> None:
    assert channel.scheme
    for celsius in (6.3, 22.0, 37.0):
        at = channel.at(celsius)
        x, q = channel.scheme.steady(V, at), channel.scheme.matrix(V, at)
        assert x.sum(-1) == pytest.approx(1, abs=1e-12)
        assert np.all(x > -1e-12)
        largest = np.abs(q).max((-2, -1))
        assert np.all(np.abs(q.sum(-2)).max(-1) < 1e-12 * largest)
        assert np.all(np.abs(np.einsum("vij,vj->vi", q, x)).max(-1) < 1e-9 * largest)


C_O = Transition("c", "o", Exp(1, -20, 9), Exp(1, -20, -9))


@pytest.mark.parametrize(
    ("states", "conducting", "transitions", "rule"),
    [
        (("c",), ("c",), (), "2 to 64 states, not 1"),
        (("c", "c"), ("c",), (C_O,), "distinct names"),
        (("c", "o"), ("p",), (C_O,), "no state 'p'"),
        (("c", "o"), (), (C_O,), "conducting state"),
        (("c", "o"), ("o",), (C_O, C_O), "there once"),
        (("c", "o"), ("o",), (C_O, Transition("o", "o", Exp(1, 0, 9))), "another state"),
        (("c", "o", "i"), ("o",), (C_O,), "no way leads from 'c' to 'i'"),
        (("c", "o", "i"), ("o",), (C_O, Transition("o", "i", Exp(1, 0, 9))), "no way leads from 'i' to 'c'"),
        (("c", "o", "i"), ("o",), (C_O, Transition("i", "o", Exp(1, 0, 9))), "no way leads from 'c' to 'i'"),
    ],
)
def test_half_a_scheme_is_refused(states: tuple, conducting: tuple, transitions: tuple, rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        Scheme(states, tuple(Conducting(name) for name in conducting), transitions)


@pytest.mark.parametrize(
    ("rate", "rule"),
    [
        ("-1", "rate o → c is -1 /ms at -120 mV"),
        ("1/v", "rate o → c is -0.00833 /ms"),
        ("exp(v*v)", "rate o → c is inf /ms"),
        ("0*v", "more than one steady state"),
        ("ca", "speaks of 'ca'"),
        ("speed", "speaks of 'speed'"),
    ],
)
def test_unsound_rates_of_a_scheme_are_refused(rate: str, rule: str) -> None:
    ways = (Transition("c", "o", Expr("0*v"), Expr(rate)),)
    with pytest.raises(ParameterError, match=rule):
        Channel("x", "X", 1.0, e_rev=0.0, scheme=Scheme(("c", "o"), (Conducting("o"),), ways))


def test_a_channel_has_gates_or_a_scheme() -> None:
    with pytest.raises(ParameterError, match="not both"):
        Channel(
            "x", "X", 1.0, e_rev=0.0, gates=(Gate("m", inf=Sigmoid(1, -40, 5)),),
            scheme=Scheme(("c", "o"), (Conducting("o"),), (C_O,)),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"name": "m", "e_rev": 0.0}, "i_m is the current of the whole membrane"),
        ({"e_rev": 0.0, "ion": "k", "law": "ghk_flux", "g_max": 0.0}, "e_rev is for the law ohmic, not ghk_flux"),
        ({"ion": "k", "permeability": 1e-4}, "permeability is for the law ghk_flux, not ohmic"),
        ({"ion": "k", "law": "ghk_flux"}, "has a permeability, no g_max"),
        ({"e_rev": 0.0, "q10": 0.0}, "q10 = 0: must lie between 0.1 and 100"),
        ({"e_rev": 0.0, "q10": 1e-300}, "q10 = 1e-300: must lie between 0.1 and 100"),
        ({"e_rev": 0.0, "g_q10": 1e6}, "g_q10 = 1e.06: must lie between 0.1 and 100"),
        ({"ion": "k", "g_out_power": 1e6}, "must lie between -4 and 4"),
        ({"ion": "k", "g_out_power": 0.5, "g_out_ref": 1e-320}, "g_out_ref = .* mM: must lie between 1e-07 and 250 mM"),
    ],
)
def test_what_would_be_ignored_or_overflow_is_refused(given: dict[str, object], rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        Channel(**{"name": "x", "label": "X", "g_max": 1.0, **given})  # ty: ignore
