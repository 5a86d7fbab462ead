"""Drugs that come and go: over sweeps, within one, and while a cell goes on, alike in all."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, ParameterError, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS
from patch_sim.drugs import DRUGS, Drug
from patch_sim.engine.stream import Stream
from patch_sim.engine.wash import EVERY
from patch_sim.experiment import Solver
from patch_sim.fields import edit
from patch_sim.protocols import LeakSubtraction, Protocol, Step
from patch_sim.rigs import RIGS

TTX = replace(DRUGS["ttx"], concentration=0.01)


def under(cell: Cell, *drugs: Drug) -> Cell:
    return replace(cell, drugs=drugs)


def two_compartments() -> Cell:
    squid = CELLS["squid_axon"]
    soma = squid.sections[0]
    dend = Section("dend", 2.0, 100.0, (CHANNELS["leak"], CHANNELS["kv_hh"]), n=2, parent="soma")
    return replace(squid, name="two", sections=(soma, dend))


def stepped(mode: str = "cc", level: float = 150.0, **more: object) -> Protocol:
    holding = -70.0 if mode == "vc" else 0.0
    return Protocol("p", "P", mode, (Step(level, 80.0),), holding=holding, rate=20.0, **more)  # ty: ignore


def test_the_bath_follows_with_its_exchange() -> None:
    drug = replace(TTX, start_s=0.5, stop_s=2.0, exchange_s=0.4)
    h = 1e-3
    for time in (600.0, 1500.0, 2500.0):
        slope = (drug.at(time + h) - drug.at(time - h)) / (2e-3 * h)
        goal = drug.concentration if time < 2000 else 0.0
        assert slope == pytest.approx((goal - drug.at(time)) / 0.4, rel=1e-6)
    assert drug.at(499.0) == 0
    assert replace(drug, enabled=False).at(600.0) == 0
    assert replace(drug, start_s=0.0).at(0.0) == drug.concentration


def test_sweeps_of_a_voltage_clamp_see_the_drug_of_their_time() -> None:
    drug = replace(TTX, start_s=5.0, stop_s=12.0, exchange_s=3.0)
    cell = under(CELLS["squid_axon"], drug)
    protocol = stepped("vc", 0.0, n_sweeps=10, interval_s=2.0)
    free = simulate(Experiment.of(CELLS["squid_axon"], protocol))
    washed = simulate(Experiment.of(cell, protocol))
    nav_block = drug.effects[0]
    middle = (np.arange(free.time.size) // EVERY + 0.5) * EVERY / 20
    for sweep in range(10):
        left = [nav_block.left(drug.at(2000.0 * sweep + time)) for time in middle]
        assert washed["i_nav_hh"][sweep] == pytest.approx(free["i_nav_hh"][sweep] * left, rel=1e-9, abs=1e-9)
        assert washed["i_kv_hh"][sweep] == pytest.approx(free["i_kv_hh"][sweep], rel=1e-12)
    total = sum(washed[f"i_{channel.name}"] for channel in cell.sections[0].channels)
    assert washed["i_m"] == pytest.approx(total, rel=1e-12, abs=1e-9)


def test_a_gate_is_taken_away_as_the_drug_comes() -> None:
    drug = replace(DRUGS["pronase"], start_s=1.0, exchange_s=0.5)
    cell = CELLS["squid_axon"]
    protocol = stepped("vc", 0.0, n_sweeps=3, interval_s=1.0)
    recording = simulate(Experiment.of(under(cell, drug), protocol))
    open_, inactivates = recording["nav_hh.m"] ** 3, recording["nav_hh.h"]
    middle = (np.arange(recording.time.size) // EVERY + 0.5) * EVERY / 20
    for sweep in range(3):
        c = np.array([drug.at(1000.0 * sweep + time) for time in middle])
        kept = np.array([drug.effects[0].left(x) for x in c])
        driven = 1200.0 * open_[sweep] * (recording["v"][sweep] - 50.0001275)
        current = driven * (kept * inactivates[sweep] + 1 - kept)
        assert recording["i_nav_hh"][sweep] == pytest.approx(current, rel=1e-6, abs=1e-6)
    clamped = replace(RIGS["whole_cell"], r_s_mohm=0.01, c_pip=0.0, noise=0.0, cutoff=0.0, range_na=0.0)
    stepped_through = simulate(Experiment.of(under(cell, drug), protocol, clamped))["i_nav_hh"]
    late = slice(600, None)
    assert stepped_through[:, late] == pytest.approx(recording["i_nav_hh"][:, late], rel=0.05)


def test_sweeps_begin_in_the_steady_state_of_their_concentration() -> None:
    drug = replace(DRUGS["tea"], start_s=1.0)
    cell = CELLS["squid_axon"]
    protocol = stepped("cc", 0.0, n_sweeps=3, interval_s=0.8)
    v = simulate(Experiment.of(under(cell, drug), protocol))["v"]
    before = simulate(Experiment.of(cell, stepped("cc", 0.0)))["v"][0]
    after = simulate(Experiment.of(under(cell, replace(drug, start_s=0.0)), stepped("cc", 0.0)))["v"][0]
    assert v[0] == pytest.approx(before, abs=1e-9)
    assert v[1] == pytest.approx(before, abs=1e-9)
    assert v[2] == pytest.approx(after, abs=1e-9)
    assert abs(after[0] - before[0]) > 0.5


@pytest.mark.parametrize(
    ("cell", "rig", "method"),
    [
        (CELLS["squid_axon"], "ideal", "accurate"),
        (CELLS["squid_axon"], "ideal", "fast"),
        (CELLS["squid_axon"], "whole_cell", "accurate"),
        (CELLS["squid_axon"], "whole_cell", "fast"),
        (two_compartments(), "ideal", "fast"),
        (CELLS["thalamic_reticular"], "ideal", "accurate"),
    ],
    ids=["accurate", "fast", "electrode", "electrode, fast", "tree", "pool"],
)
def test_a_stream_is_the_recording_to_the_last_bit(cell: Cell, rig: str, method: str) -> None:
    drug = replace(TTX, start_s=0.012, stop_s=0.05, exchange_s=0.01)
    quiet = replace(RIGS[rig], noise=0.0, noise_v=0.0, cutoff=0.0, range_na=0.0, range_v=0.0)
    solver = Solver(method)  # ty: ignore
    experiment = replace(Experiment.of(under(cell, drug), stepped(), quiet), solver=solver)
    recording, stream = simulate(experiment), Stream(experiment)
    stream.play()
    frames = [stream.advance(ms) for ms in (3.2, 9.6, 16.0, 6.4, 25.6, 12.8)]
    n = sum(frame.signals["v"].size for frame in frames)
    for name in ("v", "i_m", *(f"i_{channel.name}" for channel in cell.sections[0].channels)):
        signal = np.concatenate([frame.signals[name] for frame in frames])
        assert np.array_equal(signal, recording[name][0, :n]), name
    untouched = simulate(replace(experiment, cell=cell))
    assert np.array_equal(recording["v"][0, :EVERY], untouched["v"][0, :EVERY])
    assert np.abs(recording["v"] - untouched["v"]).max() > 1


def test_what_goes_on_through_sweeps_is_one_run() -> None:
    drug = replace(TTX, start_s=0.1, exchange_s=0.05)
    cell = under(CELLS["squid_axon"], drug)
    parts = simulate(Experiment.of(cell, stepped(n_sweeps=3, rests="continue")))
    whole = simulate(Experiment.of(cell, replace(stepped(), epochs=(Step(150.0, 240.0),))))
    assert np.array_equal(parts["v"].reshape(-1), whole["v"][0])


def test_a_drug_enabled_while_a_cell_goes_on_washes_in() -> None:
    slow = replace(TTX, exchange_s=0.05, enabled=False)
    experiment = Experiment.of(under(CELLS["squid_axon"], slow), stepped("vc", 0.0))
    stream = Stream(experiment)
    stream.advance(32.0)
    assert stream.bath == {"ttx": 0.0}
    on = edit(experiment, "cell.drugs.ttx.enabled", True)
    stream.change(on)
    stream.advance(51.2)
    assert stream.bath["ttx"] == pytest.approx(0.01 * (1 - np.exp(-51.2 / 50)), rel=1e-9)
    stream.change(edit(on, "cell.drugs.ttx.concentration", 0.1))
    stream.advance(250.0)
    high = stream.bath["ttx"]
    assert high == pytest.approx(0.1, rel=0.01)
    stream.change(edit(on, "cell.drugs.ttx.enabled", False))
    assert stream.bath["ttx"] == pytest.approx(high, rel=1e-9)
    current = stream.advance(300.0).signals["i_nav_hh"]
    assert abs(current[-1]) > 5 * abs(current[0])
    assert stream.bath["ttx"] < 0.01 * high


def test_a_recording_says_what_was_applied() -> None:
    drug = replace(TTX, start_s=0.1, stop_s=0.25, exchange_s=1.0)
    cell = under(CELLS["squid_axon"], drug, replace(DRUGS["tea"], start_s=0.0))
    recording = simulate(Experiment.of(cell, stepped("vc", 0.0, n_sweeps=4)))
    assert recording.applied[0] == ()
    assert recording.applied[1] == (("TTX 10 nM", pytest.approx(20.0), 80.0),)
    assert recording.applied[3] == (("TTX 10 nM", 0.0, pytest.approx(10.0)),)
    leaky = Experiment.of(cell, stepped("vc", 0.0, p_n=LeakSubtraction(n=2, settle=10.0)))
    assert leaky.applied(0) == (("TTX 10 nM", 0.0, pytest.approx(60.0)),)


def test_a_drug_comes_before_it_goes() -> None:
    cell = under(CELLS["squid_axon"], replace(TTX, start_s=2.0, stop_s=1.0))
    with pytest.raises(ParameterError, match=r"ttx\.stop_s.*must come before it goes"):
        simulate(Experiment.of(cell, stepped()))
