"""Long runs tell how far they are and can be stopped; in stretches they equal one run to the last bit."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, Cancelled, Experiment, simulate
from patch_sim.cells import Cell
from patch_sim.channels import Channel, Exp, Gate, Ion, Pool, Sigmoid
from patch_sim.engine import watch
from patch_sim.engine.march import FEW
from patch_sim.experiment import Solver
from patch_sim.fields import edit
from patch_sim.protocols import Protocol, Step

CALCIUM = Ion("ca", 2, out=2.0, in_=1e-4)


@pytest.fixture
def in_stretches(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let every stretch be of so many samples, whatever they cost."""

    def short(samples: int) -> None:
        monkeypatch.setattr(watch, "blocks", lambda _: samples)

    return short


def stiff(many_gates: Cell, kind: str) -> Cell:
    """Conductances that the guard of the usual step has to work on, an instantaneous gate, and a pool if asked for."""
    cell = edit(many_gates, "sections.soma.channels.nav_hh.g_max", 1200.0)
    cell = edit(cell, "sections.soma.channels.kv_hh.g_max", 360.0)
    if kind == "pools":
        (soma,) = cell.sections
        gates = (
            Gate("m", 2, inf=Sigmoid(1.0, -20.0, 6.0)),
            Gate("h", 1, alpha=Exp(0.1, -60.0, -9.0), beta=Exp(0.1, -50.0, 9.0)),
        )
        cal = Channel(name="cal", label="Calcium", ion="ca", g_max=0.5, gates=gates)
        wet = replace(soma, channels=(*soma.channels, cal), pools=(Pool("ca", 0.5, 20.0, 1e-4),))
        cell = replace(cell, sections=(wet,), ions=(*cell.ions, CALCIUM))
    return cell


def spiking(cell: Cell, method: str, sweeps: int, mode: str = "cc") -> Experiment:
    epochs = (Step(0, 3.0), Step(60.0, 40.0, 15.0), Step(0, 3.0)) if mode == "cc" else (Step(-70, 3), Step(-40, 30, 2))
    protocol = Protocol("p", "P", mode, epochs, n_sweeps=sweeps, rate=40.0, holding=0.0 if mode == "cc" else -70.0)  # ty: ignore
    return Experiment(cell, protocol, solver=Solver(method))  # ty: ignore


@pytest.mark.parametrize("kind", ["gates", "pools"])
@pytest.mark.parametrize("sweeps", [1, FEW, 19])
@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
def test_stretches_equal_one_run_to_the_last_bit(
    method: str, sweeps: int, kind: str, many_gates: Cell, in_stretches: Callable[[int], None]
) -> None:
    experiment = spiking(stiff(many_gates, kind), method, sweeps)
    whole = simulate(experiment)
    in_stretches(192)
    heard: list[float] = []
    parted = simulate(experiment, heard.append)
    assert (whole.redone > 0) == (method == "accurate")
    assert (parted.method, parted.dt, parted.redone) == (whole.method, whole.dt, whole.redone)
    for name, signal in whole.signals.items():
        assert np.array_equal(parted[name], signal), name
    assert len(heard) > 8
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


@pytest.mark.parametrize("sweeps", [1, 40])
@pytest.mark.parametrize("mode", ["cc", "vc"])
def test_a_run_that_is_told_to_stop_stops(mode: str, sweeps: int, in_stretches: Callable[[int], None]) -> None:
    in_stretches(64)
    heard: list[float] = []

    def enough(share: float) -> bool:
        heard.append(share)
        return len(heard) < 3 and mode == "cc"

    with pytest.raises(Cancelled, match="stopped before its end"):
        simulate(spiking(CELLS["squid_axon"], "accurate", sweeps, mode), enough)
    assert len(heard) == (3 if mode == "cc" else 1)


def test_what_a_progress_raises_ends_the_run(in_stretches: Callable[[int], None]) -> None:
    in_stretches(64)

    def fail(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(spiking(CELLS["squid_axon"], "accurate", 40), fail)


@pytest.mark.parametrize(("answer", "stops"), [(np.False_, True), (np.True_, False), (0, False)])
def test_only_false_stops_a_run_and_numpys_is_one(
    answer: object, stops: bool, in_stretches: Callable[[int], None]
) -> None:
    in_stretches(64)
    heard: list[float] = []
    experiment = spiking(CELLS["squid_axon"], "accurate", 1)
    if stops:
        with pytest.raises(Cancelled):
            simulate(experiment, lambda share: (heard.append(share), answer)[1])
    else:
        simulate(experiment, lambda share: (heard.append(share), answer)[1])
    assert (len(heard) == 1) == stops


def test_a_slow_cell_is_heard_of_as_soon_as_a_swift_one() -> None:
    """States that move together take some 10 µs a step: the first stretch is 2^13 of them."""
    step = Protocol("p", "P", "cc", (Step(0, 400.0),), rate=40.0)
    heard: list[float] = []
    with pytest.raises(Cancelled):
        simulate(Experiment(CELLS["purkinje"], step), lambda share: (heard.append(share), False)[1])
    assert heard[0] <= 0.3


FORKED = """
import os, signal, sys
from patch_sim import Experiment, simulate
run = lambda: simulate(Experiment.of("squid_axon", "fi_curve"))["v"].tobytes()
v, child = run(), os.fork()
if not child:
    signal.alarm(60)
    os._exit(0 if run() == v else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on this system")
def test_a_forked_process_runs_many_sweeps_as_its_parent_did() -> None:
    """So does multiprocessing where that forks; it inherits the pool, and none of its threads."""
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", FORKED], timeout=120).returncode == 0


def test_a_progress_that_says_nothing_lets_a_run_go_on() -> None:
    experiment = spiking(CELLS["squid_axon"], "accurate", 1)
    heard: list[float] = []
    assert np.array_equal(simulate(experiment, heard.append)["v"], simulate(experiment)["v"])
    assert heard == [1.0]
