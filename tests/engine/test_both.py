"""Gates of voltage and of a calcium that changes: tables, order, branches, clamp, lanes, stream, and who is spared."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim import CELLS, CHANNELS, PROTOCOLS, RIGS, Experiment, ParameterError, simulate
from patch_sim.cells import Cell
from patch_sim.channels import Channel, Expr, Gate, Ion, Pool
from patch_sim.engine import both
from patch_sim.engine.rest import derivative
from patch_sim.engine.rows import Array, exponential, rates
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.engine.tree import wanted
from patch_sim.experiment import Solver
from patch_sim.protocols import Step
from patch_sim.recording import Recording

BRIEF = replace(PROTOCOLS["action_potential"], epochs=(Step(0.0, 1.0), Step(300.0, 10.0)), scale="")


@pytest.fixture(scope="module")
def cell() -> Cell:
    """The squid axon with calcium under its membrane, a current of BK channels, and one whose gate follows at once."""
    squid = CELLS["squid_axon"]
    (soma,) = squid.sections
    swift = Gate("o", inf=Expr("1/(1 + 1e-3/ca*exp(-v/15))"))
    extra = Channel("swift", "Swift", 0.3, e_rev=-80.0, gates=(swift,))
    channels = (*soma.channels, CHANNELS["ical"], CHANNELS["ikca_mccormick"], extra)
    section = replace(soma, channels=channels, pools=(Pool("ca", 0.5, 20.0, 1e-4),))
    return replace(squid, sections=(section,), ions=(*squid.ions, Ion("ca", 2, out=10.0, in_=1e-4)))


def run(cell: Cell, method: Any, dt: float, **more: Any) -> Recording:
    return simulate(replace(Experiment.of(cell, BRIEF), solver=Solver(method=method, dt=dt), **more))


@pytest.fixture(scope="module")
def exact(cell: Cell) -> dict[str, Array]:
    """v, [Ca] and the gate with a time constant, by LSODA from the rates themselves."""
    arrays, made = membrane(cell), run(cell, "fast", 0.01)
    v, command, h = made["v"][0, 0], made["command"][0], 1 / BRIEF.rate
    x = arrays.steady(v)
    gates = zip(arrays.slots.tolist(), arrays.gatings, strict=False)
    moving = [q for q, gating in gates if not gating.instantaneous] + [arrays.concentrations]

    def slope(t: float, y: Array, current: float) -> Array:
        state = x.copy()
        state[moving] = y[1:]
        d = derivative(arrays, y[:1], state[:, None])[:, 0]
        return np.append(d[0] + current / arrays.c, d[[q + 1 for q in moving]])

    y, path = np.append(v, x[moving]), []
    begins = [*np.flatnonzero(np.diff(command, prepend=np.nan)).tolist(), command.size]
    for begin, end in pairwise(begins):
        at = np.arange(end - begin + 1) * h
        found = solve_ivp(slope, (0, at[-1]), y, "LSODA", at, rtol=1e-10, atol=1e-13, args=(command[begin],)).y
        path.append(found[:, :-1])
        y = found[:, -1]
    rows = np.concatenate(path, axis=1)
    bk = arrays.slots[arrays.gates.index("ikca_mccormick.m")]
    return {"v": rows[0], "ca_i": rows[-1], "ikca_mccormick.m": rows[1 + moving.index(int(bk))]}


@pytest.mark.parametrize("scheme", [exponential, rates])
def test_its_table_is_near_the_rates(cell: Cell, scheme: Any) -> None:
    for _, _, gating in both.of(membrane(cell)):
        table = both.rows(gating, scheme, 0.0125)
        random = np.random.default_rng(1)
        v, ca = random.uniform(-120, 80, 500), np.exp(random.uniform(np.log(1e-6), np.log(0.1), 500))
        pair = gating.rates(v, ca)
        wished = pair if gating.instantaneous or scheme is rates else scheme(*pair, 0.0125)
        place = (v - both.V[3]) / 0.5
        f = place - np.floor(place) - 0.5
        level = np.log(ca) * both.PER_E - both.FIRST_LEVEL
        k = np.floor(level).astype(int)
        six = table[np.floor(place).astype(int)[:, None], k[:, None] + np.arange(6)]
        cubics = np.einsum("nk,nkc->nc", np.stack(both.weights.py_func(level - k), axis=1), six)
        for part, good in zip((cubics[:, :4], cubics[:, 4:]), wished, strict=True):
            assert np.abs((part * f[:, None] ** np.arange(4)).sum(1) - good).max() < 1e-7 * max(1.0, np.abs(good).max())


@pytest.mark.parametrize(
    ("method", "error", "order"), [("accurate", 1e-4, 3.8), ("fast", 0.1, 1.95), ("neuron", 0.1, 1.95)]
)
def test_its_order_is_that_of_the_method(
    cell: Cell, exact: dict[str, Array], method: str, error: float, order: float
) -> None:
    coarse, fine = run(cell, method, 0.01), run(cell, method, 0.005)
    off = {name: [np.abs(each[name][0] - row).max() for each in (coarse, fine)] for name, row in exact.items()}
    assert off["v"][0] < error
    for first, second in off.values():
        assert np.log2(first / second) > order


def test_in_voltage_clamp_it_follows_v_and_calcium(cell: Cell) -> None:
    """At a constant v an instantaneous gate is its steady state at the calcium of the same sample."""
    made = simulate(Experiment.of(cell, "iv_curve"))
    v, ca = made["v"][-1], made["ca_i"][-1]
    assert np.ptp(ca) > 1e-4
    np.testing.assert_allclose(made["swift.o"][-1], 1 / (1 + 1e-3 / ca * np.exp(-v / 15)), rtol=0, atol=1e-7)


def test_sweeps_together_are_as_one_by_one(cell: Cell) -> None:
    many = replace(BRIEF, n_sweeps=9, epochs=(Step(0.0, 1.0), Step(100.0, 10.0, level_delta=50.0)))
    together = simulate(Experiment.of(cell, many))
    for sweep in (0, 8):
        one = replace(many, n_sweeps=1, epochs=(Step(0.0, 1.0), Step(100.0 + 50.0 * sweep, 10.0)))
        alone = simulate(Experiment.of(cell, one))
        for name in ("v", "ca_i", "ikca_mccormick.m", "swift.o"):
            np.testing.assert_allclose(together[name][sweep], alone[name][0], rtol=1e-9, atol=1e-12)


def test_a_branch_at_rest_with_it_is_as_one_segment(cell: Cell) -> None:
    """Two equal segments, joined, do what one of both does."""
    (soma,) = cell.sections
    halves = (replace(soma, length=soma.length / 2), replace(soma, name="dend", length=soma.length / 2, parent="soma"))
    whole, apart = run(cell, "accurate", 0.01), run(replace(cell, sections=halves), "accurate", 0.01)
    assert np.abs(whole["v"] - apart["v"]).max() < 2.0
    assert np.abs(whole["ca_i"] - apart["ca_i"]).max() < 0.05 * whole["ca_i"].max()
    assert np.ptp(apart["dend.ikca_mccormick.m"]) > 0


def test_through_an_electrode_it_runs_too(cell: Cell) -> None:
    there = run(cell, "fast", 0.01, rig=RIGS["whole_cell"])
    assert np.isfinite(there["v_pip"]).all()
    assert np.ptp(there["ikca_mccormick.m"]) > 1e-3


def test_a_stream_goes_on_as_one_run(cell: Cell) -> None:
    experiment = Experiment.of(cell, BRIEF)
    parts, whole = Stream(experiment), Stream(experiment)
    for stream in (parts, whole):
        stream.play()
    frames = [parts.advance(1.28) for _ in range(4)]
    long = whole.advance(5.12)
    for name in ("v", "ca_i", "ikca_mccormick.m"):
        assert np.array_equal(np.concatenate([frame.signals[name] for frame in frames]), long.signals[name])


def test_adaptive_steps_are_refused(cell: Cell) -> None:
    with pytest.raises(ParameterError, match="a gate of voltage and calcium"):
        run(cell, "adaptive", 0.01)


def test_other_cells_keep_their_kernels(cell: Cell) -> None:
    (soma,) = cell.sections
    plain = replace(soma, channels=tuple(c for c in soma.channels if c.name not in ("swift", "ikca_mccormick")))
    dry = replace(cell, sections=(replace(soma, pools=()),))
    assert wanted(Experiment.of(cell, BRIEF))
    assert not wanted(Experiment.of(replace(cell, sections=(plain,)), BRIEF))
    assert not wanted(Experiment.of(dry, BRIEF))
