"""What every drug owes its users: it hits what it names, it runs in every cell, and it does what it is known for."""

import runpy
from dataclasses import replace
from pathlib import Path
from time import thread_time

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, DRUGS, Experiment, ParameterError, simulate
from patch_sim.analysis.measure import Spike, spikes
from patch_sim.cells import Cell
from patch_sim.channels import FAMILIES, Channel
from patch_sim.drugs import Drug, Effect
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.fields import edit, insert
from patch_sim.protocols import Protocol, Step
from patch_sim.values import from_json, to_json

SQUID = CELLS["squid_axon"]
EVERY = pytest.mark.parametrize("drug", DRUGS.values(), ids=list(DRUGS))


def under(cell: Cell, *drugs: Drug) -> Cell:
    """`cell` in a bath with `drugs`."""
    return replace(cell, drugs=drugs)


def at(name: str, concentration: float) -> Drug:
    """A drug of the library at another concentration, µM."""
    return replace(DRUGS[name], concentration=concentration)


@EVERY
def test_it_hits_what_there_is(drug: Drug) -> None:
    assert {effect.name for effect in drug.effects} <= FAMILIES.keys() | CHANNELS.keys()


@EVERY
def test_more_of_it_blocks_more(drug: Drug) -> None:
    for effect in drug.effects:
        left = [effect.left(c) for c in np.geomspace(1e-6, 1e6, 40)]
        assert np.all(np.diff(left) <= 0)
        assert effect.left(effect.ic50) == pytest.approx(1 - effect.most / 2)
        assert effect.left(1e6 * effect.ic50) == pytest.approx(1 - effect.most, abs=1e-5)


@EVERY
@pytest.mark.parametrize("cell", CELLS.values(), ids=list(CELLS))
def test_it_runs_in_every_cell(cell: Cell, drug: Drug) -> None:
    experiment = Experiment.of(under(cell, drug), Protocol("s", "S", "cc", (Step(0, 1.0), Step(100, 5.0)), rate=20.0))
    assert np.isfinite(simulate(experiment)["v"]).all()
    assert from_json(Experiment, to_json(experiment)) == experiment
    free, blocked = membrane(cell), membrane(under(cell, drug))
    ends = [[0, *one.channel_ends.tolist()] for one in (free, blocked)]
    for k, channel in enumerate(cell.sections[0].channels):
        before, after = (one.g[e[k] : e[k + 1]].sum() for one, e in zip((free, blocked), ends, strict=True))
        share = drug.left(channel)
        gone = 1 - drug.kept(channel)  # parted in rows with and without the gate, which are as much together
        assert after == pytest.approx(before * share)
        if gone:
            assert blocked.g[ends[1][k + 1] - 1] == pytest.approx(gone * before)


def peaks(cell: Cell) -> int:
    """Spikes in 100 ms of the current that keeps the cell firing."""
    level = 1.5 * cell.facts["firing_onset"]
    step = Protocol("step", "Step", "cc", (Step(0.0, 10.0), Step(level, 100.0)), rate=20.0)
    recording = simulate(Experiment.of(cell, step))
    return len(spikes(recording.time, recording["v"][0]))


FIRING = [name for name, cell in CELLS.items() if "firing_onset" in cell.facts]


def first_spike(cell: Cell) -> Spike | None:
    """The first spike that overshoots 5 mV in 200 ms of 1.5 times the current that keeps the cell firing, 50 kHz.

    A low-threshold spike of calcium alone, as under tetrodotoxin in the reticular cell, reaches −1 mV.
    """
    silent = cell.facts.get("i_hold", 0.0)
    steps = (Step(silent, 10.0), Step(silent + 1.5 * cell.facts["firing_onset"], 200.0))
    recording = simulate(Experiment.of(cell, Protocol("step", "Step", "cc", steps, holding=silent, rate=50.0)))
    found = spikes(recording.time, recording["v"][0])
    return next((spike for spike in found if spike.amplitude > 30 and spike.peak > 5), None)


