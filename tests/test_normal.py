"""Random numbers that no machine differs in: their distribution, and the same bytes whatever the processor does."""

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import kstest

from patch_sim.normal import Normal, correlated, normals, quantile

KEPT = "0e35b4a4694b153623d216cb3d6ca941bf55c944d43dddc45e7bb577496942d1"
"""Written down once, of the samples below; a change of it is a change of every noise ever recorded."""

SAMPLES = """
import hashlib
import numpy as np
from patch_sim.normal import Normal
from patch_sim.protocols import EPOCHS, Protocol

white, slow = EPOCHS["noise"](30.0, 700.1, sd=4.0), EPOCHS["noise"](-5.5, 900.0, sd=0.3, tau=7.3)
protocol = Protocol("p", "P", "cc", (white, slow), n_sweeps=2, rate=41.7)
told = b"".join(protocol.command(sweep, 12345).tobytes() for sweep in range(2)) + Normal(1)(100_003).tobytes()
print(hashlib.sha256(told).hexdigest())
print(hashlib.sha256(np.exp(np.linspace(-5, 5, 10_001)).tobytes()).hexdigest())
"""
WIDE = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
"""What numpy uses of this processor beyond what every such processor has."""


def told(**environment: str) -> list[str]:
    """Digests of the samples, and of exponentials, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", SAMPLES]
    run = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_noise_is_the_same_to_the_last_bit_whatever_the_processor_has() -> None:
    samples, exponentials = told()
    plain = {
        "NPY_DISABLE_CPU_FEATURES": " ".join(WIDE),
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX2_Usable,-FMA_Usable,-FMA4_Usable",
    }
    assert samples == KEPT
    samples_there, exponentials_there = told(**plain)
    assert samples_there == KEPT
    if {"AVX2", "X86_V3", "AVX512F"} & set(WIDE):  # the other process does compute in another way
        assert exponentials_there != exponentials


def test_numbers_are_quantiles_of_their_integers() -> None:
    raw = np.random.PCG64(np.random.SeedSequence((4, 1))).random_raw(200_000)
    shares = (raw >> np.uint64(11)).astype(float) / 2**53
    np.testing.assert_array_equal(quantile(shares), Normal(4, 1)(200_000))
    np.testing.assert_array_equal(normals([(4, 0), (4, 1)], 200_000)[1], Normal(4, 1)(200_000))
    shares[:6] = np.array([0, 1, 2**30, 2**50, 2**52, 2**53 - 1]) / 2**53
    middle = np.where(shares < 0.5, shares + 2.0**-54, shares)  # above one half it is 1 less that of the other end
    np.testing.assert_allclose(quantile(shares)[shares < 0.5], ndtri(middle)[shares < 0.5], rtol=2e-7)
    np.testing.assert_array_equal(quantile(1 - 2.0**-53 - shares), -quantile(shares))


def test_numbers_are_normal_and_independent() -> None:
    z = Normal(9, 2)(400_000)
    assert kstest(z, "norm").pvalue > 1e-3
    for power, moment, spread in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        assert abs(np.mean(z**power) - moment) < 4 * np.sqrt(spread / z.size)
    spectrum = np.abs(np.fft.rfft(z)[1:-1]) ** 2 / z.size
    bands = spectrum[: spectrum.size // 100 * 100].reshape(100, -1)
    assert np.abs(bands.mean(axis=1) - 1).max() < 5 / np.sqrt(bands.shape[1])


def test_a_stream_goes_on_and_others_are_others() -> None:
    whole, parts = Normal(3, 1), Normal(3, 1)
    np.testing.assert_array_equal(whole(40_000), np.concatenate([parts(17), parts(0), parts(39_983)]))
    assert Normal(3, 2)(1)[0] != Normal(3, 1)(1)[0] != Normal(2**62, 1)(1)[0]


@pytest.mark.parametrize("step", [1e-9, 1e-4, 0.01, 1.0, 50.0, 1e7])
def test_correlated_noise_is_its_recurrence(step: float) -> None:
    white = Normal(5)(4000)
    keep, fresh = np.exp(-step), np.sqrt(-np.expm1(-2 * step))
    expected = [white[0]]
    for number in white[1:]:
        expected.append(keep * expected[-1] + fresh * number)
    np.testing.assert_allclose(correlated(white, step), expected, atol=1e-12)
