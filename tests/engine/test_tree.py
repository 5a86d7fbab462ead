"""Cells of many sections and segments: how they hang together, what is recorded, and how well it is solved."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Cancelled, Experiment, LimitError, ParameterError, Recording, UnstableError, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Channel
from patch_sim.engine import watch
from patch_sim.engine.branches import branches
from patch_sim.engine.stream import Stream
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import Rig

SQUID = CELLS["squid_axon"]
LEAK = Channel("leak", "Leak", g_max=0.05, e_rev=-70.0)
IDEAL = Rig("ideal", "Ideal")


def cell(*sections: Section, **fields: Any) -> Cell:
    return Cell("tree", "Tree", sections, **{"ions": SQUID.ions, "celsius": 6.3, "v_init": -65.0} | fields)


def soma(**fields: Any) -> Section:
    return replace(SQUID.sections[0], **fields)


def run(cell: Cell, mode: str, *steps: tuple[float, float], rig: Rig = IDEAL, **fields: Any) -> Recording:
    """Steps of (mV or pA, ms); holding is the first level."""
    solver = Solver(fields.pop("method", "accurate"), fields.pop("dt", 0.025))
    record = fields.pop("record", ())
    epochs = tuple(Step(*step) for step in steps)
    protocol = Protocol("steps", "Steps", mode, epochs, holding=steps[0][0], **fields)  # ty: ignore
    return simulate(Experiment(cell, protocol, rig, solver, record=record))


BUSH = cell(
    soma(length=15.0, diameter=15.0),
    Section("trunk", 4.0, 120.0, (CHANNELS["nav_hh"], CHANNELS["kv_hh"], LEAK), n=4, parent="soma"),
    Section("left", 2.0, 150.0, (LEAK,), n=3, parent="trunk"),
    Section("right", 1.0, 100.0, (LEAK, CHANNELS["kv_hh"]), n=5, parent="trunk"),
    Section("spine", 0.5, 2.0, (LEAK,), parent="left", at=0.5),
    Section("basal", 2.0, 80.0, (LEAK,), n=2, parent="soma", at=0.0),
    Section("bare", 1.0, 30.0, (), n=2, parent="basal"),
)


@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
def test_a_twin_that_hardly_touches_changes_nothing(method: str) -> None:
    """One segment alone, and the same behind an axis of a hundred gigohms: 1e-4 of the smallest conductance."""
    steps = ((0, 2), (120, 10))
    far = Section("far", 0.01, 1000.0, (LEAK,), parent="soma", r_a_ohm_cm=1e6)
    alone = run(cell(soma()), "cc", *steps, method=method, rig=Rig("r", "R", r_s_mohm=1.0))
    twin = run(cell(soma(), far), "cc", *steps, method=method)
    # `accurate` is another fourth-order scheme on branches; the others are the same scheme.
    assert np.abs(alone["v"] - twin["v"]).max() < (0.06 if method == "accurate" else 1e-4)
    plain = run(cell(soma()), "cc", *steps, method=method)
    assert np.abs(alone["v"] - plain["v"]).max() < 1e-6


@pytest.mark.parametrize("mode", ["cc", "vc"])
def test_a_cylinder_cut_into_segments_that_are_alike_is_one_membrane(mode: str) -> None:
    """Without an axial resistance to speak of, eight segments or two sections are one."""
    steps = ((-65, 1), (-20, 5)) if mode == "vc" else ((0, 1), (150, 10))
    electrode = Rig("r", "R", r_s_mohm=10.0)
    whole = run(cell(soma()), mode, *steps, rig=electrode, method="fast")
    cylinder = soma(r_a_ohm_cm=1.0)
    cut = run(cell(replace(cylinder, n=8)), mode, *steps, rig=electrode, method="fast")
    halves = cell(replace(cylinder, length=cylinder.length / 2), replace(cylinder, name="other", parent="soma",
                  length=cylinder.length / 2))  # fmt: skip
    two = run(halves, mode, *steps, rig=electrode, method="fast")
    # 1 Ω·cm over 18 µm of 18 µm across is 0.7 kΩ: some microvolts for some nanoamperes. After a jump of a clamp, pieces
    # that charge faster than a step are damped, to the first order for as long as one step.
    close = 2e-3 if mode == "cc" else 1.0
    assert np.abs(cut["v"] - whole["v"]).max() < close
    assert np.abs(two["v"] - whole["v"]).max() < close


@pytest.mark.parametrize("wide", [1, 5])
def test_the_solution_is_that_of_the_dense_equations(wide: int) -> None:
    """Branches of passive membrane: every step of `fast` is C dv/dt = −G v + I by Crank–Nicolson, solved densely."""
    passive = replace(BUSH, sections=tuple(replace(s, channels=(LEAK,)) for s in BUSH.sections), v_init=-70.0)
    shape = branches(passive)
    n = shape.segments
    places = [f"{s.name}({(k + 0.5) / s.n:.6f})" for s in passive.sections for k in range(s.n)]
    protocol = Protocol("s", "S", "cc", (Step(0, 0.1), Step(20, 2, level_delta=20)), n_sweeps=wide)
    recording = simulate(
        Experiment(passive, protocol, Rig("r", "R", site="right(0.5)"), Solver("fast"), record=tuple(places))
    )
    g = np.zeros((shape.n, shape.n))
    for (a, b), link in zip(shape.ends, shape.links, strict=True):
        g[[a, b], [a, b]] += link
        g[[a, b], [b, a]] -= link
    leak = np.array([0.05 * s.area * 0.01 / s.n for s in passive.sections for _ in range(s.n)])
    g[np.arange(n), np.arange(n)] += leak
    # Where branches meet there is no capacitance: eliminated.
    meet = slice(n, shape.n)
    g = g[:n, :n] - g[:n, meet] @ np.linalg.solve(g[meet, meet], g[meet, :n])
    assert shape.n > n
    site = sum(s.n for s in passive.sections[:3]) + 2
    for sweep in range(wide):
        v = np.full(n, -70.0)
        for k in range(40):
            got = [recording[f"{place}.v"][sweep, k] for place in places]
            assert got == pytest.approx(v.tolist(), abs=1e-9)
            push = -leak * 70.0
            push[site] += recording.command[sweep, k]
            c = shape.c[:n] / 0.025
            v = np.linalg.solve(np.diag(c) + g / 2, (np.diag(c) - g / 2) @ v + push)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
@pytest.mark.parametrize("site", ["soma(0)", "soma(1)"])
def test_an_unbranched_cable_is_two_behind_each_other(n: int, site: str) -> None:
    """One section is eliminated from both ends in registers; two of half the length go by the way of every tree."""
    rig = Rig("r", "R", r_s_mohm=20.0, site=site)
    segment, n_one = 80.0, 2 * n + 1
    one = cell(soma(length=segment * n_one, diameter=2.0, n=n_one))
    near = soma(length=segment * n, diameter=2.0, n=n)
    two = cell(near, replace(near, name="far", parent="soma", length=segment * (n + 1), n=n + 1))
    assert branches(one).middle == n
    assert branches(two).middle == 0
    steps = ((0, 1), (60, 5))
    far = site.replace("soma(1)", "far(1)")
    whole = run(one, "cc", *steps, rig=rig, method="fast", record=("soma(0)", "soma(1)"))
    parts = run(two, "cc", *steps, rig=replace(rig, site=far), method="fast", record=("soma(0)", "far(1)"))
    for end, same in (("soma(0).v", "soma(0).v"), ("soma(1).v", "far(1).v")):
        assert np.ptp(whole[end]) > 0.1
        assert np.abs(whole[end] - parts[same]).max() < 1e-9


def test_sweeps_together_are_sweeps_alone() -> None:
    protocol = Protocol("s", "S", "cc", (Step(0, 1), Step(50, 6, level_delta=25)), n_sweeps=6)
    for method in ("fast", "accurate"):
        together = simulate(Experiment(BUSH, protocol, solver=Solver(method)))
        alone = run(BUSH, "cc", (0, 1), (150, 6), method=method)
        for name in alone.signals:
            np.testing.assert_allclose(together[name][4], alone[name][0], rtol=0, atol=1e-6, err_msg=name)


def test_signals_of_a_tree() -> None:
    recording = run(BUSH, "cc", (0, 1), (100, 5), record=("trunk(0.9)", "left(0).v"))
    names = list(recording.signals)
    assert len(set(names)) == len(names)
    assert {"v", "i_m", "command", "nav_hh.m", "trunk.v", "trunk.nav_hh.h"} <= set(names)
    assert {"right.i_kv_hh", "spine.v", "bare.i_m"} <= set(names)
    assert {"trunk(0.9).nav_hh.m", "trunk(0.9).i_leak", "left(0).v"} <= set(names)
    assert "left(0).i_m" not in names
    assert set(names) == set(recording.units)
    assert not recording["bare.i_m"].any()
    opened = recording["trunk(0.9).nav_hh.m"] ** 3 * recording["trunk(0.9).nav_hh.h"]
    trunk = BUSH.sections[1]
    g = 120.0 * 0.01 * trunk.area / 4
    current = g * opened * (recording["trunk(0.9).v"] - BUSH.e_rev(CHANNELS["nav_hh"]))
    np.testing.assert_allclose(recording["trunk(0.9).i_nav_hh"], current, rtol=1e-9, atol=1e-9)


def test_an_ideal_clamp_of_a_tree_gives_the_current_of_the_whole_cell() -> None:
    """At rest under the clamp the pipette's current is that of all membrane together."""
    places = tuple(f"{s.name}({(k + 0.5) / s.n:.6f})" for s in BUSH.sections for k in range(s.n))
    for rig in (IDEAL, Rig("r", "R", r_s_mohm=5.0)):
        recording = run(BUSH, "vc", (-80, 1), (-55, 200), (-80, 1), record=places, method="fast", rig=rig)
        late = round(200.9 * 40)
        for k in (0, late):
            total = sum(recording[f"{place}.i_m"][0, k] for place in places)
            assert recording["i_m"][0, k] == pytest.approx(total, abs=1e-3)
        if rig is IDEAL:
            np.testing.assert_array_equal(recording["v"], recording.command)
    jump = run(BUSH, "vc", (-80, 1), (-20, 1), method="fast")["trunk.v"][0, 40:]
    assert np.diff(jump[:10]).min() > -0.1


