"""A membrane that goes on from stretch to stretch."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, Experiment, LimitError, ParameterError, UnstableError, simulate
from patch_sim.channels import Channel, Conducting, Exp, Scheme, Transition
from patch_sim.engine.stream import Frame, Stream
from patch_sim.experiment import Solver
from patch_sim.fields import edit, insert, remove
from patch_sim.protocols import Protocol, Step

CHANNELS_OF = "cell.sections.soma.channels"


def gap_free(mode: str = "cc", level: float = 100.0, **solver: object) -> Experiment:
    epochs = (Step(0 if mode == "cc" else -70, 5.0), Step(level, 60.0))
    protocol = Protocol("g", "G", mode, epochs, holding=level, rate=20.0)  # ty: ignore
    return replace(Experiment.of("squid_axon", protocol), solver=Solver(**solver))  # ty: ignore


def collected(stream: Stream, times: int, ms: float) -> dict[str, np.ndarray]:
    frames = [stream.advance(ms) for _ in range(times)]
    return {name: np.concatenate([frame.signals[name] for frame in frames]) for name in frames[0].signals}


@pytest.mark.parametrize("more", [1.0, 12.0], ids=["", "guarded"])
@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
def test_blocks_equal_one_run_to_the_last_bit(method: str, more: float) -> None:
    experiment = gap_free("cc", 100.0 * more, method=method)
    for channel in experiment.cell.channels:
        experiment = edit(experiment, f"{CHANNELS_OF}.{channel.name}.g_max", more * channel.g_max)
    blocks, whole = Stream(experiment), Stream(experiment)
    blocks.play()
    whole.play()
    small, large = collected(blocks, 20, 3.2), collected(whole, 1, 64.0)
    for name, signal in large.items():
        assert np.array_equal(small[name], signal), name
    assert large["v"].max() > 30


def test_a_stream_is_the_recording_of_its_sweep() -> None:
    experiment = edit(gap_free(), "protocol.holding", 0.0)
    stream, recording = Stream(experiment), simulate(experiment)
    stream.play()
    signals = collected(stream, 1, 64.0)
    n = signals["v"].size
    assert np.array_equal(signals["v"], recording["v"][0, :n])
    assert np.array_equal(signals["command"], recording.command[0, :n])


def test_a_voltage_clamp_streams_the_exact_solution() -> None:
    experiment = edit(gap_free("vc", 0.0), "protocol.holding", -70.0)
    stream, recording = Stream(experiment), simulate(experiment)
    stream.play()
    signals = collected(stream, 20, 3.2)
    n = min(signals["i_m"].size, recording["i_m"].shape[1])
    assert signals["i_m"][:n] == pytest.approx(recording["i_m"][0, :n], rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("mode", ["cc", "vc"])
def test_a_change_goes_on_without_a_jump(mode: str) -> None:
    experiment = gap_free(mode, 20.0 if mode == "cc" else -50.0)
    stream = Stream(experiment)
    before = collected(stream, 5, 10.0)
    g = f"{CHANNELS_OF}.nav_hh.g_max"
    stream.change(edit(experiment, g, 60.0))
    after = collected(stream, 5, 10.0)
    for name in ("v", "nav_hh.m", "nav_hh.h", "kv_hh.n"):
        assert abs(after[name][0] - before[name][-1]) < 0.5 * (1 if name == "v" else 0.01)
    conductance = 600.0 * after["nav_hh.m"] ** 3 * after["nav_hh.h"]
    assert after["i_nav_hh"] == pytest.approx(conductance * (after["v"] - 50.0001275), rel=1e-6, abs=1e-6)


def test_channels_come_and_go_and_the_others_keep_their_gates() -> None:
    experiment = gap_free("cc", 0.0)
    stream = Stream(experiment)
    collected(stream, 3, 10.0)
    extra = Channel("extra", "Extra", 0.1, e_rev=-65.0, gates=CHANNELS["kv_hh"].gates)
    grown = insert(experiment, CHANNELS_OF, extra)
    stream.change(grown)
    assert "extra.n" in stream.advance(10.0).signals
    stream.change(remove(grown, f"{CHANNELS_OF}.nav_hh"))
    frame = stream.advance(10.0)
    assert "nav_hh.m" not in frame.signals
    assert frame.signals["kv_hh.n"][0] == pytest.approx(0.3177, abs=0.001)


def test_a_refused_change_leaves_the_stream_as_it_was() -> None:
    experiment = gap_free()
    stream = Stream(experiment)
    with pytest.raises(ParameterError, match=r"solver\.dt"):
        stream.change(edit(experiment, "solver.dt", 0.003))
    assert stream.experiment == experiment
    assert np.isfinite(stream.advance(10.0).signals["v"]).all()


def test_frames_follow_each_other_in_time_and_owe_no_sample() -> None:
    stream = Stream(gap_free("cc", 0.0))
    frames = [stream.advance(33.0) for _ in range(60)]
    ends = [end(frame) for frame in frames]
    assert [frame.start for frame in frames[1:]] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(60 * 33.0, abs=64 / 20)


@pytest.mark.parametrize("ms", [float("nan"), float("inf"), -1.0, "5", None])
def test_a_stretch_that_is_none_is_refused(ms: object) -> None:
    stream = Stream(gap_free())
    with pytest.raises(ParameterError, match=r"ms = .*: must be a finite number"):
        stream.advance(ms)  # ty: ignore
    assert stream.advance(3.2).start == 0.0


def test_what_a_stream_cannot_play_or_hold_is_refused() -> None:
    stream = Stream(gap_free())
    for sweep in (1, -1, "A", None):
        with pytest.raises(ParameterError, match=r"sweep = .*: must be a whole number from 0 to 0"):
            stream.play(sweep)  # ty: ignore
    with pytest.raises(LimitError, match="20,000,000 samples"):
        stream.advance(2e6)


@pytest.mark.parametrize("rig", ["ideal", "whole_cell"])
def test_a_stream_that_leaves_the_rates_says_when_and_what_to_try(rig: str) -> None:
    stream = Stream(Experiment.of("squid_axon", replace(gap_free("cc", 0.0).protocol, holding=0.0), rig))
    stream.advance(96.0)
    stream.change(edit(stream.experiment, "protocol.holding", 1e5))
    with pytest.raises(UnstableError, match=r"Squid.* at 9[67]\.\d+ ms v left -148 .*step .*; try less current"):
        stream.advance(32.0)
    stream.change(edit(stream.experiment, "protocol.holding", 0.0))
    assert np.isfinite(stream.advance(32.0).signals["v"]).all()


@pytest.mark.parametrize("rig", ["ideal", "whole_cell", "sharp"])
@pytest.mark.parametrize("cell", ["squid_axon", "purkinje"])
@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_between_the_clamps_v_stays_and_comes_to_the_rest_of_the_other(method: str, cell: str, rig: str) -> None:
    """The electrode's circuit has other states in the other clamp: taking the old ones for them ended the process."""
    mv = replace(Experiment.of(cell, "voltage_step", rig), solver=Solver(method))  # ty: ignore
    mv = edit(mv, "protocol.holding", -75.0)
    pa = edit(edit(mv, "protocol.mode", "cc"), "protocol.holding", -20.0)
    stream = Stream(mv)
    stream.play()
    held = stream.advance(12.8).signals["v"][-1]
    stream.change(pa)
    free = stream.advance(200.0).signals
    assert not (free["command"] + 20.0).any()
    assert abs(free["v"][0] - held) < 10.0
    stream.change(mv)
    again, fresh = (Stream(mv) if k else stream for k in range(2))
    clamped = again.advance(12.8).signals["v"]
    assert rig == "ideal" or abs(clamped[0] - free["v"][-1]) < 2.0
    again.advance(200.0)
    theirs = fresh.advance(12.8).signals["v"]
    assert again.advance(12.8).signals["v"][-1] == pytest.approx(theirs[-1], abs=0.02)


