"""The exponential of many matrices at once, and a Markov scheme on a ramp, where each sample has its own level."""

import numpy as np
import pytest
from scipy.linalg import expm

from patch_sim import Experiment, simulate
from patch_sim.engine.schemes import exponential


@pytest.mark.parametrize(("n", "size"), [(2, 1e-9), (3, 0.1), (6, 3.0), (13, 80.0)])
def test_the_exponential_is_that_of_scipy(n: int, size: float) -> None:
    matrices = size * np.random.default_rng(n).random((20, n, n))
    for q in matrices:
        np.fill_diagonal(q, 0)
        q -= np.diag(q.sum(0))
    theirs = np.stack([expm(q) for q in matrices])
    np.testing.assert_allclose(exponential(matrices), theirs, atol=1e-13)
    np.testing.assert_allclose(exponential(matrices).sum(-2), 1.0, atol=1e-13)
    np.testing.assert_array_equal(exponential(np.zeros((4, 3, 3))), np.broadcast_to(np.eye(3), (4, 3, 3)))


def test_a_ramp_over_a_scheme_is_finite() -> None:
    assert np.isfinite(simulate(Experiment.of("dopaminergic", "voltage_ramp"))["i_m"]).all()
