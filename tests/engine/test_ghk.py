"""The law of Goldman, Hodgkin & Katz: its vectors, its kin, and the same current with and without a pool."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, Experiment, ParameterError, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import Channel, Ion, Pool
from patch_sim.engine.march import march
from patch_sim.engine.tables import membrane
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step

GOLDEN = Path(__file__).parents[1] / "golden" / "channel_curves.json"
VECTORS = json.loads(GOLDEN.read_text(encoding="utf-8"))["_electrochemistry"]["ghk_current_Ca_mA_cm2_P1em4"]
OPEN = Channel("open", "Open", ion="ca", law="ghk_flux", permeability=1e-4)
CALCIUM = Ion("ca", 2, out=2.0, in_=2.4e-4)


def cell(*channels: Channel, pools: tuple[Pool, ...] = (), ion: Ion = CALCIUM) -> Cell:
    side = (1000 / np.pi) ** 0.5
    return Cell("c", "C", (Section("soma", side, side, channels, pools),), (ion,), celsius=36.0)


def clamped(the_cell: Cell, level: float) -> float:
    """Current density at a level, mA/cm²."""
    protocol = Protocol("p", "P", "vc", (Step(level, 1.0),), holding=level, rate=20.0)
    recording = simulate(Experiment(the_cell, protocol))
    assert recording.method == "exact"
    return float(recording["i_m"][0, -1]) * 1e-4  # 10 pA over 1000 µm² are 1 µA/cm²


@pytest.mark.parametrize("key", VECTORS)
def test_flux(key: str) -> None:
    level = float(key.removeprefix("V="))
    assert clamped(cell(OPEN), level) == pytest.approx(VECTORS[key], rel=1e-9)
    arrays = membrane(cell(OPEN, pools=(Pool("ca", 1.0, 1e-3, 2.4e-4, fraction=0.0),)))
    current = arrays.current(np.array([level]), arrays.steady(np.array([level])))
    assert current[0] * 1e-4 == pytest.approx(VECTORS[key], rel=1e-9)


@pytest.mark.parametrize("level", [-80.0, -1e-9, 0.0, 40.0])
def test_driving_force(level: float) -> None:
    """−f (1 − in/out · exp(v/f)) · (v/f)/(exp(v/f) − 1), f = RT/2F."""
    f = 8.314462618 * 309.15 / (2 * 96485.33212) * 1e3
    x = level / f
    shape = 1.0 if abs(x) < 1e-6 else x / np.expm1(x)
    drive = -f * (1 - 2.4e-4 / 2.0 * np.exp(x)) * shape
    channel = Channel("drive", "Drive", ion="ca", law="ghk_drive", g_max=0.3)
    assert clamped(cell(channel), level) == pytest.approx(0.3e-3 * drive, rel=1e-8)


def test_the_flux_has_no_gap_at_the_reversal() -> None:
    the_cell = cell(OPEN)
    e = the_cell.e_rev(OPEN)
    near = [clamped(the_cell, e + away) for away in (-0.02, -0.005, 0.0, 0.005, 0.02)]
    assert near[2] == pytest.approx(0.0, abs=1e-12)
    np.testing.assert_allclose(np.diff(near) / [0.015, 0.005, 0.005, 0.015], np.diff(near)[0] / 0.015, rtol=3e-3)


@pytest.fixture
def relay() -> Cell:
    """The squid axon with a T-type current and a layer of calcium."""
    squid = CELLS["squid_axon"]
    (soma,) = squid.sections
    channels = (*soma.channels, CHANNELS["icat"], CHANNELS["ikca"])
    section = replace(soma, channels=channels, pools=(Pool("ca", 1.0, 20.0, 1e-4),))
    return replace(squid, sections=(section,), ions=(*squid.ions, Ion("ca", 2, out=2.0, in_=1e-4)))


def run(the_cell: Cell, method: str, parts: int = 1, sweeps: int = 1) -> Any:
    arrays = membrane(the_cell)
    t = np.arange(1200) * 0.025
    command = np.repeat(np.where((t > 2) & (t < 20), 100.0, -60.0)[None], sweeps, axis=0)
    x = np.repeat(arrays.steady(-75.0)[None], sweeps, axis=0)
    return march(arrays, command, 0.025, parts, method, np.full(sweeps, -75.0), x)


@pytest.mark.parametrize(("method", "order"), [("accurate", 4), ("fast", 2), ("neuron", 2)])
def test_order_with_a_pool(relay: Cell, method: str, order: int) -> None:
    truth = run(relay, "accurate", 16)
    assert truth.levels.max() > 1.2 * truth.levels.min()
    for name in ("v", "levels", "currents"):
        error = [np.abs(getattr(run(relay, method, k), name) - getattr(truth, name)).max() for k in (1, 2)]
        assert np.log2(error[0] / error[1]) > order - 0.25, name


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_lanes_and_recorded_currents(relay: Cell, method: str) -> None:
    alone, together = run(relay, method), run(relay, method, sweeps=5)
    np.testing.assert_allclose(together.v[3], alone.v[0], rtol=0, atol=1e-8)
    np.testing.assert_allclose(together.currents[:, 2], alone.currents[:, 0], rtol=1e-8, atol=1e-6)
    arrays = membrane(relay)
    m, h = (alone.gates[arrays.gates.index(f"icat.{name}"), 0, ::53] for name in "mh")
    flux = []
    for v, c in zip(alone.v[0, ::53], alone.levels[0, 0, ::53], strict=True):
        x = 2 * 96485.33212 * 1e-3 / (8.314462618 * 279.45) * v
        flux.append(c * x / -np.expm1(-x) - 2.0 * x / np.expm1(x))
    row = arrays.channels.index("icat")
    expected = 2e-4 * 2 * 96485.33212 * 10 * m**2 * h * np.array(flux)
    np.testing.assert_allclose(alone.currents[row, 0, ::53], expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_pool_that_nothing_fills_changes_nothing(relay: Cell, method: str) -> None:
    (soma,) = relay.sections
    still = replace(relay, sections=(replace(soma, pools=(Pool("ca", 1.0, 20.0, 1e-4, fraction=0.0),)),))
    dry = replace(relay, sections=(replace(soma, pools=()),))
    v = [run(the_cell, method, 4).v for the_cell in (still, dry)]
    assert np.abs(v[0] - v[1]).max() < (1e-4 if method == "accurate" else 0.2)


def test_a_sweep_starts_without_drift(relay: Cell) -> None:
    for method in ("accurate", "fast"):
        protocol = Protocol("h", "H", "cc", (Step(-20.0, 200.0),), holding=-20.0)
        recording = simulate(Experiment(relay, protocol, solver=Solver(method=method)))  # ty: ignore
        assert np.ptp(recording["v"]) < 1e-6


def test_a_flux_needs_its_ion() -> None:
    with pytest.raises(ParameterError, match="give an ion, which the law ghk_flux needs"):
        Channel("x", "X", e_rev=10.0, law="ghk_flux", permeability=1e-4)
    with pytest.raises(ParameterError, match="needs the ion 'ca'"):
        replace(CELLS["squid_axon"], sections=(replace(CELLS["squid_axon"].sections[0], channels=(OPEN,)),))
    drive = Channel("drive", "Drive", ion="ca", law="ghk_drive", g_max=1.0)
    with pytest.raises(ParameterError, match="no pool outside for 'drive'"):
        cell(drive, pools=(Pool("ca", 1.0, 1.0, 2.0, side="out"),))


def test_fluxes_are_hidden_from_recordings(relay: Cell) -> None:
    recording = simulate(Experiment.of(relay, "action_potential"))
    assert {name for name in recording.signals if name.startswith("icat")} == {"icat.m", "icat.h"}