@pytest.mark.parametrize(("method", "order"), [("fast", 1.85), ("accurate", 3.8)])
def test_order_of_a_tree(method: str, order: float) -> None:
    steps = ((0, 1), (300, 3))
    branched = cell(*BUSH.sections[:3])

    def v(dt: float, method: str = method) -> np.ndarray:
        return run(branched, "cc", *steps, rate=20.0, dt=dt, method=method)["trunk.v"][0]

    assert branches(branched).speed * 0.0125 < 20  # above it `accurate` takes shorter steps than it is asked to
    truth = v(0.05 / 128, "accurate")
    errors = [np.abs(v(dt) - truth).max() for dt in (0.0125, 0.00625)]
    assert np.log2(errors[0] / errors[1]) > order


def test_a_stiff_cable_is_solved_in_shorter_steps() -> None:
    fine = cell(Section("axon", 1.0, 100.0, (LEAK,), n=20), v_init=-70.0)
    assert branches(fine).speed == pytest.approx(1000.0 * 4)
    for mode, most in (("cc", 20.0), ("vc", 8.0)):
        levels = (0, 5) if mode == "cc" else (-70, -60)
        recording = run(fine, mode, (levels[0], 1), (levels[1], 2), rig=Rig("r", "R", site="axon(0)"))
        assert recording.dt * 4000 <= most
        assert recording.dt * 4000 > most / 2
    assert run(fine, "cc", (0, 1), (5, 2), method="fast").dt == 0.025


