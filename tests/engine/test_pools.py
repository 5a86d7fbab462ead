"""Membranes whose ions change: decay, live reversals, order, lanes, clamp, stream, steady start."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim import CELLS, CHANNELS, Experiment, ParameterError, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import Channel, Expr, Gate, Ion, Pool
from patch_sim.engine.march import METHODS, Traces, march
from patch_sim.engine.rest import rest
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import Membrane, membrane
from patch_sim.experiment import Solver
from patch_sim.fields import edit, insert
from patch_sim.protocols import Protocol, Step

DT = 0.025


@pytest.fixture
def wet() -> Cell:
    """The squid axon with a calcium current, a potassium current of calcium, and layers of both ions."""
    squid = CELLS["squid_axon"]
    (soma,) = squid.sections
    switch = Gate("s", inf=Expr("ca/(ca + 1e-3)"))
    extra = Channel("swift", "Swift", 0.2, e_rev=-70.0, gates=(switch,))
    channels = (*soma.channels, CHANNELS["ical"], CHANNELS["ikca"], extra)
    pools = (Pool("ca", 1.0, 20.0, 1e-4), Pool("k", 0.3, 50.0, 16.345, side="out"))
    section = replace(soma, channels=channels, pools=pools)
    return replace(squid, sections=(section,), ions=(*squid.ions, Ion("ca", 2, out=10.0, in_=1e-4)))


def run(arrays: Membrane, command: np.ndarray, method: str, parts: int = 1, **more: Any) -> Traces:
    x = np.repeat(arrays.steady(-65.0)[None], len(command), axis=0)
    return march(arrays, command, DT, parts, method, np.full(len(command), -65.0), x, **more)


def pulse(level: float, duration: float = 30.0) -> np.ndarray:
    t = np.arange(round(duration / DT) + 1) * DT
    return np.where((t > 2) & (t < duration - 2), level, 0.0)[None]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("sweeps", [1, 5])
def test_a_pool_empties_exponentially(passive: Cell, method: str, sweeps: int) -> None:
    (soma,) = passive.sections
    pool = Pool("ca", 1.0, 12.5, 1e-4)
    cell = replace(passive, sections=(replace(soma, pools=(pool,)),), ions=(Ion("ca", 2, out=2.0, in_=1e-4),))
    arrays = membrane(cell)
    x = np.repeat(arrays.steady(-70.0)[None], sweeps, axis=0)
    x[:, arrays.concentrations] = x[:, arrays.concentrations + 8] = 5e-3
    traces = march(arrays, np.zeros((sweeps, 4001)), DT, 1, method, np.full(sweeps, -70.0), x)
    exact = 1e-4 + 4.9e-3 * np.exp(-np.arange(4001) * DT / 12.5)
    assert np.abs(traces.levels[0] / exact - 1).max() < (1e-6 if method == "accurate" else 3e-6)


@pytest.mark.parametrize("method", METHODS)
def test_reversals_follow_their_concentrations(wet: Cell, method: str) -> None:
    traces = run(membrane(wet), pulse(150.0), method)
    ca, k = traces.levels[:, 0]
    assert ca.max() > 3 * ca[0]
    assert k.max() > k[0] + 0.1
    arrays = membrane(wet)
    names = dict(zip(arrays.gates, traces.gates[:, 0], strict=True))
    for name, opened, ion, level in (
        ("ical", names["ical.q"] ** 2 * names["ical.r"], "ca", ca),
        ("ikca", names["ikca.z"], "k", k),
        ("kv_hh", names["kv_hh.n"] ** 4, "k", k),
    ):
        row = arrays.channels.index(name)
        ions = {i.name: i for i in wet.ions}
        e = [replace(ions[ion], **{"in_" if ion == "ca" else "out": c}).e_rev(wet.celsius) for c in level[::97]]
        current = arrays.g[row] * opened[::97] * (traces.v[0, ::97] - np.array(e))
        np.testing.assert_allclose(traces.currents[row, 0, ::97], current, rtol=2e-6, atol=1e-9)
    np.testing.assert_allclose(names["swift.s"], ca / (ca + 1e-3), rtol=1e-6)
    np.testing.assert_allclose(traces.currents[:-1].sum(0), traces.currents[-1], rtol=1e-9, atol=1e-9)


def solved(arrays: Membrane, level: float, duration: float) -> Any:
    """The same membrane by DOP853, from the exact rates."""
    slow = [(int(q), g, f) for q, g, f in zip(arrays.slots, arrays.gatings, arrays.follows, strict=False)]
    slow = [item for item in slow if not item[1].instantaneous]
    at = arrays.concentrations
    pools = range(len(arrays.basins))

    def slope(t: float, y: np.ndarray, injected: float) -> np.ndarray:
        v, levels = y[0], y[1 : 1 + len(pools)]
        x = arrays.settle(np.zeros(arrays.width), v, -1, None, instant=True)
        for p in pools:
            arrays.settle(x, v, p, levels[p], instant=True)
        gates = y[1 + len(pools) :]
        x[[q for q, _, _ in slow]] = gates
        rates = [g.rates(v, levels[f] if f >= 0 else None) for _, g, f in slow]
        changes = [a - s * gate for (a, s), gate in zip(rates, gates, strict=True)]
        change = [arrays.change(p, v, x) for p in pools]
        return np.array([(injected - arrays.current(v, x)) / arrays.c, *change, *changes])

    x = arrays.steady(-65.0)
    y = np.array([-65.0, *x[at : at + len(pools)], *x[[q for q, _, _ in slow]]])
    pieces = []
    for begin, end, current in ((0.0, 2.0, 0.0), (2.0, duration - 2, level), (duration - 2, duration, 0.0)):
        times = np.arange(round(begin / DT), round(end / DT) + 1) * DT
        piece = solve_ivp(
            slope, (begin, end), y, "DOP853", np.clip(times, begin, end), args=(current,), rtol=1e-10, atol=1e-12
        )
        pieces.append(piece.y[:, :-1] if end < duration else piece.y)
        y = piece.y[:, -1]
    return np.concatenate(pieces, axis=1)


def test_order_of_convergence(wet: Cell) -> None:
    arrays = membrane(wet)
    duration = 14.0
    truth = solved(arrays, 150.0, duration)
    t = np.arange(round(duration / DT) + 1) * DT
    command = np.where((t > 2 - DT / 2) & (t < duration - 2 - DT / 2), 150.0, 0.0)[None]
    for method, order in (("fast", 2), ("neuron", 2), ("accurate", 4)):
        error = []
        for parts in (1, 2, 4):
            traces = run(arrays, command, method, parts)
            error.append([np.abs(traces.v[0] - truth[0]).max(), *np.abs(traces.levels[:, 0] - truth[1:3]).max(1)])
        slopes = np.log2(np.array(error[:-1]) / error[1:])
        assert slopes[0].min() > order - 0.2, (method, slopes)
        assert error[0][0] < (0.05 if order == 4 else 8.0)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("sweeps", [5, 13])
def test_lanes_equal_single_sweeps(method: str, sweeps: int, wet: Cell) -> None:
    arrays = membrane(wet)
    command = np.linspace(0, 300, sweeps)[:, None] * np.ones(1005)
    together = run(arrays, command, method)
    for k in (0, sweeps // 2, sweeps - 1):
        alone = run(arrays, command[k : k + 1], method)
        np.testing.assert_allclose(together.v[k], alone.v[0], rtol=0, atol=1e-8)
        np.testing.assert_allclose(together.gates[:, k], alone.gates[:, 0], rtol=0, atol=1e-10)
        np.testing.assert_allclose(together.levels[:, k], alone.levels[:, 0], rtol=1e-9)
        np.testing.assert_allclose(together.currents[:, k], alone.currents[:, 0], rtol=1e-8, atol=1e-6)


@pytest.mark.parametrize("sweeps", [1, 5])
def test_fall_back_of_the_accurate_method(wet: Cell, sweeps: int) -> None:
    arrays = membrane(wet)
    stiff = replace(arrays, g=arrays.g * 10)
    command = np.repeat(pulse(1500.0, 20.0), sweeps, axis=0)
    traces = run(stiff, command, "accurate")
    assert traces.inside
    assert traces.finest > 1
    assert np.abs(traces.v - run(stiff, command[:1], "accurate", 64).v).max() < 0.05


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("holding", [0.0, 20.0])
def test_a_sweep_starts_without_drift(wet: Cell, method: Any, holding: float) -> None:
    protocol = Protocol("h", "H", "cc", (Step(holding, 200.0),), holding=holding)
    recording = simulate(Experiment(wet, protocol, solver=Solver(method=method)))
    assert rest(membrane(wet), holding, wet.v_init) is not None
    assert np.ptp(recording["v"]) < 1e-6
    assert np.ptp(recording["ca_i"]) < 1e-6 * recording["ca_i"][0, 0]
    assert np.ptp(recording["k_o"]) < 1e-6
    assert [recording.units[name] for name in ("ca_i", "k_o")] == ["mM", "mM"]


@pytest.mark.parametrize("n_sweeps", [1, 6])
def test_voltage_clamp_with_pools_has_v_prescribed(wet: Cell, n_sweeps: int) -> None:
    steps = (Step(-70.0, 5.0), Step(-20.0, 30.0, level_delta=10.0), Step(-70.0, 10.0))
    protocol = Protocol("vc", "VC", "vc", steps, holding=-70.0, n_sweeps=n_sweeps, rate=40.0)
    recording = simulate(Experiment(wet, protocol, solver=Solver("fast")))
    assert recording.method == "accurate"
    np.testing.assert_array_equal(recording["v"], recording.command)
    assert recording["ca_i"].max() > 3e-4
    fine = simulate(Experiment(wet, protocol, solver=Solver("accurate", 0.0015625)))
    np.testing.assert_allclose(recording["ca_i"], fine["ca_i"], rtol=2e-5)
    np.testing.assert_allclose(recording["i_m"], fine["i_m"], rtol=0, atol=2e-4 * np.abs(fine["i_m"]).max())
    dry = simulate(Experiment(edit(wet, "sections.soma.pools", ()), protocol))
    assert dry.method == "exact"
    np.testing.assert_allclose(recording["nav_hh.m"], dry["nav_hh.m"], rtol=0, atol=2e-5)


def gap_free(cell: Cell, mode: Any, level: float, **solver: Any) -> Experiment:
    protocol = Protocol("g", "G", mode, (Step(level, 60.0),), holding=0.0 if mode == "cc" else -70.0, rate=20.0)
    return Experiment(cell, protocol, solver=Solver(**solver))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("mode", "level"), [("cc", 150.0), ("vc", 0.0)])
def test_blocks_of_a_stream_equal_one_run(wet: Cell, mode: str, level: float, method: str) -> None:
    blocks, whole = (Stream(gap_free(wet, mode, level, method=method)) for _ in range(2))
    blocks.play()
    whole.play()
    frames = [blocks.advance(3.2) for _ in range(20)]
    for name, signal in whole.advance(64.0).signals.items():
        assert np.array_equal(np.concatenate([frame.signals[name] for frame in frames]), signal), name


def test_a_stream_keeps_its_concentrations_over_changes(wet: Cell) -> None:
    experiment = gap_free(wet, "cc", 150.0)
    stream = Stream(experiment)
    stream.play()
    before = stream.advance(32.0).signals["ca_i"][-1]
    stream.change(edit(experiment, "cell.sections.soma.channels.nav_hh.g_max", 100.0))
    after = stream.advance(3.2).signals["ca_i"][0]
    assert before > 2e-4
    assert after == pytest.approx(before, rel=0.05)


def test_without_a_pool_calcium_is_that_of_the_solutions(wet: Cell) -> None:
    dry = edit(wet, "sections.soma.pools", ())
    recording = simulate(Experiment.of(edit(dry, "ions.ca.in", 4.3e-4), "action_potential"))
    assert recording["ikca.z"] == pytest.approx(0.5, abs=1e-6)
    assert "ca_i" not in recording.signals


@pytest.mark.parametrize(
    ("pools", "rule"),
    [((Pool("na", 1.0, 1.0, 5.0),) * 2, "one pool at most"), ((Pool("cl", 1.0, 1.0, 5.0),), "needs the ion 'cl'")],
)
def test_pools_that_cannot_be_are_refused(wet: Cell, pools: tuple[Pool, ...], rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        edit(wet, "sections.soma.pools", pools)


def test_a_pool_is_rows_of_the_form(wet: Cell) -> None:
    deeper = edit(wet, "sections.soma.pools.ca.depth", 2.0)
    assert deeper.sections[0].pools[0] == Pool("ca", 2.0, 20.0, 1e-4)
    assert membrane(deeper).basins[0].gain == pytest.approx(membrane(wet).basins[0].gain / 2)


def test_one_shell_of_calcium_in_the_units_of_the_literature() -> None:
    """1e4/(2F) = 0.0518213: mM/ms for 1 mA/cm² into 1 µm."""
    assert Pool("ca", 1.0, 5.0, 2.4e-4).inflow(2) == pytest.approx(-0.0518213, rel=1e-6)
    section = Section("soma", 10.0, 10.0, (CHANNELS["ical"],), (Pool("ca", 1.0, 5.0, 2.4e-4),))
    arrays = membrane(Cell("c", "C", (section,), (Ion("ca", 2, out=2.0, in_=2.4e-4),)))
    # 1 µA/cm² over the cylinder of 314.16 µm² is 3.1416 pA.
    assert arrays.basins[0].gain * np.pi == pytest.approx(-0.0518213e-3, rel=1e-6)


def test_a_gate_of_voltage_and_calcium_reads_the_solutions_where_there_is_no_pool(wet: Cell) -> None:
    both = Gate("o", inf=Expr("1/(1 + 1e-3/ca*exp(-v/20))"), tau=Expr("2"))
    bk = Channel("bk", "BK", 0.1, e_rev=-80.0, gates=(both,))
    dry = insert(edit(wet, "sections.soma.pools", ()), "sections.soma.channels", bk)
    recording = simulate(Experiment.of(edit(dry, "ions.ca.in", 1e-3), "iv_curve"))
    held = recording.window("A").start
    assert recording["bk.o"][0, held] == pytest.approx(1 / (1 + np.exp(recording["v"][0, held] / -20)), rel=1e-6)
