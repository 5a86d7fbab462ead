"""Frames: what the browser reads is what was recorded."""

import asyncio
import json
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import httpx
import numpy as np
import pytest

from patch_sim import CELLS, DRUGS, Experiment, simulate
from patch_sim.errors import UnknownNameError
from patch_sim_ui import frames


class Fake:
    """As much of a Recording as frames read."""

    def __init__(self, mode="vc", **signals):
        self.signals = {name: np.asarray(values, float) for name, values in signals.items()}
        self.command = self.signals["command"]
        self.n_sweeps, samples = self.command.shape
        self.time = np.arange(samples) * 0.01
        self.applied = ()
        self.units = dict.fromkeys(signals, "pA")
        levels = tuple(self.command.max(axis=1))
        self.experiment = SimpleNamespace(protocol=SimpleNamespace(mode=mode, levels=lambda: levels, level_unit="mV"))

    def __getitem__(self, name):
        if name not in self.signals:
            raise UnknownNameError(f"no signal {name!r}")
        return self.signals[name]


def steps(samples=3000, levels=(-100, -20, 60)):
    command = np.full((len(levels), samples), -70.0)
    command[:, samples // 6 : samples * 5 // 6] = np.array(levels)[:, None]
    return command


def read(body):
    """(header, {signal: [(x, y) of every sweep]}) as frames.js reads them."""
    length = int.from_bytes(body[:4], "little")
    assert (4 + length) % 4 == 0
    header = json.loads(body[4 : 4 + length])
    floats = np.frombuffer(body, "<f4", offset=4 + length)
    found = {}
    for name, signal in header["signals"].items():
        at = signal["at"]
        if signal["form"] == "path":
            ends = np.cumsum([0, *signal["counts"]])
            found[name] = [
                (floats[at + a : at + b], floats[at + ends[-1] + a : at + ends[-1] + b]) for a, b in pairwise(ends)
            ]
        else:
            n = signal["n"]
            i = np.arange(n)
            x = np.minimum(header["stop"] - header["dt"], signal["x0"] + i // 2 * signal["dx"] + i % 2 * signal["gap"])
            count = len(header.get("some", range(header["sweeps"])))
            found[name] = [(x, floats[at + k * n : at + (k + 1) * n]) for k in range(count)]
    return header, found


@pytest.fixture
def recording():
    command = steps()
    time = np.arange(command.shape[1]) * 0.01
    current = (command + 70) * np.sin(time)
    return Fake(command=command, i_m=current)


def test_a_short_recording_passes_unchanged(recording):
    _, found = read(frames.encode(recording, ["i_m"], points=4000))
    for (x, y), row in zip(found["i_m"], recording["i_m"], strict=True):
        np.testing.assert_allclose(x, recording.time)
        np.testing.assert_array_equal(y, row.astype("<f4"))


@pytest.mark.parametrize("points", [16, 401, 1000])
def test_a_long_recording_is_bounded_and_keeps_its_extremes(recording, points):
    _, found = read(frames.encode(recording, ["i_m"], points))
    for (x, y), row in zip(found["i_m"], recording["i_m"], strict=True):
        assert len(x) == len(y) <= points
        assert y.min() == np.float32(row.min())
        assert y.max() == np.float32(row.max())
        assert (np.diff(x) >= 0).all()


def test_a_spike_of_one_sample_stays_where_it_was(recording):
    i_m = np.zeros_like(recording["i_m"])
    i_m[1, 1234] = 5000
    i_m[:, ::7] += 1e-3
    _, found = read(frames.encode(Fake(command=recording.command, i_m=i_m), ["i_m"], points=300))
    x, y = found["i_m"][1]
    assert y.max() == np.float32(i_m.max())
    assert x[y.argmax()] == pytest.approx(12.34, abs=0.2)


def test_a_command_is_its_corners(recording):
    header, found = read(frames.encode(recording, ["command"], points=1000))
    assert header["signals"]["command"]["counts"] == [6, 6, 6]
    for (x, y), row in zip(found["command"], recording.command, strict=True):
        np.testing.assert_allclose(np.interp(recording.time, x.astype(float).round(4), y), row, atol=1e-6)


def test_a_ramp_keeps_its_line():
    ramp = np.linspace(-100, 50, 12_345)[None]
    header, found = read(frames.encode(Fake(command=ramp), ["command"], points=500))
    x, y = found["command"][0]
    assert header["signals"]["command"]["form"] == "grid"
    np.testing.assert_allclose(np.interp(x, np.arange(12_345) * 0.01, ramp[0]), y, atol=1e-3)


def test_a_window_brings_back_every_sample(recording):
    header, found = read(frames.encode(recording, ["i_m"], points=1000, start=10, stop=12))
    x, y = found["i_m"][2]
    assert x[0] <= 10
    assert x[-1] >= 12
    assert len(x) < 210
    np.testing.assert_allclose(y, np.interp(x, recording.time, recording["i_m"][2]), atol=1e-3)
    assert (header["start"], header["stop"]) == (0, pytest.approx(30))


def test_a_window_beside_the_recording_is_refused(recording):
    with pytest.raises(ValueError, match="no samples between 40"):
        frames.encode(recording, ["i_m"], start=40, stop=50)


def test_the_header_says_what_the_sweeps_are(recording):
    header, _ = read(frames.encode(recording, ["i_m"]))
    assert header["levels"] == [-70, -20, 60]
    assert header["level_unit"] == "mV"
    assert header["signals"]["i_m"]["unit"] == "pA"
    assert header["signals"]["i_m"]["range"] == [recording["i_m"].min(), recording["i_m"].max()]


def test_axes_ignore_the_capacitive_spike_of_a_voltage_step(recording):
    i_m = recording["i_m"].copy()
    i_m[:, 500:505] = 1e6
    signal = read(frames.encode(Fake(command=recording.command, i_m=i_m), ["i_m"]))[0]["signals"]["i_m"]
    assert signal["range"][1] == 1e6
    assert signal["fit"][1] < 200
    assert signal["blanked"] == 0.15
    plain = read(frames.encode(Fake("cc", command=recording.command, i_m=i_m), ["i_m"]))[0]["signals"]["i_m"]
    assert plain["fit"][1] == 1e6
    assert plain["blanked"] == 0


@pytest.fixture
def get(recording):
    """The answer of the route to a URL."""
    transport = httpx.ASGITransport(frames.app({"abc": recording}.get))

    async def ask(url):
        async with httpx.AsyncClient(transport=transport, base_url="http://rig") as client:
            return await client.get(url)

    return lambda url: asyncio.run(ask(url))


def test_the_route_answers_in_binary(get, recording):
    answer = get("/frames/abc?signals=i_m,command&points=500")
    assert answer.status_code == 200
    assert answer.content == frames.encode(recording, ["i_m", "command"], 500)


@pytest.mark.parametrize(
    ("url", "status", "message"),
    [
        ("/frames/gone?signals=i_m", 404, "gone"),
        ("/frames/abc?signals=i_x", 400, "no signal 'i_x'"),
        ("/frames/abc?signals=i_m&points=many", 400, "many"),
        ("/frames/abc?signals=i_m&start=soon", 400, "soon"),
        ("/frames/abc?signals=i_m&start=99", 400, "no samples"),
    ],
)
def test_the_route_says_what_is_wrong(get, url, status, message):
    answer = get(url)
    assert answer.status_code == status
    assert message in answer.json()["message"]


def test_points_are_bounded(get):
    assert len(get("/frames/abc?signals=i_m&points=9999999").content) < 3 * 4000 * 4 + 1000
    assert len(get("/frames/abc?signals=i_m&points=-5").content) > 3 * 16 * 4


def test_a_frame_says_which_drugs_flow_in_each_sweep():
    drug = replace(DRUGS["ttx"], start_s=0.01)
    cell = replace(CELLS["squid_axon"], drugs=(drug,))
    header, _ = read(frames.encode(simulate(Experiment.of(cell, "action_potential")), ["v"]))
    assert header["applied"] == [[["TTX 1 µM", 10.0, 38.0]]]


def test_of_very_many_sweeps_some_come_and_any_when_asked_for():
    n = 1000
    v = np.arange(n)[:, None] + np.linspace(0, 0.5, 50)
    recording = Fake("cc", v=v, command=np.zeros((n, 50)))
    header, found = read(frames.encode(recording, ["v"]))
    assert header["sweeps"] == n
    assert header["some"][0] == 0
    assert header["some"][-1] == n - 1
    assert len(header["some"]) <= frames.MOST_SWEEPS + 1
    assert header["signals"]["v"]["range"] == [0.0, n - 0.5], "the axes fit all of them"
    for k, (_, y) in zip(header["some"], found["v"], strict=True):
        np.testing.assert_allclose(y, v[k], rtol=1e-6)
    header, found = read(frames.encode(recording, ["v"], sweeps=[523, 7]))
    assert header["some"] == [7, 523]
    np.testing.assert_allclose(found["v"][1][1], v[523], rtol=1e-6)
    with pytest.raises(ValueError, match="there are 1000"):
        frames.encode(recording, ["v"], sweeps=[1000])
    few, _ = read(frames.encode(Fake(v=np.zeros((3, 50)), command=np.zeros((3, 50))), ["v"]))
    assert "some" not in few
