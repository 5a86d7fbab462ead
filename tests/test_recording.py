"""What a recording holds, and what it says of itself."""

import pickle

import numpy as np
import pytest

from patch_sim import Experiment, Recording, UnknownNameError, simulate

IV = simulate(Experiment.of("squid_axon", "iv_curve"))


@pytest.fixture(params=["action_potential", "iv_curve"])
def recording(request: pytest.FixtureRequest) -> Recording:
    return simulate(Experiment.of("squid_axon", request.param))


def test_signals_share_one_shape_and_cannot_be_written(recording: Recording) -> None:
    protocol = recording.experiment.protocol
    for name, signal in recording.signals.items():
        assert signal.shape == (protocol.n_sweeps, protocol.n_samples), name
        assert np.isfinite(signal).all()
        with pytest.raises(ValueError, match="read-only"):
            signal[0, 0] = 0.0
    assert recording.time[1] == pytest.approx(1 / protocol.rate)


def test_a_pickled_copy_cannot_be_written_either(recording: Recording) -> None:
    copy = pickle.loads(pickle.dumps(recording))
    np.testing.assert_array_equal(copy["v"], recording["v"])
    with pytest.raises(ValueError, match="read-only"):
        copy["v"][0, 0] = 0.0


def test_the_membrane_current_is_the_sum_of_the_channels(recording: Recording) -> None:
    channels = [signal for name, signal in recording.signals.items() if name.startswith("i_") and name != "i_m"]
    assert recording["i_m"] == pytest.approx(sum(channels), rel=1e-9, abs=1e-6)


def test_a_current_is_conductance_times_driving_force(recording: Recording) -> None:
    cell = recording.experiment.cell
    sodium = cell.sections[0].channels[0]
    g = sodium.g_max * cell.area * 0.01 * recording["nav_hh.m"] ** 3 * recording["nav_hh.h"]
    assert recording["i_nav_hh"] == pytest.approx(g * (recording["v"] - cell.e_rev(sodium)), rel=1e-9, abs=1e-6)


def test_epoch_windows_find_the_command() -> None:
    for sweep, level in enumerate(IV.experiment.protocol.levels()):
        window = IV.window("B", sweep)
        assert np.all(IV.command[sweep, window] == level)
        assert IV.command[sweep, window.start - 1] == -70.0
        assert IV.command[sweep, window.stop] == -70.0
    with pytest.raises(UnknownNameError, match="no epoch 'D'"):
        IV.window("D")


def test_to_pandas_has_a_column_a_signal_and_sweep() -> None:
    table = IV.to_pandas(["v", "i_m"])
    assert table.shape == (3000, 34)
    assert table.index.name == "time_ms"
    assert np.array_equal(table["i_m_pA_17"], IV["i_m"][16])


def test_an_unknown_signal_gets_a_hint() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'i_nav_hh'"):
        IV["i_nav"]


def test_equal_experiments_give_equal_recordings(experiment: Experiment) -> None:
    one, other = simulate(experiment), simulate(experiment)
    assert all(np.array_equal(one[name], other[name]) for name in one.signals)
