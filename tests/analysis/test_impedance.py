"""Impedance of circuits whose impedance is known."""

import numpy as np
import pytest

from patch_sim import ANALYSES, CELLS, CHANNELS, Experiment, simulate
from patch_sim.analysis.impedance import impedance, passive, resonance
from patch_sim.cells import Cell, Section
from patch_sim.errors import ProtocolMismatch
from patch_sim.facts import Facts
from patch_sim.fields import edit

R, TAU = 100.0, 20.0


def rc_response(i: np.ndarray, rate: float) -> np.ndarray:
    """Voltage of R beside C under a current that holds from sample to sample: exact."""
    keep = np.exp(-1 / (rate * TAU))
    v = np.zeros_like(i)
    for k in range(i.size - 1):
        v[k + 1] = keep * v[k] + (1 - keep) * 1e-3 * R * i[k]
    return v


def chirp(rate: float) -> np.ndarray:
    t = np.arange(round(3000 * rate)) / rate
    ratio = np.log(200 / 0.5)
    wave = np.sin(2e-3 * np.pi * 0.5 * 3000 / ratio * np.expm1(ratio * t / 3000))
    return np.concatenate([np.zeros(100), wave, np.zeros(round(400 * rate))])


def test_a_resistor_beside_a_capacitor_has_its_formula() -> None:
    i = chirp(10.0)
    f, z = impedance(rc_response(i, 10.0), i, 10.0, 1.0, 150.0)
    expected = R / (1 + 2j * np.pi * f * 1e-3 * TAU)
    np.testing.assert_allclose(np.abs(z), np.abs(expected), rtol=0.01)
    np.testing.assert_allclose(np.angle(z), -np.arctan(2e-3 * np.pi * f * TAU), atol=0.02)
    fit = passive(f, np.abs(z))
    assert fit["r"] == pytest.approx(R, rel=0.005)
    assert fit["tau"] == pytest.approx(TAU, rel=0.005)
    assert np.isnan(resonance(f, np.abs(z))[0])


def test_the_peak_of_a_resonant_circuit_is_found() -> None:
    f = np.geomspace(1, 200, 80)
    z = np.abs(1 / (1 / R + 2j * np.pi * f * 1e-3 * 0.3 + 1 / (30 + 2j * np.pi * f * 1e-3 * 3000)))
    fine = np.linspace(1, 200, 200_000)
    truth = np.abs(1 / (1 / R + 2j * np.pi * fine * 1e-3 * 0.3 + 1 / (30 + 2j * np.pi * fine * 1e-3 * 3000)))
    at, q = resonance(f, z)
    assert at == pytest.approx(fine[np.argmax(truth)], rel=0.01)
    assert q == pytest.approx(truth.max() / z[0], rel=0.01)


def test_a_passive_cell_is_measured_as_it_was_made() -> None:
    leak = edit(edit(CHANNELS["leak"], "g_max", 0.05), "e_rev", -70.0)
    soma = Section("soma", diameter=20.0, length=20.0, channels=(leak,))
    made = 1e5 / (0.05 * soma.area)
    cell = Cell("passive", "Passive", (soma,), facts=Facts(r_in=(made, 1.0)))
    found = ANALYSES["impedance"].run(simulate(Experiment.of(cell, "frequency_response")))
    assert found.values["Passive R"][0] == pytest.approx(made, rel=0.005)
    assert found.values["Passive τ"][0] == pytest.approx(20.0, rel=0.005)
    assert found.values["R²"][0] > 0.9999
    assert "lowest" in found.note


def test_the_squid_axon_resonates_and_a_passive_membrane_does_not_fit_it() -> None:
    found = ANALYSES["impedance"].run(simulate(Experiment.of("squid_axon", "frequency_response")))
    assert 50 < found.values["Resonance"][0] < 80
    assert found.values["Q"][0] > 2
    assert found.values["|Z| at lowest"][0] == pytest.approx(CELLS["squid_axon"].facts["r_in"], rel=0.05)


@pytest.mark.parametrize(("path", "value"), [("B.duration", 5.0), ("B.amplitude", 0.0)])
def test_a_chirp_without_width_or_size_is_refused(path: str, value: float) -> None:
    experiment = edit(Experiment.of("squid_axon", "frequency_response"), f"protocol.epochs.{path}", value)
    with pytest.raises(ProtocolMismatch, match="an impedance"):
        ANALYSES["impedance"].run(simulate(experiment))
