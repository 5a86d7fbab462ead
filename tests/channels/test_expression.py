"""Formulas: what they may say, and what nothing may talk them into."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patch_sim import ParameterError
from patch_sim.channels import At, Channel, Expr, Gate, Param
from patch_sim.errors import PatchSimError

ATTACKS = [
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
    "v if v else 1",
    "(v := 1)",
    "exp(v, out=v)",
    "factorial(100000)",
    "1; import os",
    "True",
    "1j",
    "1e400",
    "v" + "+v" * 500,
    "(" * 60 + "v" + ")" * 60 + "*" + "-" * 60 + "v",
    "-" * 60 + "v",
    "exp(" * 40 + "v" + ")" * 40,
    "",
    "v v",
    "\x00",
    "not v",
    "v and v",
    "1 < v < 2",
    "max(v)",
    "...",
    "1if v>0else 0",
    "0x10",
    "1_000",
    "v#remark",
    "v\\\n+1",
    "2v",
]


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_outside_the_white_list_gets_in(text: str) -> None:
    with pytest.raises(ParameterError, match="Expr"):
        Expr(text)


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("1/(1+exp(-(v+40)/10))", -40.0, 0.5),
        ("0.07*exp(-(v+65)/20)", -65.0, 0.07),
        ("19 if v >= -63 else 1", -63.0, 19.0),
        ("19 if v >= -63 else 1", -64.0, 1.0),
        ("min(max(v, -10), 10)", 55.0, 10.0),
        ("abs(v)**0.5", -16.0, 4.0),
        ("v**-2", 4.0, 1 / 16),
        ("exprel(v)", 0.0, 1.0),
        ("exp((celsius-10)/10)", 0.0, np.e),
        ("+v - -v", 2.0, 4.0),
        ("-(v < 0) - (v < 1)", -1.0, -2.0),
        ("sqrt(4) + log(1) + tanh(0) + sinh(0) + cosh(0)", 0.0, 3.0),
    ],
)
def test_value(text: str, at: float, value: float) -> None:
    assert Expr(text)(at, At(celsius=20.0)) == pytest.approx(value, rel=1e-14)


def test_a_constant_has_the_shape_of_its_voltages() -> None:
    assert Expr("2")(np.zeros(7), {}).shape == (7,)


@given(st.text(alphabet="v0123456789.+-*/() explogabsminax,<>=if ", max_size=60))
def test_any_text_is_a_formula_or_a_clear_refusal(text: str) -> None:
    try:
        rate = Expr(text)
    except PatchSimError:
        return
    assert rate(np.linspace(-100, 50, 5), dict.fromkeys(rate.names, 1.0)).shape == (5,)


def test_a_formula_speaks_of_calcium_and_params() -> None:
    rate = Expr("tau_max*ca/(ca + 1e-3)")
    assert rate.names == {"ca", "tau_max"}
    assert rate(np.zeros(3), {"ca": 1e-3, "tau_max": 8.0}) == pytest.approx([4.0] * 3)
    assert rate(-60.0, {"ca": np.array([0.0, 1e-3]), "tau_max": 8.0}) == pytest.approx([0.0, 4.0])
    with pytest.raises(PatchSimError, match="no value for the name"):
        rate(0.0, At(ca=1e-3))


def test_a_channel_knows_what_its_formulas_speak_of() -> None:
    gate = Gate("p", inf=Expr("1/(1+exp(-(v-v_t)/9))"))
    with pytest.raises(ParameterError, match="gate 'p' speaks of 'v_t'; there are: v, ca, celsius, e_rev, shift"):
        Channel("x", "X", 1.0, e_rev=0.0, params=(Param("shift", 1.0, "mV", "Shift"),), gates=(gate,))
    channel = Channel("x", "X", 1.0, e_rev=0.0, params=(Param("v_t", -40.0, "mV", "Half"),), gates=(gate,))
    assert gate.curves(-40.0, channel.at(20.0))[0] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (("exp", 1.0, "ms"), "knows this name already"),
        (("ca", 1.0, "mM"), "knows this name already"),
        (("tau_max", -1.0, "ms"), "tau_max' = -1 ms: must be at least 0"),
        (("tau_max", 1.0, "s"), "no unit 's'; there are: mV, ms"),
        (("Tau", 1.0, "ms"), "Param.name = 'Tau'"),
        (("x", float("nan"), "ms"), r"Param\.value = nan: must be a finite number"),
        (("lambda", 1.0, "ms"), "a formula cannot speak of it"),
        (("é", 1.0, "ms"), "must begin with a small letter"),
    ],
)
def test_a_param_is_a_number_of_its_unit(given: tuple[str, float, str], rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        Param(*given, "help")


def test_at_is_a_value() -> None:
    assert At(b=1, a=2) == At(a=2.0, b=1.0)
    assert hash(At(b=1, a=2)) == hash(At(a=2.0, b=1.0))
    assert repr(At(b=1, a=2)) == "At(a=2.0, b=1.0)"
