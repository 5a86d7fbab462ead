"""Fits find the parameters of the curves that points were made from, and say why where there is none."""

import numpy as np
import pytest

from patch_sim.analysis.fit import boltzmann, double_exponential, exponential, line

NOISE = np.random.default_rng(7)


@pytest.mark.parametrize(("v_half", "slope", "top"), [(-35.0, 6.0, 1.0), (-62.0, -7.3, -24_000.0), (10.0, 15.0, 800.0)])
def test_a_boltzmann_with_noise_is_found_within_its_errors(v_half: float, slope: float, top: float) -> None:
    v = np.arange(-130.0, 75.0, 5.0)
    y = top / (1 + np.exp(-(v - v_half) / slope)) + 0.01 * abs(top) * NOISE.standard_normal(v.size)
    fit = boltzmann(v, y)
    for name, truth in (("v_half", v_half), ("slope", slope), ("top", top)):
        assert abs(fit[name] - truth) < 4 * fit.errors[name]
        assert fit.errors[name] < 0.1 * abs(truth)
    assert fit.r2 > 0.995


def test_points_that_do_not_level_off_have_no_boltzmann() -> None:
    v = np.arange(-80.0, 60.0, 10.0)
    fit = boltzmann(v, np.exp((v - 200.0) / 30.0))
    assert not fit
    assert np.isnan(fit["v_half"])
    assert "level off" in fit.note


@pytest.mark.parametrize(("end", "size", "tau"), [(0.0, 1.0, 5.0), (-70.0, -12.0, 0.3), (1.0, -1.0, 80.0)])
def test_an_exponential_with_noise_is_found(end: float, size: float, tau: float) -> None:
    t = np.linspace(0, 5 * tau, 400)
    y = end + size * np.exp(-t / tau) + 0.01 * abs(size) * NOISE.standard_normal(t.size)
    fit = exponential(t, y)
    assert fit["tau"] == pytest.approx(tau, rel=0.02)
    assert fit["end"] == pytest.approx(end, abs=0.01 * abs(size))
    assert abs(fit["tau"] - tau) < 4 * fit.errors["tau"]


def test_two_exponentials_are_told_apart_and_the_faster_is_first() -> None:
    t = np.linspace(0, 60, 3000)
    fit = double_exponential(t, 2 + 5 * np.exp(-t / 12) + 3 * np.exp(-t / 0.8))
    assert fit["tau_fast"] == pytest.approx(0.8, rel=1e-3)
    assert fit["tau_slow"] == pytest.approx(12, rel=1e-3)
    assert fit["fast"] == pytest.approx(3, rel=1e-3)


def test_standard_errors_of_a_line_are_those_of_the_textbook() -> None:
    x = np.arange(20.0)
    y = 3 + 2 * x + NOISE.standard_normal(20)
    fit = line(x, y)
    slope, cov = np.polyfit(x, y, 1), np.polyfit(x, y, 1, cov=True)[1]
    assert fit["slope"] == pytest.approx(slope[0], rel=1e-6)
    assert fit.errors["slope"] == pytest.approx(np.sqrt(cov[0, 0]), rel=1e-6)


NAN = np.full(10, np.nan)
X = np.arange(10.0)


@pytest.mark.parametrize("how", [boltzmann, exponential, double_exponential, line])
@pytest.mark.parametrize(("x", "y"), [(X[:0], X[:0]), (X[:1], X[:1]), (X, NAN), (NAN, X), (np.zeros(10), X)])
def test_bad_points_give_no_fit_and_a_reason(how, x: np.ndarray, y: np.ndarray) -> None:
    fit = how(x, y)
    assert not fit
    assert fit.note
    assert np.isnan(list(fit.params.values())).all()
    assert fit.line(0, 1)[0].size == 0


@pytest.mark.parametrize("how", [boltzmann, exponential, double_exponential])
@pytest.mark.parametrize("y", [np.zeros(10), np.full(10, 3.0)])
def test_a_flat_line_is_no_curve(how, y: np.ndarray) -> None:
    assert "alike" in how(X, y).note


@pytest.mark.parametrize("how", [boltzmann, exponential, double_exponential, line])
def test_nothing_makes_a_fit_raise(how) -> None:
    for size in (4, 9, 30):
        for scale in (1e-12, 1.0, 1e9):
            fit = how(np.arange(float(size)), scale * NOISE.standard_normal(size))
            assert bool(fit) == bool(np.isfinite(list(fit.params.values())).all())
