"""Cursors read the samples themselves."""

import numpy as np
import pytest
from starlette.testclient import TestClient

from patch_sim import Experiment, UnknownNameError, simulate
from patch_sim.recording import Recording
from patch_sim_ui.cursor_route import app
from patch_sim_ui.view.cursors import readings


@pytest.fixture(scope="module")
def recording() -> Recording:
    """An I-V family at 100 kHz."""
    return simulate(Experiment.of("squid_axon", "iv_curve"))


def test_a_pair_reads_its_samples_and_what_lies_between(recording: Recording) -> None:
    first, second = readings(recording, "i_m", 8, (5.0, 8.0, 24.9, 24.0))
    y = recording["i_m"][8]
    assert (first.y_left, first.y_right) == (y[500], y[800])
    assert first.peak == y[500:801].min()
    assert first.peak_at == recording.time[500 + int(np.argmin(y[500:801]))]
    assert first.mean == pytest.approx(y[500:801].mean())
    assert first.slope == pytest.approx((y[800] - y[500]) / 3)
    assert (second.left, second.right) == (24.0, 24.9)  # in their order, however they stand


def test_cursors_beyond_the_sweep_stand_at_its_ends(recording: Recording) -> None:
    (one,) = readings(recording, "i_m", 0, (-5.0, 1e9))
    assert (one.left, one.right) == (recording.time[0], recording.time[-1])
    (same,) = readings(recording, "i_m", 0, (3.0, 3.0))
    assert same.slope is None


def test_what_is_not_there_is_refused(recording: Recording) -> None:
    with pytest.raises(UnknownNameError, match="no signal 'i_x'"):
        readings(recording, "i_x", 0, (0.0, 1.0))
    with pytest.raises(ValueError, match="no sweep 18; there are 17"):
        readings(recording, "i_m", 17, (0.0, 1.0))
    with pytest.raises(ValueError, match="finite"):
        readings(recording, "i_m", 0, (float("nan"), 1.0))


def test_the_route_answers_with_the_rule(recording: Recording) -> None:
    client = TestClient(app({"here": recording}.get))
    found = client.get("/cursors/here?signal=i_m&sweep=8&at=5,8,24,24.9").json()
    assert found["unit"] == "pA"
    assert len(found["readings"]) == 2
    assert client.get("/cursors/gone?signal=i_m&at=1,2").status_code == 404
    for query in ("signal=x&at=1,2", "signal=i_m&at=a,b", "signal=i_m&sweep=99&at=1,2", "signal=i_m&at=nan,1"):
        assert client.get(f"/cursors/here?{query}").status_code == 400
