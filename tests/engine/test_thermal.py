"""Thermal noise owes 4kT/R of each resistance, shaped by what lies behind it; gain and headstage their limits."""

from typing import Any

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, Recording, simulate
from patch_sim.constants import BOLTZMANN, ZERO_CELSIUS
from patch_sim.engine.stream import Stream
from patch_sim.fields import edit
from patch_sim.protocols import Protocol, Step
from patch_sim.rigs import Rig

MODEL = edit(CELLS["model_cell"], "celsius", 22.0)
HEAT = 4 * BOLTZMANN * (22.0 + ZERO_CELSIUS)
BAND = 1.04e3
"""Hz of noise that a 4-pole Bessel filter lets through for each kHz of its corner."""


def rest(ms: float = 1000.0, mode: str = "vc", **fields: Any) -> Experiment:
    protocol = Protocol("rest", "Rest", mode, (Step(0, ms),), rate=100.0)  # ty: ignore
    return Experiment(MODEL, protocol, Rig("rig", "Rig", **fields), seed=4)


def run(ms: float = 1000.0, mode: str = "vc", **fields: Any) -> Recording:
    return simulate(rest(ms, mode, **fields))


def test_a_feedback_resistor_of_500_megohm() -> None:
    """0.571 pA in 10 kHz at 22 °C (4kT/R); a 4-pole Bessel filter of 10 kHz lets 1.04 times as much through."""
    assert np.sqrt(HEAT * 1e4 / 5e8) == pytest.approx(0.571e-12, rel=1e-3)
    seen = run(3000.0, r_feedback_gohm=0.5, thermal=True, cutoff=10.0)["i_m"].std()
    assert seen == pytest.approx(0.571 * np.sqrt(1.04), rel=0.03)


def test_seal_and_feedback_add_up_as_squares() -> None:
    both = run(2000.0, r_seal_gohm=0.5, r_feedback_gohm=0.5, thermal=True, cutoff=5.0)["i_m"].std()
    assert both == pytest.approx(1e12 * np.sqrt(2 * HEAT * 5 * BAND / 5e8), rel=0.03)


@pytest.mark.parametrize(("correction", "left"), [(0.0, 10.0), (80.0, 2.0)])
def test_the_series_resistance_is_heard_through_the_cell(correction: float, left: float) -> None:
    """Density 4kT R_s |sC/(1 + s R C)|², integrated over the filter; correction makes it more, not less."""
    from scipy.signal import bessel, freqs

    f = np.linspace(1, 40e3, 20_000)
    low = np.abs(freqs(*bessel(4, 5e3, norm="mag", analog=True), worN=f)[1]) ** 2
    w = 2 * np.pi * f * 33e-12
    theory = np.sqrt(np.trapezoid(HEAT * 1e7 * w**2 / (1 + (w * left * 1e6) ** 2) * low, f)) * 1e12
    fields = {"r_set_mohm": 10.0, "correction": correction} if correction else {}
    assert run(r_s_mohm=10.0, thermal=True, cutoff=5.0, **fields)["i_m"].std() == pytest.approx(theory, rel=0.04)


def test_in_current_clamp_the_pipette_is_heard() -> None:
    seen = run(mode="cc", r_s_mohm=20.0, thermal=True, cutoff=5.0)["v_pip"].std()
    assert seen == pytest.approx(1e3 * np.sqrt(HEAT * 2e7 * 5 * BAND), rel=0.03)


def test_it_is_off_at_first_and_the_same_again() -> None:
    assert run(20.0, r_s_mohm=10.0)["i_m"].std() < 1e-6
    first, again = (run(20.0, r_s_mohm=10.0, thermal=True)["i_m"] for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_a_stream_is_as_warm() -> None:
    fields: dict[str, Any] = {"r_s_mohm": 10.0, "thermal": True, "cutoff": 5.0}
    stream = Stream(rest(5.0, **fields))
    seen = np.concatenate([stream.advance(100.0).signals["i_m"] for _ in range(10)])
    assert seen[1000:].std() == pytest.approx(run(**fields)["i_m"].std(), rel=0.05)


def test_gain_makes_steps_finer_and_the_range_narrower() -> None:
    protocol = Protocol("steps", "Steps", "vc", (Step(0, 1), Step(10, 5)), rate=100.0)
    for gain, warned in ((1.0, False), (10.0, True)):
        rig = Rig("rig", "Rig", r_s_mohm=10.0, range_na=2.0, bits=12, gain=gain)
        recording = simulate(Experiment(MODEL, protocol, rig))
        steps = recording["i_m"] / (4000 / 2**12 / gain)
        np.testing.assert_allclose(steps, np.rint(steps), atol=1e-9)
        assert bool(recording.warnings) == warned
        assert recording["i_m"].max() < 2000 / gain


def test_a_headstage_passes_ten_volts_over_its_resistor() -> None:
    """5 GΩ: 2 nA, of 100 nA that a step of 100 mV through 1 MΩ would take."""
    protocol = Protocol("steps", "Steps", "vc", (Step(0, 1), Step(100, 5)), rate=100.0)
    recording = simulate(Experiment(MODEL, protocol, Rig("rig", "Rig", r_s_mohm=1.0, r_feedback_gohm=5.0)))
    assert recording["i_m"].max() == 2000.0
    assert recording["i_m_true"].max() == pytest.approx(1e5)
    assert "headstage saturates" in recording.warnings[0]
