"""Pools that a saturating pump empties: closed form, limits, order against scipy, every kernel that steps a pool."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim import CELLS, CHANNELS, Experiment, ParameterError, simulate
from patch_sim.cells import Cell
from patch_sim.channels import Ion, Pool
from patch_sim.engine.march import METHODS, march
from patch_sim.engine.rest import start
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import Membrane, membrane
from patch_sim.engine.tree import march_tree, setting
from patch_sim.engine.tree_signals import local
from patch_sim.experiment import Solver
from patch_sim.fields import controls, edit, insert
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import RIGS

REST, K_M, V_MAX = 1e-4, 5e-4, 2e-4
NEVER = 1e7
"""ms of decay that there is not."""
PUMPED = Pool("ca", 1.0, NEVER, REST, v_max=V_MAX, k_m=K_M)
CLEFT = Pool("k", 0.3, 50.0, 16.345, side="out", v_max=0.2, k_m=2.0)
DT = 0.025


@pytest.fixture
def wet() -> Cell:
    """The squid axon with calcium that a pump alone removes, and potassium that a pump removes beside its decay."""
    squid = CELLS["squid_axon"]
    (soma,) = squid.sections
    channels = (*soma.channels, CHANNELS["ical"], CHANNELS["icat"], CHANNELS["ikca"])
    section = replace(soma, channels=channels, pools=(PUMPED, CLEFT))
    return replace(squid, sections=(section,), ions=(*squid.ions, Ion("ca", 2, out=10.0, in_=REST)))


def still(passive: Cell, pool: Pool) -> Membrane:
    """Without any current of the ion."""
    (soma,) = passive.sections
    ions = (Ion("ca", 2, out=2.0, in_=pool.rest),)
    return membrane(replace(passive, sections=(replace(soma, pools=(pool,)),), ions=ions))


def emptied(arrays: Membrane, begin: float, method: str, samples: int, dt: float, sweeps: int = 1) -> np.ndarray:
    x = np.repeat(arrays.steady(-70.0)[None], sweeps, axis=0)
    x[:, arrays.concentrations] = x[:, arrays.concentrations + 8] = begin
    traces = march(arrays, np.zeros((sweeps, samples)), dt, 1, method, np.full(sweeps, -70.0), x)
    return traces.levels[0, -1]


def time_to(c: np.ndarray, begin: float, tau: float) -> np.ndarray:
    """When pump and decay have brought the concentration from `begin` to c: their equation, integrated."""
    turn = K_M + V_MAX * K_M / (REST + K_M) * tau
    slow = (REST + K_M) / (REST + turn) * np.log((begin - REST) / (c - REST))
    return tau * (slow + (turn - K_M) / (turn + REST) * np.log((begin + turn) / (c + turn)))


@pytest.mark.parametrize("sweeps", [1, 5])
@pytest.mark.parametrize(("method", "order", "dt"), [("fast", 2, 0.4), ("neuron", 2, 0.4), ("accurate", 4, 1.6)])
def test_it_empties_as_its_integrated_equation_says(
    passive: Cell, method: str, order: int, dt: float, sweeps: int
) -> None:
    tau, begin, errors = 200.0, 3e-3, []
    arrays = still(passive, replace(PUMPED, tau=tau))
    for step in (dt, dt / 2):
        c = emptied(arrays, begin, method, round(24 / step) + 1, step, sweeps)
        errors.append(np.abs(time_to(c, begin, tau) - np.arange(c.size) * step)[1:].max())
    assert errors[-1] < (5e-2 if order == 2 else 2e-5)  # ms
    assert np.log2(errors[0] / errors[1]) > order - 0.3, errors


@pytest.mark.parametrize("method", [*METHODS, "adaptive"])
def test_far_below_half_it_is_a_decay_and_far_above_a_constant_flow(passive: Cell, method: str) -> None:
    low = still(passive, replace(PUMPED, rest=1e-7))  # tables end at 6e-8 mM
    t = np.arange(401) * DT
    c = emptied(low, 1e-6, method, t.size, DT)
    np.testing.assert_allclose(c, 1e-7 + (1e-6 - 1e-7) * np.exp(-V_MAX / K_M * t), rtol=1e-6 / K_M)
    high = still(passive, PUMPED)
    c = emptied(high, 0.5, method, t.size, DT)
    flow = V_MAX * K_M / (REST + K_M)
    np.testing.assert_allclose((0.5 - c)[1:] / t[1:], flow, rtol=1.3e-3)  # (K_m + rest)/c = 1.2e-3 is what is left


def written_out(arrays: Membrane, wet: Cell, level: float, parts: tuple[tuple[float, float], ...]) -> np.ndarray:
    """v and both concentrations by DOP853, the pumps as −v_max c/(c + K_m) with their leaks beside the bare pools."""
    (soma,) = wet.sections
    bare = membrane(replace(wet, sections=(replace(soma, pools=tuple(replace(p, v_max=0.0) for p in soma.pools)),)))
    slow = [(int(q), g, f) for q, g, f in zip(bare.slots, bare.gatings, bare.follows, strict=False)]
    slow = [item for item in slow if not item[1].instantaneous]

    def slope(t: float, y: np.ndarray, injected: float) -> np.ndarray:
        v, levels, gates = y[0], y[1:3], y[3:]
        x = bare.settle(np.zeros(bare.width), v, -1, None, instant=True)
        for p in range(2):
            bare.settle(x, v, p, levels[p], instant=True)
        x[[q for q, _, _ in slow]] = gates
        moved = [g.rates(v, levels[f] if f >= 0 else None) for _, g, f in slow]
        change = []
        for p, pool in enumerate(soma.pools):
            pump = pool.v_max * levels[p] / (levels[p] + pool.k_m)
            leak = pool.v_max * pool.rest / (pool.rest + pool.k_m)
            change.append(bare.change(p, v, x) - pump + leak)
        slopes = [a - s * gate for (a, s), gate in zip(moved, gates, strict=True)]
        return np.array([(injected - bare.current(v, x)) / bare.c, *change, *slopes])

    x = arrays.steady(-65.0)
    y = np.array([-65.0, *x[bare.concentrations : bare.concentrations + 2], *x[[q for q, _, _ in slow]]])
    pieces, at = [], 0.0
    for current, duration in parts:
        t = np.minimum(np.arange(round(duration / DT) + 1) * DT, duration) + at
        end = at + duration
        piece = solve_ivp(
            slope, (at, end), y, "DOP853", np.minimum(t, end), args=(current,), rtol=1e-10, atol=1e-13
        )  # fmt: skip
        pieces.append(piece.y[:3, :-1])
        y, at = piece.y[:, -1], end
    return np.concatenate(pieces, axis=1)


PARTS = ((0.0, 2.0), (150.0, 10.0))


def command(sweeps: int = 1) -> np.ndarray:
    steps = np.concatenate([np.full(round(duration / DT), level) for level, duration in PARTS])
    return np.repeat(steps[None], sweeps, axis=0)


@pytest.mark.parametrize("sweeps", [1, 5])
def test_order_beside_currents_and_gates(wet: Cell, sweeps: int) -> None:
    arrays = membrane(wet)
    truth = written_out(arrays, wet, 150.0, PARTS)
    assert truth[1].max() > 4 * REST  # the pump is no longer linear
    for method, order, every in (("fast", 2, 1), ("neuron", 2, 1), ("accurate", 4, 4)):
        steps, found = np.ascontiguousarray(command(sweeps)[:, ::every]), []
        for parts in (1, 2, 16):
            x = np.repeat(arrays.steady(-65.0)[None], sweeps, axis=0)
            traces = march(arrays, steps, every * DT, parts, method, np.full(sweeps, -65.0), x)
            found.append(np.stack([traces.v[-1], *traces.levels[:, -1]]))
        coarse, fine = (np.abs(one - found[-1]).max(1) for one in found[:2])
        assert np.log2(coarse / fine).min() > order - 0.25, (method, coarse, fine)
        far = np.abs(found[-1] - truth[:, ::every]).max(1)  # what tables add is left of `accurate`
        assert (far < ((2e-6, 1e-11, 1e-8) if order == 4 else (0.02, 5e-8, 5e-6))).all(), (method, far)


def by_scheme(cell: Cell) -> Cell:
    return insert(cell, "sections.soma.channels", replace(CHANNELS["nar_markov"], g_max=0.5, e_rev=55.0))


def in_a_tree(cell: Cell, method: str, parts: int) -> dict[str, np.ndarray]:
    there = setting(cell, RIGS["ideal"], "cc")
    v, x = start(cell, 0.0, "accurate", 0.0125)
    vs, xs, z = np.full((1, 1), v), x[None].copy(), np.zeros((1, there.circuit.n))
    paths = march_tree(there, command(), DT, parts, method, vs, xs, z, [(0, 0)])
    assert paths.inside
    return local(there.tree.membranes[0], paths.v[0], np.moveaxis(paths.x, 2, 0))[0]


def alone(cell: Cell, method: str, parts: int) -> dict[str, np.ndarray]:
    arrays = membrane(cell)
    v, x = start(cell, 0.0, "accurate", 0.0125)
    traces = march(arrays, command(), DT, parts, method, np.full(1, v), x[None].copy())
    return {"v": traces.v, **{b.signal: row for b, row in zip(arrays.basins, traces.levels, strict=True)}}


@pytest.mark.parametrize("how", [in_a_tree, alone], ids=["tree", "coupled"])
@pytest.mark.parametrize(("method", "order"), [("fast", 2), ("accurate", 4)])
def test_order_in_trees_and_beside_schemes(
    wet: Cell, how: Callable[..., dict[str, np.ndarray]], method: str, order: int
) -> None:
    cell = by_scheme(wet) if how is alone else wet
    truth = alone(cell, "accurate", 16)
    assert truth["ca_i"].max() > 4 * REST
    coarse, fine = (how(cell, method, parts) for parts in (2, 8))
    for name, row in truth.items():
        errors = [np.abs(rows[name] - row).max() for rows in (coarse, fine)]
        assert np.log(errors[0] / errors[1]) / np.log(4) > 0.65 * order, (name, errors)
        assert errors[1] < (5e-3 if order == 2 else 1e-5) * np.ptp(row), (name, errors)


def experiment(cell: Cell, mode: str, method: str, dt: float = DT) -> Experiment:
    epochs = (Step(0.0, 2.0), Step(150.0, 20.0)) if mode == "cc" else (Step(-70.0, 2.0), Step(0.0, 20.0))
    protocol = Protocol("p", "P", mode, epochs, holding=0.0 if mode == "cc" else -70.0, rate=20.0)  # ty: ignore
    return Experiment(cell, protocol, solver=Solver(method, dt))  # ty: ignore


def test_adaptive_steps(wet: Cell) -> None:
    truth = simulate(experiment(wet, "cc", "accurate", 0.003125))
    errors = []
    for tolerance in (1e-2, 1e-5):
        found = simulate(replace(truth.experiment, solver=Solver("adaptive", tolerance=tolerance)))
        errors.append(np.array([np.abs(found[name] - truth[name]).max() for name in ("v", "ca_i", "k_o")]))
    assert (errors[1] < (1e-2, 1e-7, 1e-4)).all()
    assert (errors[1] < 0.1 * errors[0]).all()


@pytest.mark.parametrize("scheme", [False, True])
def test_voltage_clamp(wet: Cell, scheme: bool) -> None:
    cell = by_scheme(wet) if scheme else wet
    found = simulate(experiment(cell, "vc", "fast"))
    pool = wet.sections[0].pools[0]
    inflow = membrane(cell).basins[0].gain * sum(found[f"i_{name}"][0] for name in ("ical", "icat"))
    c = found["ca_i"][0]
    assert c.max() > 10 * REST
    removed = pool.v_max * (REST / (REST + K_M) - c / (c + K_M)) + (REST - c) / NEVER
    slope = inflow + removed
    at = 0.05 * np.arange(c.size)
    late = at > 4.0  # away from the step, by Simpson's rule over pairs of samples
    k = np.flatnonzero(late)[1:-1]
    rise = (slope[k - 1] + 4 * slope[k] + slope[k + 1]) * 0.05 / 3
    np.testing.assert_allclose(c[k + 1] - c[k - 1], rise, rtol=0, atol=2e-6 * np.abs(c).max())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("mode", ["cc", "vc"])
def test_blocks_of_a_stream_equal_one_run(wet: Cell, mode: str, method: str) -> None:
    blocks, whole = (Stream(experiment(wet, mode, method)) for _ in range(2))
    blocks.play()
    whole.play()
    frames = [blocks.advance(3.2) for _ in range(6)]
    for name, signal in whole.advance(19.2).signals.items():
        assert np.array_equal(np.concatenate([frame.signals[name] for frame in frames]), signal), name


@pytest.mark.parametrize("method", METHODS)
def test_behind_an_electrode(wet: Cell, method: str) -> None:
    behind = edit(edit(experiment(wet, "cc", method, 0.0125), "rig.r_s_mohm", 0.1), "rig.r_seal_gohm", 1e5)
    ideal = simulate(experiment(wet, "cc", "accurate", 0.003125))
    found = simulate(behind)
    np.testing.assert_allclose(found["ca_i"], ideal["ca_i"], rtol=0, atol=0.03 * np.ptp(ideal["ca_i"]))


@pytest.mark.parametrize("method", METHODS)
def test_rest_is_rest(wet: Cell, method: Any) -> None:
    protocol = Protocol("h", "H", "cc", (Step(0.0, 100.0),))
    recording = simulate(Experiment(wet, protocol, solver=Solver(method=method)))
    assert np.ptp(recording["v"]) < 1e-6
    assert np.ptp(recording["ca_i"]) < 1e-6 * recording["ca_i"][0, 0]


def test_it_is_two_rows_of_the_form_and_refuses_what_no_pump_does(wet: Cell) -> None:
    rows = {row.path: row for row in controls(wet)}
    found = [rows[f"sections.soma.pools.ca.{name}"] for name in ("v_max", "k_m")]
    assert [(row.label, row.unit) for row in found] == [("Pump", "mM/ms"), ("Pump half", "mM")]
    for name, value in (("v_max", -1.0), ("k_m", 0.0), ("k_m", -1e-4)):
        with pytest.raises(ParameterError, match=r"must be"):
            edit(wet, f"sections.soma.pools.ca.{name}", value)
