"""The adaptive method: as accurate as its tolerance lets expect, in steps that are long where nothing happens."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, Experiment, ParameterError, UnstableError, error_estimate, simulate
from patch_sim.cells import Cell
from patch_sim.channels import Channel, Expr, Gate, Ion, Pool, Sigmoid
from patch_sim.engine.adaptive_live import moves
from patch_sim.engine.bordered import live_jacobian, live_slopes
from patch_sim.engine.packed import numbered, pack
from patch_sim.engine.pools import numbers
from patch_sim.engine.rows import ORIGIN, PER_MV, ROWS, rates
from patch_sim.engine.simd import zeros
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.experiment import Solver
from patch_sim.fields import insert
from patch_sim.protocols import Protocol, Step

SPARSE = Protocol("p", "P", "cc", (Step(0, 20), Step(400, 1), Step(0, 400), Step(-5, 50), Step(0, 29)), rate=40.0)


def solved(cell: Cell, *solver: object, protocol: Protocol = SPARSE) -> np.ndarray:
    recording = simulate(Experiment(cell, protocol, solver=Solver(*solver)))  # ty: ignore
    return np.stack([row for name, row in recording.signals.items() if not name.startswith("i_")])[:, 0]


@pytest.fixture
def pooled() -> Cell:
    """The squid axon with layers of calcium and potassium: gates of calcium, live reversals, fluxes."""
    squid = CELLS["squid_axon"]
    (soma,) = squid.sections
    switch = Gate("s", 2, inf=Expr("ca/(ca + 1e-3)"))
    swift = Channel("swift", "Swift", 0.2, ion="k", gates=(switch,))
    drive = replace(CHANNELS["icat"], name="drive", law="ghk_drive", g_max=0.05, permeability=0.0)
    channels = (*soma.channels, CHANNELS["ical"], CHANNELS["icat"], CHANNELS["ikca"], swift, drive)
    pools = (Pool("ca", 1.0, 20.0, 1e-4), Pool("k", 0.3, 50.0, 16.345, side="out"))
    section = replace(soma, channels=channels, pools=pools)
    return replace(squid, sections=(section,), ions=(*squid.ions, Ion("ca", 2, out=10.0, in_=1e-4)))


@pytest.mark.parametrize("kind", ["squid_axon", "many_gates", "pooled"])
def test_its_error_follows_its_tolerance(kind: str, many_gates: Cell, pooled: Cell) -> None:
    cell = {"many_gates": many_gates, "pooled": pooled}.get(kind) or CELLS[kind]
    truth = solved(cell, "accurate", 0.003125)
    assert truth[0].max() > 30
    errors = [np.abs(solved(cell, "adaptive", 0.025, tolerance) - truth).max() for tolerance in (1e-1, 1e-3, 1e-5)]
    assert errors[0] < 10.0  # a tolerance is of one step, and a spike shifts by what many steps before it erred
    assert errors[1] < 0.03 * errors[0]
    assert errors[2] < 0.03 * errors[1]


def test_it_rests_and_charges_as_it_should(passive: Cell) -> None:
    v = solved(passive, "adaptive", protocol=Protocol("p", "P", "cc", (Step(0, 10), Step(20, 200)), rate=20.0))[0]
    t = np.maximum(np.arange(v.size) / 20 - 10, 0)
    assert np.abs(v - (-70 + 20 * (1 - np.exp(-t / 10)))).max() < 0.01


@pytest.mark.parametrize("kind", ["squid_axon", "pooled"])
def test_a_recording_of_it_is_whole(kind: str, pooled: Cell) -> None:
    cell = pooled if kind == "pooled" else CELLS[kind]
    recording = simulate(Experiment(cell, replace(SPARSE, n_sweeps=3), solver=Solver("adaptive")))
    usual = simulate(replace(recording.experiment, solver=Solver()))
    assert recording.method == "adaptive"
    assert 0 < recording.dt < 1
    for name, signal in usual.signals.items():
        scale = np.abs(signal).max()
        np.testing.assert_allclose(recording[name], signal, rtol=0, atol=5e-3 * scale + 1e-9, err_msg=name)
    total = sum(recording[f"i_{name}"] for name in (channel.name for channel in cell.sections[0].channels))
    np.testing.assert_allclose(recording["i_m"], total, rtol=1e-9, atol=1e-9)


def test_half_the_step_is_a_16th_of_the_tolerance() -> None:
    recording = simulate(Experiment(CELLS["squid_axon"], SPARSE, solver=Solver("adaptive")))
    assert 0 < error_estimate(recording).signals["v"] < 0.5


def test_schemes_are_refused() -> None:
    cell = insert(CELLS["squid_axon"], "sections.soma.channels", CHANNELS["nar_markov"])
    with pytest.raises(ParameterError, match="choose another method"):
        solved(cell, "adaptive")


def test_a_pool_that_overflows_is_an_error_with_its_time(passive: Cell) -> None:
    (soma,) = passive.sections
    gate = Gate("p", inf=Sigmoid(1.0, -20.0, 5.0), tau=Expr("5"))
    pour = Channel("pour", "Pour", 0.02, ion="ca", gates=(gate,))
    section = replace(soma, channels=(*soma.channels, pour), pools=(Pool("ca", 1e-4, 1e5, 1e-4),))
    cell = replace(passive, sections=(section,), ions=(Ion("ca", 2, out=1000.0, in_=1e-4),))
    protocol = Protocol("p", "P", "cc", (Step(0, 20), Step(60, 1000)), rate=20.0)
    times = []
    for method in ("accurate", "adaptive"):
        with pytest.raises(UnstableError, match=r"or a concentration") as caught:
            solved(cell, method, protocol=protocol)
        times.append(float(str(caught.value).partition(" at ")[2].partition(" ms ")[0]))
    assert times[1] == pytest.approx(times[0], abs=3.3)  # a block of 64 samples lasts 3.2 ms
    assert times[0] > 100


def test_a_stream_of_it_goes_on(pooled: Cell) -> None:
    rest = replace(SPARSE, epochs=(Step(60, 400),))
    stream = Stream(Experiment(pooled, rest, solver=Solver("adaptive", tolerance=1e-4)))
    stream.play()
    frames = [stream.advance(5.0) for _ in range(8)]
    whole = simulate(stream.experiment)
    n = sum(frame.signals["v"].size for frame in frames)
    for name, scale in (("v", 100.0), ("ca_i", 1e-3), ("k_o", 1.0)):
        joined = np.concatenate([frame.signals[name] for frame in frames])
        assert np.abs(joined - whole[name][0, :n]).max() < 1e-4 * scale


def test_its_jacobian_is_that_of_its_slopes(pooled: Cell) -> None:
    """Each column against a central difference, on the way up of a spike, with both pools away from their rests."""
    arrays = membrane(pooled)
    table, levels = arrays.table(rates), arrays.levels(rates)
    flow, spots = numbers(arrays.basins, arrays.fluxes)
    flow[:, 0] *= arrays.c
    g, here = arrays.g / arrays.c, np.uint64(arrays.concentrations)
    dynamic, blocks = np.uint64(arrays.instant), np.uint64(arrays.blocks)
    stride = np.uint64(levels.shape[1] * 64)
    where = (
        table.reshape(-1), levels.reshape(-1), np.uint64(ROWS), blocks, stride, dynamic, ORIGIN, PER_MV, here, spots,
        flow,
    )  # fmt: skip
    packing = pack(arrays.ends, arrays.factors, arrays.law, len(spots), arrays.width)
    opening = numbered(packing.numbers, packing.rows, g, arrays.e, arrays.law)
    rows = (*packing[:5], opening, packing.pages)
    moving, head_of = moves(dynamic, here, spots)
    v, y = -31.3, arrays.steady(-52.0)
    y[arrays.concentrations : arrays.concentrations + 2] *= 1.37, 1.21

    def slopes(v: float, x: np.ndarray) -> np.ndarray:
        state, change, work = zeros(y.size + 8), zeros(y.size), zeros(128)
        state[: y.size], state[y.size] = x, 1.0
        dv, _ = live_slopes(v, state, 0.0, *where, *rows, work, change)
        y[:] = np.where(timed, y, state[: y.size])
        return np.append(change, dv)

    timed = np.zeros(y.size, bool)
    for block in moving:
        timed[int(block) : int(block) + 8] = True
    slopes(v, y)
    heads = [arrays.concentrations, arrays.concentrations + 1, y.size]
    by_slot, of_slot, speed, own = zeros(3 * y.size), zeros(y.size), zeros(y.size), np.zeros((3, 3))
    live_jacobian(v, y, *where, g, arrays.e, arrays.ends, arrays.factors, arrays.law, by_slot, of_slot, speed, own)
    exact = np.zeros((y.size + 1, y.size + 1))
    exact[np.ix_(heads, heads)] = own
    for block, head in zip(moving[:-1].tolist(), head_of.tolist(), strict=True):
        for q in range(block, block + 8):
            exact[heads, q] = by_slot.reshape(3, -1)[:, q]
            exact[q, heads[head]], exact[q, q] = of_slot[q], -speed[q]
    for q in (*(q for q in range(y.size) if timed[q] and q < arrays.concentrations), *heads):
        near = 1e-5 * (y[q] if q in heads[:2] else 1.0)
        ahead, behind = (np.append(y, v) for _ in range(2))
        ahead[q] += near
        behind[q] -= near
        column = (slopes(ahead[-1], ahead[:-1]) - slopes(behind[-1], behind[:-1])) / (2 * near)
        slopes(v, y)
        scale = np.abs(column).max() + 1e-9
        np.testing.assert_allclose(exact[:, q], column, rtol=1e-5, atol=1e-8 * scale, err_msg=str(q))
