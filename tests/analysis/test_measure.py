"""Measures of traces against traces whose answers are known."""

import numpy as np
import pytest

from patch_sim.analysis.measure import crossings, spikes, vertex, width

T = np.arange(0, 100, 0.01)


def triangle(at: float, rise: float = 0.5, fall: float = 1.0, rest: float = -65.0, top: float = 35.0) -> np.ndarray:
    """A spike of straight lines: from rest to top in `rise` ms before `at`, back in `fall` ms."""
    return np.interp(T, [at - rise, at, at + fall], [rest, top, rest])


def test_a_spike_of_straight_lines_is_measured_exactly() -> None:
    (spike,) = spikes(T, triangle(50.0))
    assert spike.peak_at == pytest.approx(50.0, abs=0.01)
    assert spike.peak == pytest.approx(35.0, abs=0.5)
    assert spike.threshold == pytest.approx(-65.0, abs=1.1)
    assert spike.half_width == pytest.approx(0.75, abs=0.02)
    assert spike.amplitude == pytest.approx(100.0, abs=1.5)
    assert spike.trough == -65.0


def test_every_spike_is_found_once_and_in_order() -> None:
    v = np.max([triangle(at) for at in (10.0, 30.0, 60.0)], axis=0)
    assert [spike.peak_at for spike in spikes(T, v)] == pytest.approx([10.0, 30.0, 60.0], abs=0.01)


@pytest.mark.parametrize("v", [np.full_like(T, -65.0), triangle(50.0, top=-25.0), np.zeros(1), np.zeros(0)])
def test_no_spike_is_no_spike(v: np.ndarray) -> None:
    assert spikes(T[: v.size], v) == ()


def test_a_spike_cut_by_the_end_has_no_width() -> None:
    v = triangle(99.9)
    (spike,) = spikes(T, v)
    assert np.isnan(spike.half_width)


def test_vertex_of_a_parabola() -> None:
    t = np.array([0.0, 1.0, 2.0])
    assert vertex(t, 5 - (t - 1.2) ** 2, 1) == pytest.approx((1.2, 5.0))
    assert vertex(t, t, 0) == (0.0, 0.0)


def test_crossings_are_interpolated() -> None:
    assert crossings(np.array([0.0, 1.0, 2.0]), np.array([-1.0, 3.0, -1.0]), 0.0) == pytest.approx([0.25])


def test_width_of_a_triangle() -> None:
    y = np.interp(T, [40, 50, 60], [0, 1, 0])
    assert width(T, y, int(np.argmax(y)), 0.5) == pytest.approx((45.0, 10.0), abs=1e-6)
