"""The squid axon against NEURON 9 (hh mechanism, CVODE at 1e-9): spikes, thresholds, rest, voltage clamp.

``hh_cc.json`` and ``hh_vc.json`` say in their ``meta`` how they were made. Reversal potentials are fixed there:
+50, −77 and −54.3 mV.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.cells import Cell
from patch_sim.experiment import Solver
from patch_sim.protocols import Protocol, Step

HERE = Path(__file__).parent
CURRENT = json.loads((HERE / "hh_cc.json").read_text())
VOLTAGE = json.loads((HERE / "hh_vc.json").read_text())
E_REV = {"nav_hh": 50.0, "kv_hh": -77.0, "leak": -54.3}


def squid(celsius: float) -> Cell:
    """The library's cell with the reversal potentials of the references."""
    cell = CELLS["squid_axon"]
    (soma,) = cell.sections
    channels = tuple(replace(channel, e_rev=E_REV[channel.name]) for channel in soma.channels)
    return replace(cell, sections=(replace(soma, channels=channels),), celsius=celsius)


def response(celsius: float, method: str, *steps: tuple[float, float]) -> np.ndarray:
    """v at 200 kHz under steps of (µA/cm², ms)."""
    epochs = tuple(Step(10 * density, duration) for density, duration in steps)
    protocol = Protocol(name="steps", label="Steps", mode="cc", epochs=epochs, rate=200.0)
    return simulate(Experiment(squid(celsius), protocol, solver=Solver(method=method, dt=0.005)))["v"][0]


def spikes(v: np.ndarray) -> np.ndarray:
    """Upward crossings of 0 mV, ms."""
    k = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
    return (k - v[k] / (v[k + 1] - v[k])) / 200


@pytest.mark.parametrize("method", ["accurate", "fast"])
@pytest.mark.parametrize("case", CURRENT["cc_step"], ids=lambda case: f"{case['I_uA_cm2']:g}at{case['T']:g}")
def test_every_spike_of_every_step(case: dict, method: str) -> None:
    rest = case["tstop"] - case["on"] - case["dur"]
    v = response(case["T"], method, (0, case["on"]), (case["I_uA_cm2"], case["dur"]), (0, rest))
    found = spikes(v)
    assert found.size == case["n"]
    assert np.abs(found - case["spikes"]).max(initial=0) < 0.01
    extreme = 0.01 if method == "accurate" else 0.05  # mV
    assert v.min() == pytest.approx(case["vmin"], abs=extreme)
    assert v.max() == pytest.approx(case["vmax"], abs=extreme)


@pytest.mark.parametrize("case", CURRENT["anode_break"], ids=lambda case: f"{case['I']:g}at{case['T']:g}")
def test_anode_break(case: dict) -> None:
    v = response(case["T"], "accurate", (0, case["on"]), (case["I"], case["dur"]), (0, 60))
    assert v[round((case["on"] + case["dur"]) * 200)] == pytest.approx(case["v_end"], abs=0.001)
    found = spikes(v)
    assert found.size == len(case["spikes"])
    assert np.abs(found - case["spikes"]).max(initial=0) < 0.01


@pytest.mark.parametrize(
    "case", CURRENT["threshold_current_uA_cm2"], ids=lambda case: f"{case['dur_ms']:g}at{case['T']:g}"
)
def test_threshold_of_a_short_current(case: dict) -> None:
    for factor, count in ((0.998, 0), (1.002, 1)):
        v = response(case["T"], "accurate", (0, 5), (factor * case["I"], case["dur_ms"]), (0, 30))
        assert min(spikes(v).size, 1) == count


@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
@pytest.mark.parametrize("celsius", [6.3, 18.5])
def test_rest(celsius: float, method: str) -> None:
    expected = CURRENT["rest"][f"{celsius:g}"]
    protocol = Protocol(name="rest", label="Rest", mode="cc", epochs=(Step(0.0, 100.0),))
    recording = simulate(Experiment(squid(celsius), protocol, solver=Solver(method=method)))
    v = recording["v"][0]
    assert v[0] == pytest.approx(expected["v"], abs=0.001)
    assert np.ptp(v) < 1e-6
    for name, gate in (("nav_hh.m", "m"), ("nav_hh.h", "h"), ("kv_hh.n", "n")):
        assert recording[name][0, 0] == pytest.approx(expected[gate], rel=1e-5)


@pytest.mark.parametrize("celsius", [6.3, 18.5])
def test_voltage_clamp(celsius: float) -> None:
    rows = [row for row in VOLTAGE["rows"] if row["T"] == celsius]
    assert [row["V"] for row in rows] == list(range(-100, 81, 10))
    protocol = Protocol(
        name="steps",
        label="Steps",
        mode="vc",
        epochs=(Step(-65.0, 1.0), Step(-100.0, 21.0, level_delta=10.0)),
        holding=-65.0,
        n_sweeps=len(rows),
        rate=500.0,
    )
    recording = simulate(Experiment(squid(celsius), protocol))
    assert recording.method == "exact"
    density = {name: recording[name][:, 500:] / 10 for name in ("i_m", "i_nav_hh", "i_kv_hh")}
    m, h, n = (recording[name][:, 500:] for name in ("nav_hh.m", "nav_hh.h", "kv_hh.n"))
    for k, row in enumerate(rows):
        sodium = 120 * m[k] ** 3 * h[k]
        top = int(sodium.argmax())
        around = sodium[max(top - 1, 0) : top + 2]
        peak = sodium[top]
        if around.size == 3:  # of the parabola through the three highest samples
            peak -= (around[2] - around[0]) ** 2 / (8 * (around[0] - 2 * around[1] + around[2]))
        assert peak == pytest.approx(row["gNa_peak"], rel=1e-5)
        assert 36 * n[k, 10_000] ** 4 == pytest.approx(row["gK_20ms"], rel=1e-5)
        assert density["i_kv_hh"][k, 10_000] == pytest.approx(row["IK_20ms"], rel=1e-5)
        assert peak * (row["V"] - 50) == pytest.approx(row["INa_peak"], rel=1e-5, abs=1e-9)
        np.testing.assert_allclose(density["i_nav_hh"][k], sodium * (row["V"] - 50), rtol=1e-12)
        for time, current in row["I_total_t"].items():
            assert density["i_m"][k, round(500 * float(time))] == pytest.approx(current, rel=1e-5, abs=1e-5)
