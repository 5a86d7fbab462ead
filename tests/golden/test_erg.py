"""The ether-à-go-go current of 3 states: its published rates (Drion et al. 2011) solved by scipy, on their own.

Steady states by balance along the chain; the time course of an ideal clamp by Radau, to 1e-8.
"""

from math import exp

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim import CHANNELS, Experiment, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import Ion
from patch_sim.protocols import Protocol, Step

ERG = CHANNELS["ierg_markov"]
STEPS = ((-80.0, 20.0), (20.0, 200.0), (-60.0, 300.0), (-100.0, 80.0))


def rates(v: float) -> tuple[float, float, float, float]:
    """1/ms: opening, closing, inactivation and recovery."""
    return (
        0.0036 * exp(0.0759 * v), 1.2523e-5 * exp(-0.0671 * v), 0.1 * exp(0.1189 * v), 0.003 * exp(-0.0733 * v)
    )  # fmt: skip


def settled(v: float) -> np.ndarray:
    """(c, o, i): no flow over either step."""
    opening, closing, leaving, back = rates(v)
    shares = np.array([closing / opening, 1.0, leaving / back])
    return shares / shares.sum()


def slope(_: float, y: np.ndarray, v: float) -> np.ndarray:
    opening, closing, leaving, back = rates(v)
    first, second = opening * y[0] - closing * y[1], leaving * y[1] - back * y[2]
    return np.array([-first, first - second, second])


@pytest.mark.parametrize("v", [-90.0, -60.0, -40.0, 0.0, 40.0])
def test_the_steady_state(v: float) -> None:
    assert ERG.scheme
    np.testing.assert_allclose(ERG.scheme.steady(v, ERG.at(35.0)), settled(v), rtol=1e-9, atol=1e-14)


def test_the_time_course_under_clamp() -> None:
    """It opens little at +20 mV, where it inactivates, and most on the way back: the hook of a tail."""
    section = Section("soma", 20.0, 20.0, (ERG,))
    cell = Cell("soma", "Soma", (section,), ions=(Ion("k", 1, out=3.5, in_=85.9486),), celsius=35.0, v_init=-70.0)
    protocol = Protocol("p", "P", "vc", tuple(Step(*step) for step in STEPS), rate=10.0, holding=-80.0)
    recording = simulate(Experiment(cell, protocol))
    y, pieces = settled(-80.0), []
    for v, duration in STEPS:
        t = np.arange(round(10 * duration) + 1) / 10
        run = solve_ivp(slope, (0.0, duration), y, "Radau", t_eval=t, args=(v,), rtol=1e-9, atol=1e-12)
        y = run.y[:, -1]
        pieces.append(run.y[:, :-1])
    expected = np.concatenate(pieces, axis=1)
    for name, shares in zip(ERG.states, expected, strict=True):
        np.testing.assert_allclose(recording[f"ierg_markov.{name}"][0], shares, atol=1e-8, err_msg=name)
    o = recording["ierg_markov.o"][0]
    assert o[2200:5200].max() > 2 * o[200:2200].max()
    current = 0.12e-2 * section.area * o * (recording["v"][0] - cell.e_rev(ERG))
    np.testing.assert_allclose(recording["i_ierg_markov"][0], current, rtol=1e-9, atol=1e-12)