def test_a_scheme_that_gets_a_state_begins_at_rest() -> None:
    """Its shares must sum to 1, or the channel has another conductance ever after."""
    cell = CELLS["dopaminergic"]
    stream = Stream(Experiment.of(cell, "gap_free"))
    stream.advance(20.0)
    (soma,) = cell.sections
    erg = next(channel for channel in soma.channels if channel.scheme)
    assert erg.scheme is not None
    fewer = Scheme(
        ("c", "o"), (Conducting("o"),), (Transition("c", "o", Exp(1.0, -30.0, 10.0), Exp(1.0, -30.0, -10.0)),)
    )
    for scheme in (fewer, erg.scheme):
        channels = tuple(replace(c, scheme=scheme) if c is erg else c for c in soma.channels)
        stream.change(Experiment.of(replace(cell, sections=(replace(soma, channels=channels),)), "gap_free"))
        frame = stream.advance(6.4).signals
        total = sum(frame[f"{erg.name}.{state}"] for state in scheme.states)
        np.testing.assert_allclose(total, 1.0, atol=1e-9)


def end(frame: Frame) -> float:
    return frame.start + frame.signals["v"].size * frame.interval


def calls(cell: str) -> int:
    """Of functions, that a block of a stream takes."""
    stream = Stream(replace(gap_free("cc", 0.0), cell=CELLS[cell]))
    stream.advance(10.0)
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    stream.advance(10.0)
    sys.setprofile(None)
    return counted


def test_a_block_takes_as_few_calls_however_many_the_channels() -> None:
    assert calls("purkinje") == calls("squid_axon") < 120
