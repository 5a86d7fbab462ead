"""Resurgent sodium of 13 states against the values of Raman & Bean's scheme as solved independently (LSODA, 1e-9).

Holding −90 mV, 5 ms at +30 mV, then a step back, at 22 °C. In current clamp against scipy's own solution, made here.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim import CHANNELS, Experiment, simulate
from patch_sim.cells import Cell, Section
from patch_sim.engine.clamp import clamp
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step

NAR = replace(CHANNELS["nar_markov"], e_rev=60.0)
KV = replace(CHANNELS["kv_hh"], e_rev=-88.0, q10=1.0)
LEAK = replace(CHANNELS["leak"], e_rev=-60.0, g_max=0.1)


def cell(*channels: object) -> Cell:
    return Cell("soma", "Soma", (Section("soma", 20.0, 20.0, channels),), celsius=22.0, v_init=-70.0)  # ty: ignore


def opened(level: float) -> np.ndarray:
    """The share of open channels from the step back on, 200 kHz."""
    protocol = Protocol("p", "P", "vc", (Step(-90, 5), Step(30, 5), Step(level, 150)), rate=200.0, holding=-90.0)
    recording = simulate(Experiment(cell(NAR), protocol))
    assert recording.method == "exact"
    total = sum(recording[f"nar_markov.{state}"] for state in NAR.states)
    assert np.abs(total - 1).max() < 1e-10
    assert recording["nar_markov.o"][0, 1000:2000].max() == pytest.approx(0.7342, abs=5e-5)
    current = 15e-2 * cell(NAR).sections[0].area * recording["nar_markov.o"] * (recording["v"] - 60)
    np.testing.assert_allclose(recording["i_nar_markov"], current, rtol=1e-9, atol=1e-9)
    return recording["nar_markov.o"][0, 2000:]


@pytest.mark.parametrize(("level", "peak", "at"), [(-40.0, 0.02096, 4.6), (-30.0, 0.02034, 2.7)])
def test_the_resurgent_current(level: float, peak: float, at: float) -> None:
    o = opened(level)
    k = 100 + int(np.argmax(o[100:]))
    assert o[k] == pytest.approx(peak, rel=0.002)
    assert k / 200 == pytest.approx(at, abs=0.1)


def test_it_settles_at_the_steady_state() -> None:
    assert opened(-40.0)[-1] == pytest.approx(0.00442, abs=2e-5)


def test_no_hump_at_minus_60() -> None:
    assert (np.diff(opened(-60.0)[100:4000]) < 0).all()


def test_a_ramp_is_exact_too() -> None:
    ramp = np.linspace(-90, 30, 400)
    found = clamp(membrane(cell(NAR)), ramp[None], 0.05, -90.0).gates[:, 0]
    x, at = NAR.scheme.steady(-90.0, NAR.at(22.0)), NAR.at(22.0)  # ty: ignore
    for k, v in enumerate(ramp):
        np.testing.assert_allclose(found[:, k], x, atol=1e-9)
        q = NAR.scheme.matrix(v, at)  # ty: ignore
        x = solve_ivp(lambda _, y, q=q: q @ y, (0, 0.05), x, "Radau", rtol=1e-11, atol=1e-13, jac=q).y[:, -1]


@pytest.fixture(scope="module")
def truth() -> np.ndarray:
    """v of a train of spikes under 250 pA, every 25 µs, by LSODA."""
    soma = cell(NAR, KV, LEAK).sections[0]
    scheme, n, at, at_n = NAR.scheme, KV.gates[0], NAR.at(22.0), KV.at(22.0)
    assert scheme

    def slope(_: float, y: np.ndarray, injected: float) -> np.ndarray:
        v, o, a_b = y[0], y[6], n.rates(y[0], at_n)
        ionic = 15.0 * o * (v - 60) + 36.0 * y[14] ** 4 * (v + 88) + 0.1 * (v + 60)
        v_dot = (injected - 1e-2 * soma.area * ionic) / soma.capacitance
        return np.concatenate([[v_dot], scheme.matrix(v, at) @ y[1:14], [a_b[0] * (1 - y[14]) - a_b[1] * y[14]]])

    v = simulate(train("accurate", 0.0125))["v"][0, 0]
    y = np.concatenate([[v], scheme.steady(v, at), [n.curves(v, at_n)[0]]])
    found = []
    for injected, begin, end in ((0.0, 0.0, 2.0), (250.0, 2.0, 12.0)):
        t = np.arange(round(40 * (end - begin)) + 1) / 40 + begin
        run = solve_ivp(slope, (begin, end), y, "LSODA", t_eval=t, rtol=1e-10, atol=1e-12, args=(injected,))
        y = run.y[:, -1]
        found.append(run.y[0, :-1])
    return np.concatenate(found)


def train(method: str, dt: float) -> Experiment:
    protocol = Protocol("p", "P", "cc", (Step(0, 2), Step(250, 10)), rate=40.0)
    return Experiment(cell(NAR, KV, LEAK), protocol, solver=Solver(method, dt))  # ty: ignore


@pytest.mark.parametrize(
    ("method", "dt", "most"), [("accurate", 0.025, 0.04), ("accurate", 0.003125, 3e-4), ("fast", 0.00625, 0.04)]
)
def test_spikes_in_current_clamp(truth: np.ndarray, method: str, dt: float, most: float) -> None:
    recording = simulate(train(method, dt))
    assert truth.max() > 30
    assert np.abs(recording["v"][0] - truth).max() < most
    assert np.abs(sum(recording[f"nar_markov.{state}"] for state in NAR.states) - 1).max() < 1e-10


def test_it_goes_on_from_stretch_to_stretch() -> None:
    for mode, method in (("cc", "accurate"), ("cc", "fast"), ("vc", "accurate")):
        experiment = train(method, 0.025)
        if mode == "vc":
            protocol = replace(experiment.protocol, mode="vc", epochs=(Step(-90, 2), Step(0, 10)), holding=-90.0)
            experiment = replace(experiment, protocol=protocol)
        recording, stream = simulate(experiment), Stream(experiment)
        stream.play()
        frames = [stream.advance(1.6) for _ in range(7)]
        for name in ("v", "i_m", "nar_markov.o", "kv_hh.n"):
            whole = np.concatenate([frame.signals[name] for frame in frames])
            np.testing.assert_allclose(whole, recording[name][0, : whole.size], rtol=1e-7, atol=1e-7, err_msg=name)
