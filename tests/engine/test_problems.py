"""Relations between fields: named before anything is allocated, in any order of edits."""

import tracemalloc
from dataclasses import replace

import pytest

from patch_sim import CELLS, CHANNELS, Experiment, LimitError, ParameterError, error_estimate, simulate
from patch_sim.engine.problems import MAX_SAMPLES, problems
from patch_sim.engine.stream import Stream
from patch_sim.experiment import Solver
from patch_sim.fields import edit, insert
from patch_sim.protocols import PROTOCOLS, Epoch, Step

IV = Experiment.of("squid_axon", "iv_curve")


@pytest.mark.parametrize(
    ("edits", "path", "words"),
    [
        ({"protocol.n_sweeps": 10_000}, "protocol.n_sweeps", ["30,000,000 samples", f"{MAX_SAMPLES:,}"]),
        ({"protocol.epochs.B.duration": 1e7}, "protocol.n_sweeps", ["samples", f"{MAX_SAMPLES:,}"]),
        ({"protocol.epochs.B.duration_delta": -2.0}, "protocol.epochs.B.duration_delta", ["sweep 12", "-2 ms"]),
        ({"protocol.epochs.B.level": 500.0}, "protocol.epochs.B.level", ["500 mV", "sweep 1"]),
        ({"protocol.epochs.B.level_delta": 50.0}, "protocol.epochs.B.level_delta", ["700 mV", "sweep 17"]),
        ({"protocol.holding": -300.0}, "protocol.holding", ["-300 mV"]),
        ({"protocol.rate": 5000.0}, "protocol.rate", ["5000 kHz", "1000 kHz"]),
        ({"protocol.mode": "cc", "solver.dt": 0.003}, "solver.dt", ["0.003 ms", "0.01 ms"]),
        (
            {"protocol.mode": "cc", "protocol.epochs.B.duration": 1e4, "solver.dt": 1e-4},
            "solver.dt",
            ["steps of 0.0001 ms", "400,000,000"],
        ),
        ({"protocol.epochs.*.duration": 0.0}, "protocol.epochs", ["no samples"]),
    ],
)
def test_problem(edits: dict[str, object], path: str, words: list[str]) -> None:
    experiment = IV
    for where, value in edits.items():
        experiment = edit(experiment, where, value)
    found = problems(experiment)
    assert path in [p.path for p in found]
    text = next(str(p) for p in found if p.path == path)
    assert all(word in text for word in words), text
    with pytest.raises((ParameterError, LimitError), match=path.replace("*", ".")):
        simulate(experiment)


def test_no_problem_is_no_problem(experiment: Experiment) -> None:
    assert problems(experiment) == ()


def test_too_many_samples_are_refused_before_they_are_allocated() -> None:
    huge = edit(edit(IV, "protocol.epochs.B.duration", 1e7), "protocol.n_sweeps", 10_000)
    tracemalloc.start()
    with pytest.raises(LimitError, match="samples"):
        simulate(huge)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5e6


def test_a_protocol_in_multiples_of_a_fact_asks_for_a_cell() -> None:
    loose = replace(IV, protocol=PROTOCOLS["action_potential"])
    assert [p.path for p in problems(loose)] == ["protocol.scale"]


def test_the_shortest_step_without_a_rest_stays_small() -> None:
    restless = edit(edit(Experiment.of("squid_axon", "action_potential"), "solver.dt", 1e-3), "protocol.holding", 200.0)
    assert simulate(restless)["v"].shape == (1, restless.protocol.n_samples)


def test_durations_that_round_differently_keep_every_sweep_within_the_recording() -> None:
    epochs = (Step(0, 10.3, duration_delta=0.3), Step(0, 10.3, duration_delta=-0.3))
    protocol = replace(IV.protocol, rate=1.0, n_sweeps=4, epochs=epochs)
    recording = simulate(replace(IV, protocol=protocol))
    assert recording["v"].shape[1] == max(protocol.bounds(sweep)[-1] for sweep in range(4))


@pytest.mark.parametrize(
    ("channel", "rig", "method", "protocol", "paths"),
    [
        ("nar_markov", "ideal", "accurate", "action_potential", []),
        ("nar_markov", "whole_cell", "accurate", "action_potential", []),
        ("nar_markov", "ideal", "adaptive", "action_potential", ["solver.method"]),
        ("nar_markov", "ideal", "adaptive", "iv_curve", []),
        ("ih", "ideal", "adaptive", "action_potential", []),
        ("ih", "whole_cell", "adaptive", "iv_curve", ["solver.method"]),
    ],
)
def test_what_adaptive_steps_cannot_stand_beside(
    channel: str, rig: str, method: str, protocol: str, paths: list[str]
) -> None:
    cell = insert(CELLS["squid_axon"], "sections.soma.channels", CHANNELS[channel])
    experiment = edit(Experiment.of(cell, protocol, rig), "solver.method", method)
    assert [problem.path for problem in problems(experiment)] == paths


def test_a_scheme_may_stand_beside_a_pool() -> None:
    assert not problems(Experiment.of("purkinje", "action_potential"))
    assert not problems(Experiment.of("purkinje", "iv_curve"))


@pytest.mark.parametrize("thing", [None, "squid_axon", CELLS["squid_axon"]])
def test_what_is_no_experiment_is_refused_by_name(thing: object) -> None:
    for verb in (simulate, problems, Stream):
        with pytest.raises(ParameterError, match=r"experiment = .*: must be an Experiment"):
            verb(thing)  # ty: ignore
    with pytest.raises(ParameterError, match=r"recording = .*: must be a Recording"):
        error_estimate(thing)  # ty: ignore


def test_a_rule_is_said_once() -> None:
    (found,) = problems(replace(IV, record=("soma(2)",)))
    assert str(found).count("dend(0.9)") == 1
    with pytest.raises(ParameterError, match=r"Solver\.method = 'exact': must be 'accurate', 'fast'"):
        Solver(method="exact")  # ty: ignore
    with pytest.raises(ParameterError, match="must be one of the kinds of Epoch"):
        replace(IV.protocol, epochs=(Epoch(0.0, 5.0),))


@pytest.mark.parametrize(
    ("cell", "rig", "words"),
    [
        ("purkinje", "ideal", "a cell with a Markov scheme"),
        ("squid_axon", "whole_cell", "a cell behind an electrode that is not ideal"),
        ("purkinje", "sharp", "a cell with a Markov scheme and behind an electrode"),
    ],
)
def test_what_adaptive_cannot_do_is_what_is_there(cell: str, rig: str, words: str) -> None:
    run = replace(Experiment.of(cell, "current_step", rig), solver=Solver("adaptive"))
    (found,) = problems(run)
    assert words in str(found)
    assert ("segments" in str(found)) == ("several" in words)
    assert problems(replace(run, solver=Solver("fast"))) == ()