@pytest.mark.parametrize("name", [name for name in FIRING if name != "nociceptor"])
def test_tetrodotoxin_abolishes_the_spike(name: str) -> None:
    """In every cell whose spikes rest on sensitive sodium channels; what calcium channels do is left."""
    cell = CELLS[name]
    assert first_spike(cell)
    assert not first_spike(under(cell, at("ttx", 1.0)))


def test_a_drug_that_is_off_does_nothing() -> None:
    assert peaks(under(SQUID, replace(at("ttx", 1.0), enabled=False))) == peaks(SQUID) >= 1


BROADER = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "cells.py"))["BROADER"]


@pytest.mark.parametrize("name", FIRING)
def test_tetraethylammonium_broadens_spikes(name: str) -> None:
    """10 mM, by as much as docs/cells.md says; the layer-5 cell as it says too."""
    cell = CELLS[name]
    free, broad = first_spike(cell), first_spike(under(cell, at("tea", 10_000.0)))
    assert free
    if name == "l5_pyramidal":
        some = first_spike(under(cell, at("tea", 100.0)))
        assert some
        assert some.half_width / free.half_width == pytest.approx(1.12, abs=0.01)
        still = simulate(Experiment.of(under(cell, at("tea", 200.0)), Protocol("s", "S", "cc", (Step(0, 200.0),))))
        assert not broad
        assert still["v"] == pytest.approx(-26.5, abs=0.5)
        return
    assert broad
    assert BROADER[name] > 1.2
    assert broad.half_width / free.half_width == pytest.approx(BROADER[name], abs=0.02)


def test_tetrodotoxin_spares_the_resistant_channel() -> None:
    sensitive, resistant = (Channel("x", "X", 1.0, ion="na", family=family) for family in ("nav", "nav_r"))
    assert at("ttx", 1.0).left(sensitive) == pytest.approx(0.005 / 1.005)
    assert at("ttx", 1.0).left(resistant) > 0.97


def test_a_nociceptor_goes_on_without_its_sensitive_channel() -> None:
    """Nav1.8 makes its spikes under tetrodotoxin, and A-803467 ends them."""
    nociceptor = CELLS["nociceptor"]
    step = Protocol("step", "Step", "cc", (Step(0.0, 20.0), Step(2 * nociceptor.facts["rheobase"], 200.0)), rate=20.0)

    def fired(*names: str) -> int:
        recording = simulate(Experiment.of(under(nociceptor, *(DRUGS[name] for name in names)), step))
        return len(spikes(recording.time, recording["v"][0]))

    assert fired("ttx") > 1
    assert fired("ttx", "a803467") == 0


def test_tetraethylammonium_broadens_the_spike() -> None:
    def width(cell: Cell) -> float:
        recording = simulate(Experiment.of(cell, "action_potential"))
        v = recording["v"][0]
        return float((v > -20).sum() / recording.experiment.protocol.rate)

    assert width(under(SQUID, at("tea", 10_000.0))) > 1.5 * width(SQUID)


def na_current(concentration: float, v: float = 0.0) -> np.ndarray:
    """The squid's sodium current in 20 ms at a level, from −90 mV, with pronase inside; 100 kHz."""
    cell = under(SQUID, at("pronase", concentration)) if concentration else SQUID
    step = Protocol("p", "P", "vc", (Step(-90.0, 2.0), Step(v, 20.0)), rate=100.0, holding=-90.0)
    return simulate(Experiment.of(cell, step))["i_nav_hh"][0, 200:]


def test_pronase_takes_inactivation_away_and_leaves_activation() -> None:
    """Of m³h is left m³, in the share of channels that has been digested (Rojas & Rudy 1976)."""
    intact, digested, half = na_current(0.0), na_current(1e6), na_current(1.0)
    assert intact[-1] / intact.min() < 0.02
    assert digested[-1] / digested.min() > 0.999
    assert half == pytest.approx((intact + digested) / 2, abs=1e-3 * abs(digested).max())
    m = Experiment.of(under(SQUID, at("pronase", 1e6)), "iv_curve").cell.sections[0].channels[0].gates[0]
    inf, tau = m.curves(0.0, SQUID.at(CHANNELS["nav_hh"]))
    rest, _ = m.curves(-90.0, SQUID.at(CHANNELS["nav_hh"]))
    t = np.arange(digested.size) / 100
    cube = (inf + (rest - inf) * np.exp(-t / tau)) ** 3
    assert digested == pytest.approx(digested[-1] * cube / cube[-1], rel=1e-3, abs=1e-3 * abs(digested).max())


