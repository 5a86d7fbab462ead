"""Protocols: epochs, sweeps, the command that they make."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, PROTOCOLS, ParameterError
from patch_sim.facts import Facts
from patch_sim.protocols import EPOCHS, LeakSubtraction, PresweepTrain, Protocol, Step, UserList


def protocol(*epochs: Step, **fields: object) -> Protocol:
    return Protocol("p", "P", "vc", epochs, **({"holding": -70.0, "rate": 10.0} | fields))  # ty: ignore


def test_level_and_duration_grow_by_their_deltas() -> None:
    p = protocol(Step(-70, 5), Step(-100, 10, level_delta=20, duration_delta=2), n_sweeps=3)
    assert p.n_samples == 190
    assert p.levels() == (-100.0, -80.0, -60.0)
    command = p.command(1)
    assert np.all(command[50:170] == -80.0)
    assert np.all(command[170:] == -70.0)


def test_shrinking_durations_keep_the_first_sweep_whole() -> None:
    p = protocol(Step(0, 10, duration_delta=-2), n_sweeps=3)
    assert p.n_samples == 100
    assert np.sum(p.command(2) == 0.0) == 60


@pytest.mark.parametrize("epochs_ms", [1000.0, 500.0, 3000.0])
def test_lead_is_a_64th_of_the_sweep_at_both_ends(epochs_ms: float) -> None:
    p = protocol(Step(0, epochs_ms * 31 / 32), lead=1 / 64)
    start, stop = p.bounds(0)
    assert start == p.n_samples // 64
    assert p.n_samples - stop == pytest.approx(p.n_samples / 64, abs=2)


def test_the_stimulus_is_the_epoch_that_moves_or_stands_out() -> None:
    assert protocol(Step(-70, 5), Step(-100, 5, 10), Step(-70, 5), n_sweeps=2).stimulus == "B"
    assert protocol(Step(-70, 5), Step(-60, 5), Step(40, 5)).stimulus == "C"
    assert protocol(Step(-70, 5), EPOCHS["chirp"](-70, 50), Step(-70, 5), holding=-70.0).stimulus == "B"
    assert PROTOCOLS["frequency_response"].stimulus == "B"


def test_levels_in_multiples_of_a_fact() -> None:
    p = Protocol("p", "P", "cc", (Step(-0.8, 10, level_delta=0.2),), n_sweeps=9, scale="rheobase")
    fitted = p.fitted(CELLS["squid_axon"].facts)
    assert fitted.scale == ""
    assert fitted.levels()[0] == -18.0
    assert fitted.levels()[4] == 0.0
    with pytest.raises(ParameterError, match="no fact 'rheobase'"):
        p.fitted(Facts(v_rest=(-65.0, 1.0)))


def test_a_waveform_in_multiples_of_a_fact_keeps_its_shape() -> None:
    shape = EPOCHS["waveform"].of([0.0, 1.0, -0.5, 0.0], 1.0, level=2.0, level_delta=1.0)
    pacing = Facts(rheobase=(30.0, 1.0), i_hold=(-12.0, 1.0))
    fitted = Protocol("p", "P", "cc", (shape,), rate=1.0, n_sweeps=2, scale="rheobase").fitted(pacing)
    assert fitted.holding == -12.0
    assert fitted.command(0).tolist() == [-12.0, 48.0, -42.0, -12.0]
    assert fitted.command(1).tolist() == [-12.0, 78.0, -57.0, -12.0]
    clamped = Protocol("p", "P", "vc", (shape,), rate=1.0, holding=2.0)
    for scale, expected in (("holding", [0.0, 2.0, -1.0, 0.0]), ("from_holding", [-82.0, -80.0, -83.0, -82.0])):
        made = replace(clamped, scale=scale).fitted(Facts(holding=(-80.0, 1.0)))
        assert made.command(0).tolist() == expected


def test_a_presweep_train_is_fitted_like_the_epochs() -> None:
    train = PresweepTrain(3, -70.0, 5.0, 20.0, 1.0, -70.0, 2.0)
    p = replace(protocol(Step(-70, 5)), presweep=train, scale="holding").fitted(Facts(holding=(-90.0, 1.0)))
    assert p.presweep == PresweepTrain(3, -90.0, 5.0, 20.0, 1.0, -90.0, 2.0)
    injected = Protocol("p", "P", "cc", (Step(0, 5),), presweep=PresweepTrain(2, 0.0, 5.0, 2.0, 1.0), scale="rheobase")
    levels = injected.fitted(Facts(rheobase=(50.0, 1.0), i_hold=(-5.0, 1.0))).presweep
    assert levels
    assert (levels.baseline_level, levels.step_level, levels.post_level) == (-5.0, 95.0, -5.0)


@pytest.mark.parametrize("n", [0, 11])
def test_a_table_has_1_to_10_epochs(n: int) -> None:
    with pytest.raises(ParameterError, match=f"1 to 10 epochs, not {n}"):
        protocol(*[Step(0, 1)] * n)


@pytest.mark.parametrize(
    ("field", "value"),
    [("n_sweeps", 0), ("n_sweeps", 1.5), ("rate", 0.0), ("rate", float("inf")), ("lead", 0.5), ("holding", "x")],
)
def test_bad_fields_are_refused(field: str, value: object) -> None:
    with pytest.raises(ParameterError, match=f"Protocol.{field} = .*must"):
        protocol(Step(0, 1), **{field: value})


@pytest.mark.parametrize("value", [-1.0, float("nan"), 1e9, "5", None])
def test_a_duration_is_a_time(value: object) -> None:
    with pytest.raises(ParameterError, match=r"Step\.duration = .*must"):
        Step(0, value)  # ty: ignore


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (
            protocol(EPOCHS["off"](0, 10), sweep_duration=5.0),
            "Voltage clamp, holding at −70 mV; no stimulus; 1 sweep of 5 ms; sampled at 10 kHz.",
        ),
        (
            protocol(Step(-70, 5), Step(-100, 20, 10), Step(-70, 5), n_sweeps=17),
            "Voltage clamp, holding at −70 mV; steps from −100 to 60 mV in 10 mV increments for 20 ms; "
            "17 sweeps of 30 ms; sampled at 10 kHz.",
        ),
        (
            protocol(Step(0, 5, duration_delta=5), EPOCHS["ramp"](20, 10), n_sweeps=2, p_n=LeakSubtraction(), n_runs=3),
            "Voltage clamp, holding at −70 mV; step to 0 mV for 5 to 10 ms, then ramp to 20 mV for 10 ms; "
            "2 sweeps of 20 ms; mean of 3 runs; P/4 leak subtraction, sub-sweeps of opposite polarity "
            "before each sweep, each after 10 ms of settling; "
            "sampled at 10 kHz.",
        ),
        (
            protocol(Step(0, 5), presweep=PresweepTrain(10, -70.0, 8.0, 20.0, 2.0, -60.0, 4.0)),
            "Voltage clamp, holding at −70 mV; each sweep after 10 pulses to 20 mV of 2 ms, every 10 ms, "
            "and 4 ms at −60 mV; step to 0 mV for 5 ms; 1 sweep of 5 ms; sampled at 10 kHz.",
        ),
        (
            protocol(Step(-70, 5), Step(0, 5), Step(-70, 30), Step(0, 5), n_sweeps=2, inter_sweep="last_epoch"),
            "Voltage clamp, holding at −70 mV; step to 0 mV for 5 ms, then 30 ms at holding, "
            "then step to 0 mV for 5 ms; 2 sweeps of 45 ms, between them at the level of the last epoch; "
            "sampled at 10 kHz.",
        ),
        (
            protocol(Step(-70, 5), Step(-70, 5)),
            "Voltage clamp, holding at −70 mV; no stimulus; 1 sweep of 10 ms; sampled at 10 kHz.",
        ),
        (
            Protocol(
                "p", "P", "cc", (EPOCHS["noise"](0, 10, sd=5.0, tau=2.0), EPOCHS["pulse"](50, 20)),
                interval_s=2.0, user_list=UserList("B.level", (50.0, 80.0, 60.0)), n_sweeps=3,
            ),
            "Current clamp, no holding current; noise about 0 pA for 10 ms (SD 5 pA, τ 2 ms), "
            "then pulses to 50, 80, 60 pA for 20 ms (5 ms every 10 ms); 3 sweeps of 30 ms every 2 s; "
            "sampled at 40 kHz.",
        ),
    ],
)  # fmt: skip
def test_a_protocol_is_a_sentence(made: Protocol, sentence: str) -> None:
    assert str(made) == sentence
