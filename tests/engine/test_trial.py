"""Trials: runs averaged, rests between sweeps, the inter-sweep level, P/N leak subtraction."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.cells import Cell
from patch_sim.engine.problems import problems
from patch_sim.engine.trial import SUBTRACTED
from patch_sim.fields import edit
from patch_sim.protocols import EPOCHS, LeakSubtraction, PresweepTrain, Protocol, Step, UserList

SQUID = CELLS["squid_axon"]


def experiment(*epochs: Any, cell: Cell = SQUID, mode: Any = "vc", **fields: Any) -> Experiment:
    holding = -70.0 if mode == "vc" else 0.0
    return Experiment(cell, Protocol("p", "P", mode, epochs, **({"holding": holding, "rate": 40.0} | fields)))


@pytest.fixture
def leaky() -> Cell:
    """A membrane with nothing but its leak."""
    section = SQUID.sections[0]
    leak = next(channel for channel in section.channels if channel.name == "leak")
    return replace(SQUID, sections=(replace(section, channels=(leak,)),))


def test_the_command_of_averaged_runs_is_the_previewed_one_to_the_last_bit() -> None:
    averaged = experiment(EPOCHS["sine"](-70, 20, amplitude=33.3, frequency=71.0), n_sweeps=2, n_runs=3)
    recording = simulate(averaged)
    for sweep, command in enumerate(recording.command):
        np.testing.assert_array_equal(command, averaged.protocol.command(sweep))


@pytest.mark.parametrize("polarity", ["same", "opposite"])
@pytest.mark.parametrize("timing", ["before", "after"])
@pytest.mark.parametrize("rests", ["reset", "continue"])
def test_p_over_n_leaves_nothing_of_a_leak(leaky: Cell, polarity: Any, timing: Any, rests: Any) -> None:
    p_n = LeakSubtraction(n=4, polarity=polarity, timing=timing, holding=-90.0)
    steps = (Step(-70, 5), Step(-20, 10, level_delta=20), EPOCHS["ramp"](-70, 5))
    recording = simulate(experiment(*steps, cell=leaky, n_sweeps=3, p_n=p_n, rests=rests))
    raw = recording["i_m"]
    assert np.ptp(raw) > 10
    assert recording[SUBTRACTED].shape == raw.shape == recording.command.shape
    np.testing.assert_allclose(recording[SUBTRACTED], 0.0, atol=1e-11 * np.ptp(raw))
    assert recording.units[SUBTRACTED] == "pA"


def test_p_over_n_keeps_what_gates_do() -> None:
    plain = experiment(Step(-70, 5), Step(0, 20), Step(-70, 5))
    p_n = LeakSubtraction(n=8, holding=-100.0, timing="after", settle=50.0)
    recording = simulate(edit(plain, "protocol.p_n", p_n))
    raw = simulate(plain)
    np.testing.assert_allclose(recording["i_m"], raw["i_m"], rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(recording.command, raw.command)
    gated = raw["i_nav_hh"] + raw["i_kv_hh"]
    window = recording.window("B")
    error = recording[SUBTRACTED][0, window] - (gated[0, window] - gated[0, 0])
    assert np.abs(error).max() < 0.01 * np.abs(gated).max()


def test_the_mean_of_runs_is_their_mean_and_noise_differs_between_them() -> None:
    noisy = experiment(EPOCHS["noise"](0, 20, sd=50.0, tau=1.0), mode="cc", n_sweeps=2, n_runs=3, keep_runs=True)
    recording = simulate(noisy)
    assert len(recording.runs) == 3
    for name, rows in recording.signals.items():
        np.testing.assert_allclose(rows, sum(run[name] for run in recording.runs) / 3, rtol=1e-12, atol=1e-12)
    commands = [tuple(row) for run in recording.runs for row in run.command]
    assert len(set(commands)) == 6
    assert simulate(edit(noisy, "protocol.keep_runs", False)).runs == ()


def test_a_cell_that_goes_on_has_not_recovered_and_after_a_long_rest_it_has() -> None:
    steps = experiment(Step(-70, 2), Step(20, 10), n_sweeps=3)
    fresh = simulate(steps)["i_m"]
    peaks = {}
    for seconds in (0.0, 1.0):
        on = replace(steps, protocol=replace(steps.protocol, rests="continue", interval_s=seconds))
        peaks[seconds] = simulate(on)["i_m"].min(axis=1)
    assert peaks[0.0][1] > 0.8 * fresh[1].min()
    np.testing.assert_allclose(peaks[1.0], fresh.min(axis=1), rtol=1e-6)


@pytest.mark.parametrize("mode", ["vc", "cc"])
def test_going_on_without_a_rest_is_one_long_sweep(mode: Any) -> None:
    levels = (-70.0, 0.0) if mode == "vc" else (0.0, 60.0)
    epochs = (Step(levels[0], 3), Step(levels[1], 5), Step(levels[0], 4))
    parts = simulate(experiment(*epochs, mode=mode, n_sweeps=2, rests="continue"))
    whole = simulate(experiment(*epochs, *epochs, mode=mode))
    for name, rows in whole.signals.items():
        np.testing.assert_allclose(parts[name].reshape(-1), rows[0], rtol=1e-5, atol=1e-4, err_msg=name)


TRAIN = PresweepTrain(6, -70.0, 3.0, 20.0, 2.0, -70.0, 1.0)


@pytest.mark.parametrize("rests", ["reset", "continue"])
def test_a_presweep_train_conditions_every_sweep_and_is_not_recorded(rests: Any) -> None:
    sweep = (Step(-70, 2), Step(20, 5))
    trained = simulate(experiment(*sweep, n_sweeps=2, presweep=TRAIN, rests=rests, interval_s=1.0))
    pulses = [epoch for _ in range(TRAIN.n) for epoch in (Step(-70, 3), Step(20, 2))]
    whole = Protocol("p", "P", "vc", (Step(0, 31), *sweep), holding=-70.0)
    by_hand = np.concatenate([Protocol("p", "P", "vc", tuple(pulses[k : k + 4])).command(0) for k in (0, 4, 8)])
    made = EPOCHS["waveform"].of(np.append(by_hand, np.full(40, -70.0)), 0.025)
    whole = replace(whole, epochs=(made, *sweep))
    expected = simulate(Experiment(SQUID, whole))
    assert trained["i_m"].shape == (2, 280)
    for name in ("command", "i_m", "i_nav_hh", "nav_hh.h"):
        for row in trained[name]:
            np.testing.assert_allclose(row, expected[name][0, 31 * 40 :], rtol=1e-5, atol=1e-5, err_msg=name)
    assert trained["i_m"].min() > 0.9 * simulate(experiment(*sweep))["i_m"].min()


@pytest.mark.parametrize("timing", ["before", "after"])
def test_a_presweep_train_beside_p_over_n(leaky: Cell, timing: Any) -> None:
    p_n = LeakSubtraction(timing=timing, holding=-90.0)
    steps = (Step(-70, 5), Step(-20, 10, level_delta=20), Step(-70, 5))
    recording = simulate(experiment(*steps, cell=leaky, n_sweeps=2, p_n=p_n, presweep=TRAIN))
    np.testing.assert_array_equal(
        recording.command,
        np.stack([Protocol("p", "P", "vc", steps, holding=-70.0, n_sweeps=2).command(k) for k in (0, 1)]),
    )
    np.testing.assert_allclose(recording[SUBTRACTED], 0.0, atol=1e-11 * np.ptp(recording["i_m"]))


def test_the_last_level_is_held_and_the_next_sweep_begins_with_it() -> None:
    steps = experiment(Step(-70, 5), Step(-40, 10, level_delta=10), n_sweeps=3, lead=1 / 64, inter_sweep="last_epoch")
    recording = simulate(steps)
    assert recording.command[:, 0].tolist() == [-70.0, -40.0, -30.0]
    assert recording.command[:, -1].tolist() == [-40.0, -30.0, -20.0]
    h = recording["nav_hh.h"]
    for sweep, level in enumerate((-70.0, -40.0, -30.0)):
        assert h[sweep, 0] == pytest.approx(simulate(experiment(Step(level, 5), holding=level))["nav_hh.h"][0, 0])


def test_a_user_list_overrides_a_field_in_each_sweep() -> None:
    values = (1.0, 2.0, 5.0)
    steps = experiment(Step(-70, 2), Step(0, 9, duration_delta=3), n_sweeps=3, user_list=UserList("B.duration", values))
    recording = simulate(steps)
    assert [int((row == 0.0).sum()) for row in recording.command] == [40, 80, 200]
    assert recording["i_m"].shape == (3, 280)


@pytest.mark.parametrize(
    ("fields", "path", "message"),
    [
        ({"user_list": UserList("B.level", (1.0,))}, "protocol.user_list", "1 values for 2 sweeps"),
        ({"user_list": UserList("B.nothing", (1.0, 2.0))}, "protocol.user_list", "no number of an epoch"),
        ({"user_list": UserList("J.level", (1.0, 2.0))}, "protocol.user_list", "no number of an epoch"),
        ({"user_list": UserList("B.duration", (1.0, -2.0))}, "protocol.user_list", "in sweep 2 Step.duration"),
        ({"user_list": UserList("B.level", (1.0, 300.0))}, "protocol.epochs.B.level_delta", "300 mV in sweep 2"),
        ({"sweep_duration": 14.0}, "protocol.epochs.B.duration_delta", "epoch B ends 1 ms after the end of sweep 2"),
        ({"sweep_duration": 9.0}, "protocol.epochs.B.duration", "epoch B ends 1 ms after the end of sweep 1"),
        ({"interval_s": 0.01}, "protocol.interval_s", "a sweep of 15 ms every 10 ms"),
        ({"n_runs": 10_000, "n_sweeps": 500, "sweep_duration": 1e4}, "protocol.n_sweeps", "10000 runs"),
        ({"p_n": LeakSubtraction(holding=-300.0)}, "protocol.p_n.holding", "-300 mV"),
        ({"presweep": PresweepTrain(step_level=900.0)}, "protocol.presweep.step_level", "900 mV as its step level"),
        ({"presweep": replace(TRAIN, n=9999, post_duration=1e7)}, "protocol.n_sweeps", "presweep trains"),
        ({"presweep": TRAIN, "interval_s": 0.03}, "protocol.interval_s", "a sweep of 46 ms every 30 ms"),
    ],
)
def test_problems_name_epoch_and_sweep(fields: dict[str, Any], path: str, message: str) -> None:
    broken = experiment(Step(-70, 5), Step(0, 5, duration_delta=5), **({"n_sweeps": 2} | fields))
    found = {problem.path: problem.message for problem in problems(broken)}
    assert message in found[path]


def test_trains_and_frequencies_have_problems() -> None:
    broken = experiment(EPOCHS["pulse"](0, 10, width=6.0, period=5.0), EPOCHS["chirp"](0, 10, last_frequency=3e4))
    assert [problem.path for problem in problems(broken)] == [
        "protocol.epochs.A.width",
        "protocol.epochs.B.last_frequency",
    ]
    wild = experiment(EPOCHS["sine"](150.0, 10, amplitude=60.0), EPOCHS["noise"](0.0, 10, sd=40.0))
    assert ["up to 210 mV" in problems(wild)[0].message, "up to 240 mV" in problems(wild)[1].message] == [True, True]
    leak = experiment(Step(0, 10), mode="cc", p_n=LeakSubtraction())
    assert [problem.path for problem in problems(leak)] == ["protocol.p_n"]
