"""Membranes, electrodes and cables against formulas, and against NEURON 9 where no formula is known.

``passive_cable.json`` has both: a membrane of one segment charged by a current and through a series resistance, a
finite cable with sealed ends at rest and in time, a squid soma with a passive dendrite, and the speed of the action
potential along a squid axon. NEURON's samples are interpolated linearly (±0.003 mV) and, in cables, are those of the
middles of segments.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from patch_sim import Experiment, Recording, simulate
from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Channel, Ion
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import Rig

GOLDEN = json.loads((Path(__file__).parent / "passive_cable.json").read_text())
CABLE = GOLDEN["passive_cable_ss"]
LEAK = Channel("leak", "Leak", g_max=1e3 / 20_000, e_rev=-70.0)
POINT = Cell("point", "Point", (Section("soma", 20.0, 20.0, (LEAK,)),), v_init=-70.0)
SQUID = tuple(
    Channel(**{f: getattr(CHANNELS[name], f) for f in ("name", "label", "g_max", "gates", "q10", "t_ref")}, e_rev=e_rev)
    for name, e_rev in (("nav_hh", 50.0), ("kv_hh", -77.0), ("leak", -54.3))
)
IONS = (Ion("na", 1, out=440.0, in_=55.172), Ion("k", 1, out=16.345, in_=400.0))


def electrode(r_s_mohm: float = 0.0, **fields: object) -> Rig:
    return Rig("rig", "Rig", r_s_mohm=r_s_mohm, **fields)  # ty: ignore


def run(cell: Cell, rig: Rig, mode: str, *steps: tuple[float, float], dt: float = 0.025, **fields: object) -> Recording:
    """Steps of (mV or pA, ms); holding is the first level."""
    options = {"rate": 40.0, "method": "accurate", "record": ()} | fields
    epochs = tuple(Step(*step) for step in steps)
    protocol = Protocol("steps", "Steps", mode, epochs, holding=steps[0][0], rate=options["rate"])  # ty: ignore
    solver = Solver(options["method"], dt)  # ty: ignore
    return simulate(Experiment(cell, protocol, rig, solver, record=options["record"]))  # ty: ignore


def crossings(v: np.ndarray, rate: float) -> np.ndarray:
    """Upward crossings of −20 mV (the axon) or 0 mV, ms."""
    k = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
    return (k - v[k] / (v[k + 1] - v[k])) / rate


@pytest.mark.parametrize("rig", [electrode(), electrode(10.0)], ids=["ideal", "10 MΩ"])
@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_membrane_charges_in_current_clamp(rig: Rig, method: str) -> None:
    recording = run(POINT, rig, "cc", (0, 10), (-20, 200), (0, 60), method=method)
    for sample in GOLDEN["passive_cc"]["samples"]:
        if sample["t"] in (11, 15, 20, 30, 50, 110, 215, 230, 260):
            v = recording["v"][0, round(sample["t"] * 40)]
            assert v == pytest.approx(sample["analytic"], abs=1e-5)
            assert v == pytest.approx(sample["neuron"], abs=0.003)


@pytest.mark.parametrize("row", GOLDEN["vc_series_resistance"]["rows"], ids=lambda row: f"{row['Rs_MOhm']:g}")
def test_a_clamp_charges_the_membrane_through_its_resistance(row: dict) -> None:
    recording = run(POINT, electrode(row["Rs_MOhm"]), "vc", (-70, 1), (-60, 6))
    current = recording["i_m"][0]
    assert current[40] == pytest.approx(row["I_peak_analytic_pA"], rel=1e-9)
    for sample in row["samples"]:
        assert current[40 + round(sample["t_after_step"] * 40)] == pytest.approx(sample["analytic"], rel=1e-4)
    assert recording["v"][0, -1] == pytest.approx(row["V_ss"], abs=1e-6)
    np.testing.assert_array_equal(recording["v_pip"], recording.command)
    # All charge that flows before the steady current, by Simpson's rule of the finest run.
    fine = run(POINT, electrode(row["Rs_MOhm"]), "vc", (-70, 1), (-60, 6), dt=0.001, rate=1000.0)["i_m"][0, 1000:]
    transient = fine[:5001] - fine[-1]
    charge = (transient[:-2:2] + 4 * transient[1:-1:2] + transient[2::2]).sum() * 0.001 / 3 * 1e-3
    assert charge == pytest.approx(row["charge_transient_pC_analytic"], rel=1e-4)


@cache
def cable(n: int) -> Cell:
    dendrite = Section("dend", CABLE["diam"], CABLE["L_um"], (LEAK,), n=n, r_a_ohm_cm=CABLE["Ra"])
    return Cell("cable", "Cable", (dendrite,), v_init=-70.0)


def test_a_finite_cable_at_rest() -> None:
    """10 pA into one end: cosh(1 − x)/sinh(1) at the middles of segments; the end itself is half a segment further."""
    n, level = CABLE["nseg"], 10.0
    at = {f"dend({x:.4f})": x for x in (np.array([0, 20, 50, 100, 150, 200]) + 0.5) / n}
    cell = cable(n)
    recording = run(cell, electrode(site="dend(0)"), "cc", (level, 1), record=tuple(f"{site}.v" for site in at))
    assert np.ptp(recording["v"]) < 1e-6
    for site, x in at.items():
        analytic = CABLE["Rin_analytic_MOhm"] * 1e-3 * level * np.cosh(1 - x) / np.cosh(1)
        assert recording[f"{site}.v"][0, 0] + 70 == pytest.approx(analytic, rel=1e-4)
    for sample in CABLE["samples"]:
        nearest = cell.place(f"dend({min(sample['x'], 0.999):.3f})")[1]
        x = (nearest + 0.5) / n
        if abs(x - sample["x"]) < 1e-9:
            v = recording["v"][0, 0]
            assert v + 70 == pytest.approx(sample["neuron"], abs=0.003)


@pytest.mark.parametrize("method", ["accurate", "fast"])
def test_a_finite_cable_in_time(method: str) -> None:
    n = 51 if method == "accurate" else CABLE["nseg"]
    ends = ("dend(1).v",)
    recording = run(cable(n), electrode(site="dend(0)"), "cc", (0, 1), (10, 101), rate=10.0, method=method, record=ends)
    for sample in GOLDEN["passive_cable_transient"]["samples"]:
        v = recording["v" if sample["x"] == 0.5 else "dend(1).v"][0, round((1 + sample["t"]) * 10)] + 70
        # Of the largest deflection: a cable of 51 pieces ends a hundredth before its end.
        tolerance = 1e-4 if method == "fast" else 4e-4
        assert v == pytest.approx(sample["analytic"], abs=tolerance * 2.7)
        if method == "fast":
            assert v == pytest.approx(sample["neuron"], abs=0.003)


def test_a_soma_with_a_dendrite_fires_as_in_neuron() -> None:
    case = GOLDEN["two_compartment"]
    side = (1000 / np.pi) ** 0.5
    passive = Channel("pas", "Passive", g_max=0.3, e_rev=-65.0)
    soma = Section("soma", side, side, SQUID, r_a_ohm_cm=case["Ra"])
    dendrite = Section("dend", 2.0, 100.0, (passive,), parent="soma", r_a_ohm_cm=case["Ra"])
    cell = Cell("two", "Two", (soma, dendrite), IONS, celsius=6.3, v_init=case["v_init"])
    level = case["I_nA"] * 1e3
    recording = run(cell, electrode(), "cc", (0, case["delay"]), (level, case["dur"]), dt=0.005, rate=200.0)
    found = crossings(recording["v"][0], 200.0)
    assert found == pytest.approx(case["soma_spikes"], abs=0.02)
    peaks = [recording["v"][0, round(200 * t) : round(200 * (t + 3))].max() for t in found]
    assert peaks[:4] == pytest.approx(case["soma_peaks"], abs=0.02)
    assert recording["dend.v"].max() == pytest.approx(case["dend_peak_max"], abs=0.02)


@pytest.mark.parametrize(("celsius", "speed", "n"), [(18.5, 18.7357, 1201), (6.3, 12.322, 1201)])
def test_an_action_potential_travels_along_the_squid_axon(celsius: float, speed: float, n: int) -> None:
    """Hodgkin & Huxley calculated 18.8 m/s at 18.5 °C; the golden value is the limit of fine segments."""
    case = GOLDEN["hh_axon_velocity"]
    length = 60_000.0
    section = Section("axon", 2 * case["radius_um"], length, SQUID, n=n, r_a_ohm_cm=case["Ra"])
    cell = Cell("axon", "Axon", (section,), IONS, celsius=celsius, v_init=-65.0)
    places = ("axon(0.3).v", "axon(0.7).v")
    steps = ((-65, 0.5), (0, 7.0))  # an ideal clamp of one end starts it
    recording = run(cell, electrode(site="axon(0)"), "vc", *steps, rate=200.0, dt=0.005, method="fast", record=places)
    near, far = (crossings(recording[place][0], 200.0)[0] for place in places)
    between = (cell.place("axon(0.7)")[1] - cell.place("axon(0.3)")[1]) * length / n
    assert between / (far - near) * 1e-3 == pytest.approx(speed, rel=0.002)
