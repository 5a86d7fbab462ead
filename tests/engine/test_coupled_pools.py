"""A Markov scheme beside a pool: against scipy's own solution of the formulas, order, voltage clamp, stretches."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim import CELLS, CHANNELS, Experiment, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import Ion, Pool
from patch_sim.constants import ZERO_CELSIUS, F, R
from patch_sim.engine.march import march
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step
from patch_sim.recording import Recording

CELSIUS = 22.0
NAR = replace(CHANNELS["nar_markov"], e_rev=60.0)
KV = replace(CHANNELS["kv_hh"], e_rev=-88.0, q10=1.0)
CAP = replace(CHANNELS["icap_khaliq"], permeability=1e-5)
CAL = replace(CHANNELS["ical"], g_max=0.05, q10=1.0)
KCA = replace(CHANNELS["ikca"], g_max=0.5, e_rev=-88.0, q10=1.0)
LEAK = replace(CHANNELS["leak"], e_rev=-60.0, g_max=0.1)
POOL = Pool("ca", depth=0.2, tau=5.0, rest=1e-4)
OUT = 2.0
CELL = Cell(
    "soma",
    "Soma",
    (Section("soma", 20.0, 20.0, (NAR, KV, CAP, CAL, KCA, LEAK), (POOL,)),),
    ions=(Ion("ca", 2, out=OUT, in_=1e-4),),
    celsius=CELSIUS,
    v_init=-70.0,
)
RATE = 40.0
PARTS = ((0.0, 2.0), (250.0, 10.0))
"""pA, ms."""
CLAMPED = ((-70.0, 2.0), (0.0, 10.0))


def experiment(method: str, dt: float, mode: str = "cc") -> Experiment:
    epochs = tuple(Step(level, duration) for level, duration in (PARTS if mode == "cc" else CLAMPED))
    protocol = Protocol("p", "P", mode, epochs, rate=RATE, holding=0.0 if mode == "cc" else -70.0)  # ty: ignore
    return Experiment(CELL, protocol, solver=Solver(method, dt))  # ty: ignore


def slopes(y: np.ndarray, injected: float, clamped: float | None) -> np.ndarray:
    """d/dt of v, 13 states, n, m of P-type, q and r of L-type, z and [Ca], from the formulas of the channels."""
    v, ca, kelvin = y[0] if clamped is None else clamped, y[-1], CELSIUS + ZERO_CELSIUS
    gates = [KV.gates[0], CAP.gates[0], *CAL.gates, KCA.gates[0]]
    owners = [KV, CAP, CAL, CAL, KCA]
    moving = []
    for channel, gate, x in zip(owners, gates, y[14:-1], strict=True):
        at = {**channel.at(CELSIUS), "ca": ca}
        if gate.inf is None:
            a, b = gate.rates(v, at)
            moving.append(a * (1 - x) - b * x)
        else:
            steady, tau = gate.curves(v, at)
            moving.append((steady - x) / tau)
    n, m, q, r, z = y[14:-1]
    u = 2 * F * v / (1e3 * R * kelvin)
    flux = u * (ca - OUT * np.exp(-u)) / -np.expm1(-u) if u else ca - OUT
    e_ca = 1e3 * R * kelvin / (2 * F) * np.log(OUT / ca)
    calcium = 1e-5 * 2 * F * m * flux + 0.05 * q**2 * r * (v - e_ca)
    ionic = 15.0 * y[6] * (v - 60) + 36.0 * n**4 * (v + 88) + calcium + 0.5 * z * (v + 88) + 0.1 * (v + 60)
    (soma,) = CELL.sections
    v_dot = (injected - 1e-2 * soma.area * ionic) / soma.capacitance if clamped is None else 0.0
    # 1 µA/cm² into 1 µm is 10/(z F) mM/ms with F in C/mol.
    ca_dot = -calcium / (2 * F) * 10 / POOL.depth + (POOL.rest - ca) / POOL.tau
    assert NAR.scheme
    return np.concatenate([[v_dot], NAR.scheme.matrix(v, NAR.at(CELSIUS)) @ y[1:14], moving, [ca_dot]])


def begun(mode: str) -> np.ndarray:
    """The state at which a sweep begins, in the order of `slopes`."""
    first = simulate(experiment("accurate", 0.0125, mode))
    names = [f"nar_markov.{state}" for state in NAR.states]
    names += ["kv_hh.n", "icap_khaliq.m", "ical.q", "ical.r", "ikca.z"]
    return np.array([first[name][0, 0] for name in ("v", *names, "ca_i")])


def truth(mode: str) -> np.ndarray:
    """(2, samples) v and [Ca] by LSODA."""
    y, at, found = begun(mode), 0.0, []
    for level, duration in PARTS if mode == "cc" else CLAMPED:
        clamped = None if mode == "cc" else level
        t = np.arange(round(RATE * duration) + 1) / RATE + at
        run = solve_ivp(
            lambda _, y, level=level, clamped=clamped: slopes(y, level, clamped),
            (at, at + duration), y, "LSODA", t_eval=t, rtol=1e-10, atol=1e-12,
        )  # fmt: skip
        y, at = run.y[:, -1], at + duration
        if clamped is not None:
            run.y[0] = clamped
        found.append(run.y[[0, -1], :-1])
    return np.concatenate(found, axis=1)


def far(found: Any, expected: np.ndarray) -> np.ndarray:
    """The largest distance of v (mV) and of [Ca] (mM)."""
    return np.array([np.abs(found[name][0] - row).max() for name, row in zip(("v", "ca_i"), expected, strict=True)])


@pytest.mark.parametrize(("method", "order", "most"), [("accurate", 3.0, (2e-4, 2e-7)), ("fast", 1.9, (6e-3, 5e-7))])
def test_spikes_in_current_clamp(method: str, order: float, most: tuple[float, float]) -> None:
    expected = truth("cc")
    assert expected[0].max() > 30
    assert expected[1].max() > 20 * expected[1].min()
    coarse, fine = (far(simulate(experiment(method, dt)), expected) for dt in (0.00625, 0.003125))
    assert (fine < most).all()
    assert np.log2(coarse[0] / fine[0]) > order


def test_voltage_clamp() -> None:
    expected = truth("vc")
    recording = simulate(experiment("fast", 0.025, "vc"))
    assert recording.method == "accurate"
    assert expected[1].max() > 50 * expected[1].min()
    assert (far(recording, expected) < (1e-12, 1e-10)).all()
    np.testing.assert_allclose(sum(recording[f"nar_markov.{state}"] for state in NAR.states), 1.0, atol=1e-10)


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_what_is_recorded_belongs_together(method: str) -> None:
    recording = simulate(experiment(method, 0.00625))
    ca, v = recording["ca_i"], recording["v"]
    e_ca = 1e3 * R * (CELSIUS + ZERO_CELSIUS) / (2 * F) * np.log(OUT / ca)
    size = 1e-2 * CELL.sections[0].area
    current = 0.05 * size * recording["ical.q"] ** 2 * recording["ical.r"] * (v - e_ca)
    np.testing.assert_allclose(recording["i_ical"], current, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(
        recording["i_nar_markov"], 15.0 * size * recording["nar_markov.o"] * (v - 60), rtol=1e-9, atol=1e-9
    )
    assert np.abs(sum(recording[f"nar_markov.{state}"] for state in NAR.states) - 1).max() < 1e-10


@pytest.mark.parametrize(("mode", "method"), [("cc", "accurate"), ("cc", "fast"), ("vc", "accurate")])
def test_it_goes_on_from_stretch_to_stretch(mode: str, method: str) -> None:
    recording, stream = simulate(experiment(method, 0.025, mode)), Stream(experiment(method, 0.025, mode))
    stream.play()
    frames = [stream.advance(1.6) for _ in range(7)]
    for name in ("v", "ca_i", "i_m", "ikca.z", "nar_markov.o"):
        whole = np.concatenate([frame.signals[name] for frame in frames])
        np.testing.assert_allclose(whole, recording[name][0, : whole.size], rtol=1e-9, atol=1e-12, err_msg=name)


def test_a_pool_alone_empties_exponentially() -> None:
    arrays = membrane(CELL)
    still = replace(arrays, g=np.zeros_like(arrays.g))
    x = arrays.steady(-70.0)[None].copy()
    x[:, arrays.concentrations] = x[:, arrays.concentrations + 8] = 5e-3
    for method in ("accurate", "fast"):
        traces = march(still, np.zeros((1, 801)), 0.025, 1, method, np.full(1, -70.0), x.copy())
        exact = 1e-4 + 4.9e-3 * np.exp(-np.arange(801) * 0.025 / 5.0)
        np.testing.assert_allclose(traces.levels[0, 0], exact, rtol=1e-10)


def test_a_step_that_is_too_long_is_halved_and_told() -> None:
    """A hundredth of the capacitance: at 12.5 µs a share of the channels fell below 0 and a spike was lost."""
    cell = CELLS["purkinje"]
    small = replace(cell, sections=tuple(replace(section, c_m=section.c_m / 100) for section in cell.sections))
    step = Protocol("p", "P", "cc", (Step(0, 5), Step(25.0, 35), Step(-15.0, 20)), rate=RATE)

    def run(solver: Solver, cell: Cell = small) -> tuple[np.ndarray, Recording]:
        recording = simulate(Experiment(cell, step, solver=solver))
        v = recording["v"][0]
        return np.flatnonzero((v[1:] >= -20) & (v[:-1] < -20)), recording

    truth, fine = run(Solver("accurate", 0.00078125))
    spikes, recording = run(Solver("accurate", 0.025))
    assert spikes.size == truth.size == 7
    assert np.abs(spikes - truth).max() <= 1, "samples; both begin at rests that are found with their own steps"
    assert recording.redone > 0
    assert fine.redone == 0
    assert recording.dt < 0.0125
    shares = [recording[name] for name in recording.signals if name.startswith("nar_markov.")]
    assert min(share.min() for share in shares) > -1e-9
    assert run(Solver("accurate", 0.025), cell)[1].redone == 0
