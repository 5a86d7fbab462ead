"""Pools and schemes in trees and behind electrodes: what a single compartment does, to the order of the method."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Pool
from patch_sim.engine.march import march
from patch_sim.engine.rest import start
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.engine.tree import march_tree, setting
from patch_sim.engine.tree_signals import local
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import RIGS

INTERVAL = 0.05
Rows = dict[str, np.ndarray]


def with_potassium() -> Cell:
    """The squid's patch in a cleft in which potassium gathers."""
    squid = CELLS["squid_axon"]
    cleft = Pool("k", 0.3, 5.0, next(ion.out for ion in squid.ions if ion.name == "k"), side="out")
    return replace(squid, sections=(replace(squid.sections[0], pools=(cleft,)),))


TWINS = {
    "calcium": (CELLS["thalamic_reticular"], 500.0),
    "potassium": (with_potassium(), 150.0),
    "flux and scheme": (CELLS["purkinje"], 200.0),
}


def command(level: float, sweeps: int = 1) -> np.ndarray:
    steps = np.r_[np.zeros(40), np.full(360, level)]
    return steps * (1 + 0.1 * np.arange(sweeps)[:, None])


def in_a_tree(cell: Cell, method: str, parts: int, given: np.ndarray) -> Rows:
    """One segment, solved as a tree of one."""
    there, n = setting(cell, RIGS["ideal"], "cc"), len(given)
    v, x = start(cell, 0.0, "accurate", 0.0125)
    z = np.zeros((n, there.circuit.n))
    vs, xs = np.full((n, 1), v), np.repeat(x[None], n, axis=0)
    paths = march_tree(there, given, INTERVAL, parts, method, vs, xs, z, [(0, 0)])
    assert paths.inside
    return local(there.tree.membranes[0], paths.v[0], np.moveaxis(paths.x, 2, 0))[0]


def alone(cell: Cell, parts: int, given: np.ndarray) -> Rows:
    """The same by the kernels of a single compartment."""
    arrays = membrane(cell)
    v, x = start(cell, 0.0, "accurate", 0.0125)
    traces = march(arrays, given, INTERVAL, parts, "accurate", np.full(1, v), x[None].copy())
    levels = {basin.signal: row for basin, row in zip(arrays.basins, traces.levels, strict=True)}
    currents = dict(zip([f"i_{name}" for name in arrays.channels], traces.currents, strict=False))
    return {"v": traces.v, "i_m": traces.currents[-1]} | currents | levels


@pytest.mark.parametrize(("cell", "level"), TWINS.values(), ids=TWINS)
def test_a_tree_of_one_segment_is_the_segment(cell: Cell, level: float) -> None:
    given = command(level)
    truth = alone(cell, 16, given)
    for method, order, first, most in (("fast", 2, 2, 10.0), ("accurate", 4, 4, 0.3)):
        coarse, fine = (in_a_tree(cell, method, parts, given) for parts in (first, 8))
        errors = [np.abs(rows["v"] - truth["v"]).max() for rows in (coarse, fine)]
        assert errors[0] < most
        assert np.log(errors[0] / errors[1]) / np.log(8 / first) > 0.65 * order or errors[1] < 1e-4, method
        for name, row in truth.items():
            assert np.abs(fine[name] - row).max() <= 0.01 * most * np.abs(row).max(), (method, name)
    assert np.ptp(truth["v"]) > 50


@pytest.mark.parametrize("name", ["calcium", "flux and scheme"])
def test_sweeps_together_are_sweeps_alone(name: str) -> None:
    cell, level = TWINS[name]
    given = command(level, 6)
    together = in_a_tree(cell, "accurate", 2, given)
    for sweep in (0, 5):
        by_itself = in_a_tree(cell, "accurate", 2, given[sweep : sweep + 1])
        for signal, rows in by_itself.items():
            assert together[signal][sweep] == pytest.approx(rows[0], rel=1e-9, abs=1e-9), signal


def with_dendrite(cell: Cell) -> Cell:
    """A cell with a dendrite of the same membrane in three segments, and one that is passive."""
    soma = cell.sections[0]
    alike = Section("dend", 2.0, 150.0, soma.channels, soma.pools, n=3, parent=soma.name, r_a_ohm_cm=150.0)
    leaky = Section("twig", 1.0, 50.0, (CHANNELS["leak"],), n=2, parent="dend", at=0.5, r_a_ohm_cm=150.0)
    return replace(cell, sections=(soma, alike, leaky))


def stepped(cell: Cell, level: float, mode: str = "cc", **solver: object) -> Experiment:
    holding = 0.0 if mode == "cc" else -70.0
    protocol = Protocol("p", "P", mode, (Step(holding, 2.0), Step(level, 20.0)), holding=holding, rate=20.0)  # ty: ignore
    return replace(Experiment.of(cell, protocol), solver=Solver(**solver))  # ty: ignore


def test_branches_have_concentrations_of_their_own() -> None:
    cell = with_dendrite(CELLS["thalamic_reticular"])
    fine, coarse, accurate = (
        simulate(stepped(cell, 400.0, method=method, dt=dt))
        for method, dt in (("fast", 0.00625), ("fast", 0.0125), ("accurate", 0.0125))
    )
    for name in ("v", "ca_i", "dend.ca_i"):
        errors = [np.abs(rows[name] - accurate[name]).max() for rows in (coarse, fine)]
        assert errors[0] / errors[1] == pytest.approx(4, rel=0.3), name
    assert "twig.ca_i" not in fine.signals
    assert fine.units["dend.ca_i"] == "mM"
    assert np.ptp(fine["dend.ca_i"]) != pytest.approx(np.ptp(fine["ca_i"]), rel=0.01)


def test_a_tree_with_all_of_it_goes_on_to_the_last_bit() -> None:
    experiment = stepped(with_dendrite(CELLS["purkinje"]), 500.0, method="fast")
    recording, stream = simulate(experiment), Stream(experiment)
    stream.play()
    frames = [stream.advance(3.2) for _ in range(6)]
    for name in ("v", "ca_i", "dend.v", "dend.ca_i", "dend.i_icap_khaliq"):
        signal = np.concatenate([frame.signals[name] for frame in frames])
        assert np.array_equal(signal, recording[name][0, : signal.size]), name


def test_a_scheme_behind_an_electrode_is_that_of_an_ideal_clamp() -> None:
    cell = CELLS["dopaminergic"]
    near = replace(RIGS["whole_cell"], r_s_mohm=0.01, c_pip=0.0, r_seal_gohm=None, noise=0.0, cutoff=0.0, range_na=0.0)
    ideal = stepped(cell, 0.0, "vc")
    through = simulate(replace(ideal, rig=near))
    exact = simulate(ideal)
    late = slice(60, None)
    scheme = next(channel for channel in cell.channels if channel.scheme)
    for state in scheme.states:
        name = f"{scheme.name}.{state}"
        assert through[name][:, late] == pytest.approx(exact[name][:, late], abs=0.01), name
    assert through["i_m"][:, late] == pytest.approx(exact["i_m"][:, late], rel=0.05, abs=30)