def test_pronase_makes_the_action_potential_a_plateau() -> None:
    """As under proteases in the perfused axon (Takenaka & Yamagishi 1969)."""

    def late(cell: Cell) -> float:
        recording = simulate(Experiment.of(cell, "action_potential"))
        return float(recording["v"][0, -1])

    assert late(SQUID) < -60
    assert late(under(SQUID, DRUGS["pronase"])) > -40


def test_pronase_spares_slow_inactivation_and_schemes() -> None:
    pronase = DRUGS["pronase"]
    assert pronase.kept(CHANNELS["nav17"]) < 0.05
    products = under(CELLS["nociceptor"], pronase).products(CHANNELS["nav17"])
    assert [[gate.name for gate in gates] for _, gates in products] == [["m", "h", "s"], ["m", "s"]]
    assert pronase.kept(CHANNELS["inap"]) == pronase.kept(CHANNELS["nar_markov"]) == 1.0
    assert pronase.kept(CHANNELS["kv_hh"]) == pronase.left(CHANNELS["nav_hh"]) == 1.0


def test_a_dose_of_pronase_changes_weights_alone() -> None:
    cells = [
        under(SQUID, one) for one in (at("pronase", 0.1), at("pronase", 9.0), replace(DRUGS["pronase"], enabled=False))
    ]
    first, second, off = (membrane(cell) for cell in cells)
    assert np.array_equal(first.factors, second.factors)
    assert first.g[0] > second.g[0]
    np.testing.assert_allclose(off.g[:2], [1200.0, 0.0])


def test_a_channel_named_alone_goes_before_its_family() -> None:
    assert at("riluzole", 2.0).left(CHANNELS["inap"]) == pytest.approx(0.5)
    assert at("riluzole", 2.0).left(CHANNELS["nav_tm"]) == pytest.approx(50 / 52)
    assert at("riluzole", 2.0).left(CHANNELS["leak"]) == 1.0


def test_drugs_act_one_by_one() -> None:
    cell = under(SQUID, at("tea", 5000.0), at("four_ap", 10_000.0))
    assert cell.left(CHANNELS["kv_hh"]) == pytest.approx(0.25)
    assert cell.left(CHANNELS["nav_hh"]) == 1.0
    np.testing.assert_allclose(membrane(cell).g, [1200.0, 90.0, 3.0])


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ParameterError, match="a drug is there twice"):
        under(SQUID, DRUGS["ttx"], DRUGS["ttx"])
    with pytest.raises(ParameterError, match="each on another target"):
        Drug("x", "X", (Effect("nav", 1.0), Effect("nav", 2.0)), 1.0)
    with pytest.raises(ParameterError, match=r"Drug\.concentration = 0 µM: must be above 0"):
        at("ttx", 0.0)
    with pytest.raises(ParameterError, match=r"Effect\.most"):
        Effect("nav", 1.0, most=1.5)


def test_a_dose_acts_while_the_cell_goes_on() -> None:
    """It changes conductances alone, so that nothing is tabulated anew and a change takes milliseconds."""
    experiment = insert(Experiment.of(SQUID, "action_potential"), "cell.drugs", at("ttx", 1e-6))
    stream = Stream(experiment)
    stream.play()
    assert stream.advance(20.0).signals["v"].max() > 30
    times = []
    for dose in np.geomspace(1e-5, 1.0, 20):
        changed = edit(experiment, "cell.drugs.ttx.concentration", float(dose))
        start = thread_time()
        stream.change(changed)
        times.append(thread_time() - start)
    stream.play()
    assert stream.advance(20.0).signals["v"].max() < 0
    assert min(times) < 0.02
