"""The signal chain owes the filter of its corner, the noise that it states, the same noise again, and whole steps."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import signal

from patch_sim import CELLS, RIGS, Experiment, simulate
from patch_sim.engine.bessel import Filter, bandwidth
from patch_sim.engine.stream import Stream
from patch_sim.experiment import Solver
from patch_sim.protocols import LeakSubtraction, Protocol, Step
from patch_sim.protocols.epochs.waveform import Waveform
from patch_sim.rigs import Rig

MODEL = CELLS["model_cell"]


def quiet(ms: float = 400.0, n_sweeps: int = 4, seed: int = 1, **fields: Any) -> np.ndarray:
    protocol = Protocol("rest", "Rest", "vc", (Step(0, ms),), n_sweeps=n_sweeps, rate=100.0)
    return simulate(Experiment(MODEL, protocol, Rig("rig", "Rig", **fields), seed=seed))["i_m"]


@pytest.mark.parametrize("poles", [4, 8])
@pytest.mark.parametrize("corner", [1.0, 5.0, 10.0])
def test_the_corner_is_three_decibels_down_and_a_step_comes_when_it_should(corner: float, poles: int) -> None:
    """Against the analog Bessel filter of scipy: gain at the corner, and when a step is half up."""
    rate = 100.0
    low = Filter(corner, rate, poles)
    time = np.arange(40_000) / rate
    sine = low(np.sin(2 * np.pi * corner * time)[None])[0, 20_000:]
    assert np.sqrt(2) * sine.std() == pytest.approx(1 / np.sqrt(2), rel=0.01)
    step = Filter(corner, rate, poles)(np.append(np.zeros(1), np.ones(5000))[None])[0, 1:]
    b, a = signal.bessel(poles, 2 * np.pi * corner, norm="mag", analog=True)
    at, analog = signal.step((b, a), T=np.linspace(0, 3 / corner, 3000))
    half = np.interp(0.5, step[: np.argmax(step)], np.arange(np.argmax(step)) / rate)
    # A step of samples stands for one half a sample earlier.
    assert half + 0.5 / rate == pytest.approx(np.interp(0.5, analog[:1500], at[:1500]), abs=0.6 / rate)


def test_a_filter_goes_on_from_stretch_to_stretch() -> None:
    samples = np.random.default_rng(2).normal(size=(3, 1000))
    whole, low = Filter(5.0, 50.0, 4)(samples), Filter(5.0, 50.0, 4)
    parts = [low(samples[:, at : at + 250]) for at in range(0, 1000, 250)]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)


def stepped(rate: float, begins: float, mode: str, **fields: Any) -> np.ndarray:
    """What is recorded of 10 mV or 100 pA after `begins` ms, at a rate."""
    steps = (Step(0, begins),) * bool(begins) + (Step(10 if mode == "vc" else 100, 4),)
    protocol = Protocol("steps", "Steps", mode, steps, rate=rate)  # ty: ignore
    recording = simulate(Experiment(MODEL, protocol, Rig("rig", "Rig", **fields), Solver(dt=min(0.025, 1 / rate))))
    return recording["i_m"][0] if mode == "vc" else recording.potential[0]


@pytest.mark.parametrize(
    ("mode", "fields"),
    [
        ("vc", {"r_s_mohm": 1.0}),
        ("vc", {"r_s_mohm": 10.0, "c_pip": 5.0}),
        ("vc", {"r_s_mohm": 10.0, "r_set_mohm": 10.0, "correction": 80.0}),
        ("vc", {}),
        ("cc", {"r_s_mohm": 10.0}),
        ("cc", {"r_s_mohm": 10.0, "c_pip": 5.0}),
    ],
)
@pytest.mark.parametrize("poles", ["4", "8"])
def test_a_transient_is_filtered_before_it_is_sampled(mode: str, fields: dict[str, Any], poles: str) -> None:
    """At 20 kHz, the charging of 33 pF through 1 MΩ or of a pipette being gone between two samples, as at 1 MHz."""
    for begins in (1.0, 0.0) if fields else (1.0,):
        fine, coarse = (stepped(rate, begins, mode, cutoff=4.0, poles=poles, **fields) for rate in (1000.0, 20.0))
        np.testing.assert_allclose(coarse, fine[::50], rtol=0, atol=0.002 * np.ptp(fine))


def test_many_jumps_add_up() -> None:
    """A command of 20 kHz that jumps at every sample, recorded at its own rate and at 1 MHz."""
    levels = 10 * np.random.default_rng(4).normal(size=400)
    wave = Waveform.of(levels, 0.05)
    rig = Rig("rig", "Rig", r_s_mohm=2.0, c_pip=5.0, cutoff=4.0)
    coarse, fine = (
        simulate(Experiment(MODEL, Protocol("wave", "Wave", "vc", (Step(0, 1), wave), rate=rate), rig))["i_m"][0]
        for rate in (20.0, 1000.0)
    )
    np.testing.assert_allclose(coarse, fine[::50], rtol=0, atol=0.002 * np.ptp(fine))


@pytest.mark.parametrize("poles", ["4", "8"])
@pytest.mark.parametrize(("corner", "rate"), [(2.0, 100.0), (5.0, 100.0), (10.0, 100.0), (5.0, 20.0)])
def test_noise_has_the_rms_that_is_stated(corner: float, rate: float, poles: str) -> None:
    """2 pA at 5 kHz, and as the root of the bandwidth at others; also where the corner is near the rate."""
    protocol = Protocol("rest", "Rest", "vc", (Step(0, 400),), n_sweeps=20, rate=rate)
    rig = Rig("rig", "Rig", noise=2.0, cutoff=corner, poles=poles)  # ty: ignore
    rms = simulate(Experiment(MODEL, protocol, rig))["i_m"].std()
    assert rms == pytest.approx(2.0 * np.sqrt(corner / 5.0 * bandwidth(int(poles)) / bandwidth()), rel=0.015)
    assert bandwidth() == pytest.approx(1.04, abs=0.02)


def test_noise_has_gone_on_before_a_sweep() -> None:
    """Behind a slow filter, or colored by a slow membrane, the first samples are as noisy as all others."""
    for fields in ({"noise": 2.0, "cutoff": 0.5}, {"thermal": True, "r_s_mohm": 20.0, "cutoff": 10.0}):
        noise = quiet(20.0, n_sweeps=400, **fields)
        assert noise[:, 0].std() == pytest.approx(noise.std(), rel=0.1)


def test_noise_is_the_same_again_and_another_in_every_sweep_and_run() -> None:
    first = quiet(20.0, noise=2.0)
    np.testing.assert_array_equal(first, quiet(20.0, noise=2.0))
    assert (first != quiet(20.0, noise=2.0, seed=2)).mean() > 0.99
    assert abs(np.corrcoef(first)[0, 1]) < 0.1
    protocol = Protocol("rest", "Rest", "vc", (Step(0, 400),), n_runs=16, rate=100.0)
    mean = simulate(Experiment(MODEL, protocol, Rig("rig", "Rig", noise=2.0, cutoff=5.0)))["i_m"]
    assert mean.std() == pytest.approx(2.0 / 4, rel=0.1)


def test_subtracting_the_leak_adds_its_noise() -> None:
    """Four sub-sweeps of a quarter, added up: five times the variance."""
    protocol = Protocol("rest", "Rest", "vc", (Step(0, 400),), n_sweeps=4, rate=100.0, p_n=LeakSubtraction(n=4))
    recording = simulate(Experiment(MODEL, protocol, Rig("rig", "Rig", noise=2.0, cutoff=5.0)))
    raw, subtracted = recording["i_m"], recording["i_m_leak_subtracted"]
    assert subtracted.std() / raw.std() == pytest.approx(np.sqrt(5), rel=0.05)
    # The holding current is a mean, so that one sample's noise is no offset of the whole sweep.
    assert np.abs(subtracted.mean(axis=1)).max() < 1.5


def test_the_digitizer_takes_whole_steps_within_its_range() -> None:
    steps = Protocol("steps", "Steps", "vc", (Step(0, 1), Step(100, 5)), rate=100.0)
    fields = Rig("rig", "Rig", r_s_mohm=10.0, range_na=2.0, bits=12)
    recording = simulate(Experiment(MODEL, steps, fields))
    step = 4000 / 2**12
    current = recording["i_m"] / step
    np.testing.assert_allclose(current, np.rint(current), atol=1e-9)
    assert recording["i_m"].max() == 2000 - step
    assert recording["i_m_true"].max() == pytest.approx(10_000)
    assert "saturates" in recording.warnings[0]


def test_hum_and_drift_come_on_demand() -> None:
    hum = quiet(200.0, n_sweeps=1, hum=5.0, mains="60 Hz")[0]
    spectrum = np.abs(np.fft.rfft(hum[:20_000]))
    assert np.fft.rfftfreq(20_000, 1e-5)[np.argmax(spectrum)] == 60.0
    assert hum.max() == pytest.approx(5.0, rel=0.01)
    drift = quiet(200.0, n_sweeps=1, drift=50.0)[0]
    assert drift[-1] - drift[0] == pytest.approx(10.0, rel=0.01)


def test_in_current_clamp_the_potential_is_filtered_and_the_truth_stays() -> None:
    rig = replace(RIGS["whole_cell"], bridge_mohm=10.0, cutoff=5.0, noise_v=0.2)
    recording = simulate(Experiment.of("squid_axon", "action_potential", rig))
    assert recording.potential is recording["v_pip"]
    error = recording["v_pip"] - recording["v_pip_true"]
    assert 0.1 < error[:, :100].std() < 0.3
    assert recording["v"].max() > 30.0


@pytest.mark.parametrize("mode", ["vc", "cc"])
def test_a_stream_passes_the_same_chain(mode: str) -> None:
    """Without noise a stream is the recording, filtered without a seam; with it, its rms is what is stated."""
    steps = Protocol("steps", "Steps", mode, (Step(0, 5), Step(10, 40)), rate=100.0)  # ty: ignore
    rig = replace(RIGS["whole_cell"], cutoff=5.0)
    recording, stream = simulate(Experiment(MODEL, steps, rig)), Stream(Experiment(MODEL, steps, rig))
    stream.play()
    name = "i_m" if mode == "vc" else "v_pip"
    seen = np.concatenate([stream.advance(6.4).signals[name] for _ in range(7)])
    np.testing.assert_allclose(seen, recording[name][0, : seen.size], rtol=0, atol=1e-9 * np.abs(seen).max())
    stream.change(Experiment(MODEL, replace(steps, holding=0.0), replace(rig, noise=2.0, noise_v=2.0)))
    stream.advance(100.0)
    noise = stream.advance(1000.0).signals[name]
    assert noise.std() == pytest.approx(2.0, rel=0.03)
