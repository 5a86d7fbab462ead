"""The equations of the Library: tidied formulas have the values of the rates, and all of them are sound MathML."""

import ast
from xml.etree import ElementTree

import numpy as np
import pytest

from patch_sim.channels import CHANNELS, Channel, Exp, Expr, Linoid, Sigmoid
from patch_sim_ui.view.equations import equations
from patch_sim_ui.view.formulas import mathml, rate, tree

V = np.arange(-119.3137, 100, 7.1)
"""mV; none of them is the removable singularity of a rate."""


def rates(channel: Channel):
    for gate in channel.gates:
        yield from filter(None, (gate.alpha, gate.beta, gate.inf, gate.tau))
    yield from (form for _, _, form in (channel.scheme.ways if channel.scheme else ()))


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=list(CHANNELS))
def test_a_tidied_formula_has_the_values_of_the_rate(channel):
    at = {"ca": 3e-4, **channel.at(27.0)}
    for form in rates(channel):
        tidied = Expr(ast.unparse(tree(form)))
        np.testing.assert_allclose(tidied(V, at), np.broadcast_to(form(V, at), V.shape), rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=list(CHANNELS))
def test_every_equation_is_sound_mathml(channel):
    found = equations(channel)
    assert len(found) >= 1 + len(channel.gates)
    for equation in (one for line in found for one in line):
        root = ElementTree.fromstring(equation)
        assert root.tag == "math"
        assert all(len(part) == 2 for tag in ("mfrac", "msup", "msub") for part in root.iter(tag)), equation


def read(math: str) -> str:
    """The text of MathML, fractions as (a)/(b), powers as a^b."""

    def said(node: ElementTree.Element) -> str:
        inner = [said(child) for child in node]
        if node.tag == "mfrac":
            return f"({inner[0]})/({inner[1]})"
        if node.tag == "msup":
            return f"{inner[0]}^({inner[1]})"
        return "".join([node.text or "", *inner])

    return said(ElementTree.fromstring(f"<a>{math}</a>"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (Linoid(1.0, -40, 10), "(0.1(V+40))/(1−e^(−(V+40)/10))"),
        (Linoid(0.076517, -154.9, -11.9), "(0.00643(V+154.9))/(e^((V+154.9)/11.9)−1)"),
        (Exp(4.0, -65, -18), "4e^(−(V+65)/18)"),
        (Sigmoid(1.0, -35, 10), "(1)/(1+e^(−(V+35)/10))"),
        (Exp(0.5, 0.0, 7.0), "0.5e^(V/7)"),
        (Expr("2 - (v - 3) - 1"), "2−(V−3)−1"),
        (Expr("(v + 1)**2*(2 + 3*4)"), "(V+1)^(2)(2+12)"),
        (Expr("4*150*((v/20)**0.25)**4*(v/3)**0"), "600(V)/(20)"),
        (Expr("1 if v < -46 else exp(log(3)*(celsius - 24)/10)"), "1if\u00a0V<−463^((T−24)/10)otherwise"),
    ],
    ids=str,
)
def test_rates_read_as_in_a_paper(form, said):
    assert read(rate(form)) == said


def test_a_quotient_under_a_power_has_its_brackets():
    tree_of = ast.parse("-(v/2)**-4", mode="eval").body
    assert read(mathml(tree_of)) == "−(V/2)^(−4)"
