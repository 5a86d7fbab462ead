"""Epochs that are signals: noise has its variance, time constant and seed, oscillations their frequencies."""

import numpy as np
import pytest

from patch_sim import ParameterError
from patch_sim.protocols import EPOCHS, Epoch, Protocol, Step, Stretch

WHITE = [0.31889112057647395, 1.2658342880766855, 0.7577033038901422, -0.7547243709840875]
SLOW = [0.31889112057647395, 0.6938286595753025, 0.8937298327224927, 0.6173214723893233]


def command(epoch: Epoch, seed: int = 0, run: int = 0, rate: float = 20.0) -> np.ndarray:
    return Protocol("p", "P", "cc", (epoch,), rate=rate).command(0, seed, run)


@pytest.mark.parametrize("tau", [0.0, 2.0])
def test_noise_has_its_mean_sd_and_time_constant(tau: float) -> None:
    noise = command(EPOCHS["noise"](30.0, 100_000, sd=4.0, tau=tau)) - 30.0
    independent = noise.size / max(1.0, 40 * tau)
    assert abs(noise.mean()) < 4 * 4.0 / np.sqrt(independent)
    assert noise.std() == pytest.approx(4.0, rel=4 / np.sqrt(2 * independent))
    for lag in (1, 40, 120):
        expected = np.exp(-lag / 20 / tau) if tau else 0.0
        assert np.mean(noise[lag:] * noise[:-lag]) / 16.0 == pytest.approx(expected, abs=4 / np.sqrt(independent))


def test_noise_is_the_same_everywhere() -> None:
    # Written down once; test_normal.py says why no machine differs.
    white = command(EPOCHS["noise"](0.0, 0.2, sd=1.0), seed=7)
    slow = command(EPOCHS["noise"](0.0, 0.2, sd=1.0, tau=1.0), seed=7)
    assert white.tolist() == WHITE
    assert slow.tolist() == SLOW


def test_noise_of_another_seed_run_sweep_or_epoch_is_another() -> None:
    noise = EPOCHS["noise"](0.0, 10.0)
    protocol = Protocol("p", "P", "cc", (noise, noise), n_sweeps=2)
    found = {
        tuple(protocol.command(sweep, seed, run)[at].tolist())
        for sweep in (0, 1)
        for seed in (0, 1, 2**62)
        for run in (0, 1)
        for at in (protocol.window("A"), protocol.window("B"))
    }
    assert len(found) == 24


@pytest.mark.parametrize("growth", ["linear", "exponential"])
def test_a_chirp_goes_from_its_first_to_its_last_frequency(growth: str) -> None:
    chirp = EPOCHS["chirp"](5.0, 10_000, amplitude=2.0, first_frequency=2.0, last_frequency=20.0, growth=growth)
    wave = command(chirp) - 5.0
    assert np.abs(wave).max() == pytest.approx(2.0, abs=1e-3)
    rises = np.flatnonzero((wave[:-1] < 0) & (wave[1:] >= 0)) / 20e3
    frequencies, middles = 1 / np.diff(rises), (rises[1:] + rises[:-1]) / 2
    share = middles / 10.0
    expected = 2.0 + 18.0 * share if growth == "linear" else 2.0 * 10.0**share
    np.testing.assert_allclose(frequencies, expected, rtol=0.01)


def test_a_sine_has_its_amplitude_and_frequency() -> None:
    wave = command(EPOCHS["sine"](1.0, 1000.0, amplitude=3.0, frequency=7.0)) - 1.0
    np.testing.assert_allclose(wave, 3.0 * np.sin(2 * np.pi * 7.0 * np.arange(20_000) / 20e3), atol=1e-9)


def test_a_waveform_has_its_own_interval_and_holds_its_last_sample() -> None:
    made = EPOCHS["waveform"].of([1.0, -1.0, 2.0], 0.5, level=10.0, level_delta=5.0)
    protocol = Protocol("p", "P", "cc", (made, Step(0, 1)), rate=4.0, n_sweeps=2)
    assert protocol.command(1).tolist() == [15.0, 15.0, -15.0, -15.0, 30.0, 30.0, 0.0, 0.0, 0.0, 0.0]
    assert EPOCHS["waveform"](-70.0, 1.0).waveform(Stretch(2, 0.5, 0.0)).tolist() == [-70.0, -70.0]
    for broken in ([], [float("nan")], [[1.0]], ["x"], [1e9]):
        with pytest.raises(ParameterError, match="Waveform"):
            EPOCHS["waveform"].of(broken, 0.5)


def test_an_epoch_that_is_off_is_left_out() -> None:
    ramp = EPOCHS["ramp"](20.0, 1.0)
    without = Protocol("p", "P", "vc", (Step(-70, 1), ramp), holding=-70.0)
    off = Protocol("p", "P", "vc", (Step(-70, 1), EPOCHS["off"](99.0, 50.0), ramp), holding=-70.0)
    np.testing.assert_array_equal(off.command(0), without.command(0))
    assert off.stimulus == "C"


def test_a_step_of_no_time_is_where_a_ramp_begins() -> None:
    protocol = Protocol("p", "P", "vc", (Step(-120, 0), EPOCHS["ramp"](40.0, 10.0)), holding=-70.0)
    assert protocol.command(0)[[0, -1]].tolist() == [-120.0, 40.0]
