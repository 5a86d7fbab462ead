"""The neuron of 13 channels, 18 gates and a layer of calcium against DOP853 on its plain formulas.

Origin of neuron13.json: v and [Ca] at every millisecond, from formulas apart from this program, tolerance 1e-11.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import neuron13

TRUTH = json.loads((Path(__file__).parent / "neuron13.json").read_text(encoding="utf-8"))
PER_MS = 40


@pytest.mark.parametrize(
    ("method", "order", "mv", "relative"),
    [("accurate", 3.9, 0.011, 3e-5), ("fast", 1.95, 1.0, 3e-3), ("neuron", 1.9, 18.0, 0.06)],
)
def test_order_and_error_at_25_us(method: str, order: float, mv: float, relative: float) -> None:
    errors = []
    for parts in (1, 2):
        traces = neuron13.run(method, parts=parts, record=True)
        v = np.abs(traces.v[0, ::PER_MS] - TRUTH["v"]).max()
        errors.append((v, np.abs(traces.levels[0, 0, ::PER_MS] / TRUTH["ca"] - 1).max()))
    assert errors[0][0] < mv
    assert errors[0][1] < relative
    assert np.log2(np.array(errors[0]) / errors[1]).min() > order


def test_tables_err_far_less_than_the_method() -> None:
    """At a quarter of the step what is left is due to the tables over v and [Ca]."""
    traces = neuron13.run("accurate", parts=4, record=True)
    assert np.abs(traces.v[0, ::PER_MS] - TRUTH["v"]).max() < 2e-5
    assert np.abs(traces.levels[0, 0, ::PER_MS] / TRUTH["ca"] - 1).max() < 1e-7


def test_lanes_equal_single_sweeps() -> None:
    alone, together = neuron13.run("accurate", record=True), neuron13.run("accurate", neuron13.LANES, record=True)
    np.testing.assert_allclose(together.v[7], alone.v[0], rtol=0, atol=1e-7)
    np.testing.assert_allclose(together.levels[0, 15], alone.levels[0, 0], rtol=1e-8)


def test_steps_as_long_as_a_tolerance_allows() -> None:
    errors = []
    for tolerance in (1e-2, 1e-4):
        traces = neuron13.run("adaptive", record=True, tolerance=tolerance)
        v = np.abs(traces.v[0, ::PER_MS] - TRUTH["v"]).max()
        errors.append((v, np.abs(traces.levels[0, 0, ::PER_MS] / TRUTH["ca"] - 1).max()))
    assert errors[1][0] < 0.011
    assert errors[1][1] < 3e-5
    assert (np.array(errors[1]) < 0.03 * np.array(errors[0])).all()