@pytest.mark.parametrize("holding", [0.0, 150.0])
def test_a_tree_starts_at_rest(holding: float) -> None:
    recording = run(BUSH, "cc", (holding, 20), method="fast")
    assert all(np.ptp(recording[name]) < 1e-5 for name in recording.signals if name.endswith("v"))


def test_a_tree_that_never_rests_has_run_before_its_sweep() -> None:
    beating = cell(soma(), Section("dend", 2.0, 50.0, (LEAK,), n=2, parent="soma"))
    v = run(beating, "cc", (150, 100), method="fast")["v"][0]
    up = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
    assert up.size > 5
    assert np.ptp(np.diff(up)) <= 2


@pytest.mark.parametrize("method", ["accurate", "fast"])
@pytest.mark.parametrize("n_sweeps", [1, 9])
def test_a_tree_in_stretches_is_a_tree_in_one_run(method: str, n_sweeps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last bit, also where a clamp jumps; and it stops when it is told to."""
    monkeypatch.setattr(watch, "blocks", lambda _: 128)
    for mode, levels in (("cc", ((0, 2), (150, 10))), ("vc", ((-80, 3), (-20, 7)))):
        protocol = Protocol("s", "S", mode, tuple(Step(*level) for level in levels), n_sweeps=n_sweeps,
                            holding=levels[0][0])  # fmt: skip  # ty: ignore
        experiment = Experiment(BUSH, protocol, Rig("r", "R", r_s_mohm=5.0), Solver(method))  # ty: ignore
        heard: list[float] = []
        parted, whole = simulate(experiment, heard.append), simulate(experiment)
        for name, signal in whole.signals.items():
            np.testing.assert_array_equal(parted[name], signal, err_msg=name)
        assert len(heard) > 3
        assert heard == sorted(heard)
        assert heard[-1] == 1.0
        with pytest.raises(Cancelled):
            simulate(experiment, lambda share: share < 0.5)


def test_v_that_leaves_the_rates_is_an_error() -> None:
    for sweeps in (1, 5):
        with pytest.raises(UnstableError, match=r"Tree: at 1\.\d+ ms of sweep 1 v left -148 to 108 mV"):
            run(BUSH, "cc", (0, 1), (1e6, 3), method="fast", n_sweeps=sweeps)
    with pytest.raises(UnstableError, match="holding of 1e"):
        run(BUSH, "cc", (1e6, 1))


def test_a_tree_streams_and_goes_on_after_a_change() -> None:
    protocol = Protocol("s", "S", "cc", (Step(0, 2), Step(100, 30)), rate=20.0)
    whole = Experiment(BUSH, protocol, solver=Solver("fast"))
    stream, recording = Stream(whole), simulate(whole)
    stream.play()
    v = np.concatenate([stream.advance(3.2).signals["trunk.v"] for _ in range(8)])
    n = min(v.size, recording["v"].shape[1])
    np.testing.assert_array_equal(v[:n], recording["trunk.v"][0, :n])
    stream.change(replace(whole, cell=replace(BUSH, celsius=8.0)))
    assert stream.advance(3.2).signals["trunk.v"][0] == pytest.approx(v[-1], abs=2.0)
    stream.change(replace(whole, cell=cell(soma())))
    assert "trunk.v" not in stream.advance(3.2).signals


@pytest.mark.parametrize(
    ("sections", "rule"),
    [
        ((), "must have at least one section"),
        ((soma(), soma()), "section 'soma' is there twice"),
        ((soma(parent="axon"),), "the first section has no parent"),
        ((soma(), Section("dend", 1.0, 1.0)), "section 'dend' needs a parent"),
        ((soma(), Section("dend", 1.0, 1.0, parent="axon")), "parent 'axon' of 'dend' must come before it.*soma"),
        ((soma(), Section("dend", 1.0, 1.0, parent="dend")), "parent 'dend' of 'dend' must come before it"),
        ((soma(), Section("nav_hh", 1.0, 1.0, parent="soma")), "has the name of a channel"),
    ],
)
def test_what_is_no_tree_is_refused(sections: tuple[Section, ...], rule: str) -> None:
    with pytest.raises(ParameterError, match=rule):
        cell(*sections)


@pytest.mark.parametrize(
    "fields",
    [{"n": 0}, {"n": 1.5}, {"n": 10**9}, {"at": 1.1}, {"at": float("nan")}, {"r_a_ohm_cm": 0.0}, {"r_a_ohm_cm": -1.0}],
)
def test_bad_numbers_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=r"Section\."):
        soma(**fields)


@pytest.mark.parametrize(
    ("record", "rule"),
    [("axon.v", "no section 'axon'"), ("soma(2).v", "a place is a section"), ("soma.w", "no signal"), ("", "no sig")],
)
def test_places_that_there_are_not_are_a_problem(record: str, rule: str) -> None:
    with pytest.raises(ParameterError, match=f"record: .*{rule}"):
        run(BUSH, "cc", (0, 1), record=(record,))


def test_work_beyond_the_limits_counts_segments() -> None:
    large = cell(soma(), Section("dend", 1.0, 1000.0, (LEAK,), n=1000, parent="soma"))
    with pytest.raises(LimitError, match=r"steps of .* in 1,001 segments"):
        run(large, "cc", (0, 20_000), method="fast")
    huge = cell(*(Section(f"s{k}", 1.0, 10.0, (LEAK,), n=9000, parent="s0" if k else "") for k in range(2)))
    with pytest.raises(LimitError, match="18,000 segments"):
        run(huge, "cc", (0, 1))
