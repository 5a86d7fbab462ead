"""Solutions: what is in them, what they do to a cell, and the potential where two of them meet."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, SOLUTIONS, Experiment, ParameterError, simulate
from patch_sim.analysis.measure import spikes
from patch_sim.cells import Cell, applied, solution_of, with_ions
from patch_sim.channels import Pool
from patch_sim.engine.rest import rest
from patch_sim.engine.tables import membrane
from patch_sim.fields import edit, insert
from patch_sim.protocols import Protocol, Step
from patch_sim.solutions import Solution, Species, junction_potential

EVERY = pytest.mark.parametrize("solution", SOLUTIONS.values(), ids=list(SOLUTIONS))
NACL = Solution.of("nacl", "NaCl", "bath", "", na=145.0, cl=145.0)
KCL = Solution.of("kcl", "KCl", "pipette", "", k=145.0, cl=145.0)


@EVERY
def test_it_says_all_that_neurons_speak_of(solution: Solution) -> None:
    assert {"na", "k", "ca", "cl"} <= {species.name for species in solution.species}
    assert solution.source


@EVERY
@pytest.mark.parametrize("cell", CELLS.values(), ids=list(CELLS))
def test_applying_it_sets_every_ion_of_that_side(cell: Cell, solution: Solution) -> None:
    changed = applied(cell, solution)
    field, other = ("out", "in_") if solution.side == "bath" else ("in_", "out")
    for before, after in zip(cell.ions, changed.ions, strict=True):
        assert getattr(after, field) == solution[after.name]
        assert getattr(after, other) == getattr(before, other)
    assert solution_of(changed, solution.side) == solution
    assert replace(changed, ions=cell.ions, sections=cell.sections, bath="", pipette="") == cell
    assert applied(changed, solution) == changed
    steps = Protocol("s", "S", "vc", (Step(-70, 1.0), Step(0, 5.0)), holding=-70.0, rate=20.0)
    assert np.isfinite(simulate(Experiment.of(changed, steps))["i_m"]).all()


def test_an_edit_makes_it_custom() -> None:
    cell = applied(CELLS["squid_axon"], SOLUTIONS["seawater"])
    assert solution_of(cell, "bath") == SOLUTIONS["seawater"]
    assert solution_of(cell, "pipette") is None
    assert solution_of(edit(cell, "ions.k.out", 11.0), "bath") is None


def test_a_pool_rests_at_the_solution() -> None:
    cell = edit(CELLS["squid_axon"], "sections.soma.pools", (Pool("k", 0.03, 10.0, 16.345, side="out"),))
    assert applied(cell, SOLUTIONS["seawater"]).pools[0].rest == 10.0
    assert applied(cell, SOLUTIONS["axoplasm"]).pools[0].rest == 16.345


def test_a_missing_ion_comes_from_the_nearest_solutions() -> None:
    cortical = with_ions(CELLS["regular_spiking"], ["cl", "ca", "na"])
    assert [ion.name for ion in cortical.ions] == ["na", "k", "ca", "cl"]
    assert (cortical.ions[3].out, cortical.ions[3].in_) == (150.0, 14.0)
    insert(cortical, "sections.soma.channels", CHANNELS["cl_leak"])
    assert with_ions(cortical, ["nothing_known"]) == cortical


def test_raising_potassium_depolarizes() -> None:
    """From 3 to 12 mM outside: E_K rises by RT/F ln 4, the cell rests higher and fires more to the same current."""
    before = edit(CELLS["regular_spiking"], "ions.k.out", 3.0)
    after = edit(before, "ions.k.out", 12.0)
    e_k = [next(ion for ion in cell.ions if ion.name == "k").e_rev(cell.celsius) for cell in (before, after)]
    assert e_k[1] - e_k[0] == pytest.approx(36.93, abs=0.01)
    low, high = (rest(membrane(cell), 0.0, cell.v_init) for cell in (before, after))
    assert low is not None
    assert high is not None
    assert high > low + 0.5
    step = Protocol("step", "Step", "cc", (Step(0.0, 20.0), Step(700.0, 400.0)), rate=20.0)
    fired = [simulate(Experiment.of(cell, step)) for cell in (before, after)]
    few, many = (len(spikes(recording.time, recording["v"][0])) for recording in fired)
    assert 0 < few < many


@pytest.mark.parametrize(
    ("pipette", "bath", "celsius", "expected"),
    [
        (KCL, NACL, 20.0, 4.283223746531446),
        (
            Solution.of("p", "P", "pipette", "", k=150.0, gluconate=150.0),
            Solution.of("b", "B", "bath", "", na=150.0, cl=150.0),
            20.0,
            17.100770397562346,
        ),
        (
            Solution.of("p", "P", "pipette", "", k=135.0, na=5.0, mg=2.0, gluconate=125.0, cl=19.0),
            Solution.of("b", "B", "bath", "", na=125.0, k=2.5, ca=2.0, mg=1.0, cl=133.5),
            22.0,
            14.983160381127371,
        ),
    ],
)
def test_junction_potential(pipette: Solution, bath: Solution, celsius: float, expected: float) -> None:
    """Against an independent computation of Henderson's equation with the same mobilities, to 1e-6."""
    assert junction_potential(pipette, bath, celsius) == pytest.approx(expected, abs=1e-6)
    turned = junction_potential(replace(bath, side="pipette"), replace(pipette, side="bath"), celsius)
    assert turned == pytest.approx(-expected, abs=1e-6)


def test_equal_solutions_have_no_junction_potential() -> None:
    assert junction_potential(NACL, NACL, 20.0) == 0


def test_solutions_that_conduct_alike_are_the_limit_of_those_that_nearly_do() -> None:
    """Where Henderson's equation is 0/0: potassium for as much conductance of choline."""
    choline = 51 * (1.0 + 1.039) / (0.51 + 1.039)

    def potential(excess: float) -> float:
        bath = Solution.of("b", "B", "bath", "", choline=choline + excess, cl=choline + excess)
        return junction_potential(Solution.of("p", "P", "pipette", "", k=51.0, cl=51.0), bath, 20.0)

    assert potential(0.0) == pytest.approx((potential(1e-3) + potential(-1e-3)) / 2, rel=1e-6)
    assert abs(potential(0.0)) > 5


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"\+10 mM of charge; cations and anions must balance"):
        Solution.of("x", "X", "bath", "", na=150.0, cl=140.0)
    with pytest.raises(ParameterError, match="no ion 'natrium'"):
        Solution.of("x", "X", "bath", "", natrium=150.0)
    with pytest.raises(ParameterError, match="twice"):
        Solution("x", "X", "bath", (Species("na", 1.0), Species("na", 1.0)))
