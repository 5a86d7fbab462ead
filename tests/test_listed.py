"""User lists of what is about the sweep: the presweep train, P/N, the interval; and what is wrong with one."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.engine.problems import problems
from patch_sim.protocols import LeakSubtraction, PresweepTrain, Protocol, Step, UserList
from patch_sim.protocols.timing import begins, cycle, records

TRAIN = PresweepTrain(1, -65.0, 1.0, 0.0, 1.0, -65.0, 2.0)
TEST = Protocol(
    "p", "P", "vc", (Step(-65, 1), Step(0, 5), Step(-65, 2)), holding=-65.0, n_sweeps=3, rate=20.0, presweep=TRAIN,
)  # fmt: skip


def run(protocol: Protocol) -> Any:
    return simulate(Experiment(CELLS["squid_axon"], protocol))


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("presweep.step_level", (0.0, -30.0, -65.0)),
        ("presweep.step_duration", (0.5, 8.0, 3.0)),
        ("presweep.n", (1.0, 4.0, 2.0)),
        ("presweep.post_duration", (20.0, 1.0, 0.0)),
    ],
)
@pytest.mark.parametrize("rests", ["reset", "continue"])
def test_each_sweep_has_the_train_of_its_value(path: str, values: tuple[float, ...], rests: Any) -> None:
    protocol = replace(TEST, user_list=UserList(path, values), rests=rests, interval_s=0.3)
    assert problems(Experiment(CELLS["squid_axon"], protocol)) == ()
    found = run(protocol)
    field = path.partition(".")[2]
    for sweep, value in enumerate(values):
        train = replace(TRAIN, **{field: int(value) if field == "n" else value})
        alone = run(replace(TEST, presweep=train, n_sweeps=1))
        # After 250 ms of rest the axon is what it is at the very beginning, but for a part in a million.
        atol = 1e-6 if rests == "reset" else 2e-3 * np.abs(alone["i_m"]).max()
        np.testing.assert_allclose(found["i_m"][sweep], alone["i_m"][0], atol=atol)


@pytest.mark.parametrize("timing", ["before", "after"])
def test_each_sweep_has_as_many_sub_sweeps_as_its_value_says(timing: Any) -> None:
    leak = LeakSubtraction(4, "opposite", timing, -80.0)
    listed = replace(TEST, presweep=None, p_n=leak, user_list=UserList("p_n.n", (2.0, 8.0, 1.0)))
    found = run(listed)
    for sweep, n in enumerate((2, 8, 1)):
        alone = run(replace(listed, n_sweeps=1, p_n=replace(leak, n=n), user_list=None))
        for name in ("i_m", "i_m_leak_subtracted"):
            np.testing.assert_allclose(found[name][sweep], alone[name][0], atol=2e-2)
    assert np.ptp(found["i_m_leak_subtracted"], axis=0).max() > 1.0  # sub-sweeps of different size do differ here


def test_each_sweep_is_followed_after_its_interval() -> None:
    protocol = replace(TEST, presweep=None, user_list=UserList("interval_s", (0.02, 0.5, 0.1)))
    assert [begins(protocol, sweep) for sweep in range(3)] == [0.0, 20.0, 520.0]
    assert begins(protocol, 1, 1) == 640.0
    assert records(protocol, 2) == 520.0
    assert cycle(protocol, 1) == 10_000
    going = run(replace(protocol, rests="continue"))
    # 12 ms after a step sodium channels have not recovered as after half a second.
    peaks = going["i_m"].min(axis=1)
    assert abs(peaks[2] / peaks[0] - 1) < 0.01 < abs(peaks[1] / peaks[0] - 1)


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        ("p_n.n", (1.0, 2.0, 3.0), "no P/N leak subtraction"),
        ("presweep.n", (1.0, 2.0, 0.5), "in sweep 3"),
        ("presweep.m", (1.0, 2.0, 3.0), "is no number"),
        ("presweep.n", (1.0, 2.0), "2 values for 3 sweeps"),
        ("interval_s", (1.0, -1.0, 1.0), "in sweep 2"),
        ("interval_s", (1.0, 0.001, 1.0), "a sweep of 12 ms every 1 ms"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(path: str, values: tuple[float, ...], message: str) -> None:
    found = problems(Experiment(CELLS["squid_axon"], replace(TEST, user_list=UserList(path, values))))
    assert [problem.path for problem in found] == ["protocol.user_list"]
    assert message in found[0].message


@pytest.mark.parametrize(
    ("path", "values", "words"),
    [
        ("presweep.step_level", (0.0, -30.0, 10.0), "step level of the train 0, −30, 10 mV from sweep to sweep"),
        ("presweep.n", (1.0, 4.0, 2.0), "number of pulses of the train 1, 4, 2 from sweep to sweep"),
        ("interval_s", (1.0, 0.5, 2.0), "interval 1, 0.5, 2 s from sweep to sweep"),
    ],
)
def test_the_sentence_says_what_is_listed(path: str, values: tuple[float, ...], words: str) -> None:
    assert words in str(replace(TEST, user_list=UserList(path, values)))
