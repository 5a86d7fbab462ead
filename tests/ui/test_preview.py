"""The preview is the command: every corner a sample of what is recorded, and between corners nothing else."""

import numpy as np
import pytest

from patch_sim import CELLS, Experiment
from patch_sim.engine.simulate import simulate
from patch_sim.protocols import EPOCHS, Epoch, Protocol, Step, UserList
from patch_sim_ui.view.panels import MOST_POINTS, corners, preview


def made(kind: str) -> Epoch:
    if kind == "waveform":
        return EPOCHS[kind].of([0, 5, -3, 2], 2.0, 3.0, 1.0)
    return EPOCHS[kind](-20.0, 12.0, 5.0, 2.0, **({"sd": 2.0} if kind == "noise" else {}))


def drawn(shown: dict[str, list[float]], times: np.ndarray) -> np.ndarray:
    """What a line through the corners is at some times; where it jumps, what it jumps to."""
    x, y = np.array(shown["x"]), np.array(shown["y"])
    last = np.searchsorted(x, times + 1e-9, side="right") - 1
    ahead = np.minimum(last + 1, x.size - 1)
    share = np.where(x[ahead] > x[last], (times - x[last]) / np.maximum(x[ahead] - x[last], 1e-12), 0.0)
    return y[last] + share * (y[ahead] - y[last])


@pytest.mark.parametrize("lead", [0.0, 1 / 64])
@pytest.mark.parametrize("kind", list(EPOCHS))
def test_the_preview_is_the_recorded_command_sample_by_sample(kind: str, lead: float) -> None:
    epochs = (Step(-70, 2), made(kind), Step(-50, 3), EPOCHS["ramp"](-80, 2))
    protocol = Protocol("p", "P", "vc", epochs, holding=-70.0, n_sweeps=3, rate=10.0, lead=lead)
    recorded = simulate(Experiment(CELLS["model_cell"], protocol, seed=4)).command
    times = np.arange(protocol.n_samples) / protocol.rate
    for sweep in range(3):
        np.testing.assert_allclose(drawn(corners(protocol, sweep, 4), times), recorded[sweep], atol=1e-9)


@pytest.mark.parametrize("kind", ["noise", "sine", "chirp"])
def test_of_many_samples_the_farthest_are_drawn(kind: str) -> None:
    epoch = EPOCHS[kind](-20.0, 500.0, **({"sd": 2.0} if kind == "noise" else {}))
    protocol = Protocol("p", "P", "vc", (Step(-70, 2), epoch), holding=-70.0, rate=20.0)
    shown, recorded = corners(protocol, 0, 4), protocol.command(0, 4)
    assert len(shown["x"]) < MOST_POINTS + 20
    assert (max(shown["y"]), min(shown["y"])) == (recorded.max(), recorded.min())
    for x, y in zip(shown["x"], shown["y"], strict=True):
        k = round(x * protocol.rate)
        assert k == recorded.size or y in recorded[max(0, k - 1) : k + 1]


def test_a_user_list_and_the_last_level_are_previewed() -> None:
    protocol = Protocol(
        "p", "P", "vc", (Step(-70, 2), Step(0, 3)), holding=-70.0, n_sweeps=3, rate=10.0, inter_sweep="last_epoch",
        user_list=UserList("B.duration", (1.0, 6.0, 2.0)),
    )  # fmt: skip
    times = np.arange(protocol.n_samples) / protocol.rate
    for sweep in range(3):
        np.testing.assert_allclose(drawn(corners(protocol, sweep), times), protocol.command(sweep), atol=1e-9)


def test_at_no_current_none_is_drawn() -> None:
    protocol = Protocol("p", "P", "i0", (Step(-100, 2), Step(60, 3)), holding=-70.0, n_sweeps=2, rate=10.0)
    shown = preview(protocol)["sweeps"]
    assert [set(sweep["y"]) for sweep in shown] == [{0.0}, {0.0}]
    assert shown[0]["x"] == [0.0, 5.0]
