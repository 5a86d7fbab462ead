"""The protocol of an ABF file against pyABF: its drawing of each epoch, its command of every sweep of real files; and
broken files, which are refused at once."""

import os
import struct
from pathlib import Path
from time import process_time

import numpy as np
import pyabf
import pytest
from pyabf.waveform import EpochSweepWaveform

from patch_sim import FormatError
from patch_sim.io import read_protocol
from patch_sim.io.abf import abf_protocol
from patch_sim.protocols import EPOCHS, Protocol, Step

CORPUS = sorted(Path(os.environ.get("PATCH_SIM_CORPUS", "/nonexistent")).glob("*.abf"))
NAMES = {"step": "Step", "ramp": "Ramp", "pulse": "Pulse", "triangle": "Tri", "cosine": "Cos", "biphasic": "BiPhsc"}

real = pytest.mark.skipif(not CORPUS, reason="PATCH_SIM_CORPUS does not lead to ABF files")


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize(
    ("n", "period", "width"), [(1000, 100, 20), (1000, 100, 33), (1010, 90, 1), (77, 100, 10), (640, 64, 64)]
)
def test_an_epoch_is_drawn_as_in_clampex(kind: str, n: int, period: int, width: int) -> None:
    theirs = EpochSweepWaveform()
    theirs.addEpoch(0, 50, -70.0, "Step", 0, 0, [0] * 8)
    theirs.addEpoch(50, 50 + n, 25.0, NAMES[kind], width, period, [0] * 8)
    theirs.addEpoch(50 + n, 100 + n, 5.0, "Ramp", 0, 0, [0] * 8)
    drawn = theirs.getWaveform()
    fields = {name: 0.05 * x for name, x in (("period", period), ("width", width)) if hasattr(EPOCHS[kind](), name)}
    epochs = (Step(-70, 2.5), EPOCHS[kind](25.0, 0.05 * n, **fields), EPOCHS["ramp"](5.0, 2.5))
    ours = Protocol("p", "P", "vc", epochs, holding=-70.0, rate=20.0).command(0)
    compared = np.isfinite(drawn)  # what is left after the last whole triangle is undefined there
    np.testing.assert_allclose(ours[compared], drawn[compared], atol=1e-9)
    assert np.all(ours[~compared] == -70.0)


@real
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_real_files_are_rebuilt(path: Path) -> None:
    theirs = pyabf.ABF(str(path))
    for dac in range(theirs.channelCount):  # its outputs go by its inputs' numbers
        protocol = read_protocol(path, dac)
        assert protocol.n_sweeps == theirs.sweepCount
        assert int(1e3 * protocol.rate + 1e-6) == theirs.dataRate
        for sweep in theirs.sweepList:
            theirs.setSweep(sweep, dac)
            np.testing.assert_allclose(protocol.command(sweep), theirs.sweepC, atol=1e-3)


@real
def test_real_files_have_the_lead_of_clampex() -> None:
    protocol = read_protocol(next(path for path in CORPUS if path.stem == "18702001-ramp"))
    assert protocol.bounds(0)[0] == 312
    assert [epoch.kind for epoch in protocol.epochs] == ["step", "step", "ramp", "ramp"]
    assert protocol.mode == "vc"
    assert protocol.holding == -70.0


@real
def test_broken_headers_are_refused_and_nothing_hangs() -> None:
    rng = np.random.default_rng(1)
    read = refused = 0
    for path in CORPUS[:4]:
        whole = path.read_bytes()
        for _ in range(250):
            broken = bytearray(whole)
            for at in rng.integers(0, 4096, rng.integers(1, 6)):
                broken[at] = rng.integers(256)
            start = process_time()
            try:
                abf_protocol(bytes(broken))
                read += 1
            except FormatError:
                refused += 1
            assert process_time() - start < 20.0, "a header that makes the reader hang"
    assert read > 0
    assert refused > 0


@real
def test_a_truncated_file_is_refused() -> None:
    whole = CORPUS[0].read_bytes()
    for n in (0, 3, 511, 512, 2048, len(whole) // 2):
        with pytest.raises(FormatError, match=r"truncated|less than a header"):
            abf_protocol(whole[:n])


def test_other_files_are_refused() -> None:
    with pytest.raises(FormatError, match="does not begin with 'ABF2'"):
        abf_protocol(b"RIFF" + bytes(1000))
    huge = bytearray(b"ABF2" + bytes(4000))
    struct.pack_into("<IIq", huge, 108, 1, 256, 2**62)
    with pytest.raises(FormatError, match="entries in the section 'dac': at most 64"):
        abf_protocol(bytes(huge))


def old(path: Path) -> Path:
    """A file of version 1.84 with a step, a ramp and a pulse train on its first output."""
    raw = bytearray(8192)
    for form, at, *values in (
        ("4s", 0, b"ABF "), ("f", 4, 1.84), ("h", 8, 5), ("i", 10, 30_000), ("i", 16, 3), ("i", 40, 16),
        ("i", 138, 10_000), ("h", 120, 1),
        ("f", 122, 50.0), ("f", 244, 10.0), ("i", 252, 32768), ("16f", 730, *[1.0] * 16),
        ("16f", 922, *[1.0] * 16), ("16f", 1050, *[1.0] * 16), ("8s", 1346, b"mV"), ("2f", 1394, -70.0, 0.0),
        ("2h", 2296, 1, 0), ("2h", 2300, 1, 0), ("20h", 2308, 1, 2, 3, *[0] * 17),
        ("20f", 2348, -70.0, 20.0, -20.0, *[0.0] * 17), ("20f", 2428, 0.0, 10.0, 5.0, *[0.0] * 17),
        ("20i", 2508, 1000, 2000, 3000, *[0] * 17), ("20i", 2588, 0, 50, 0, *[0] * 17),
        ("20i", 2136, 0, 0, 500, *[0] * 17), ("20i", 2216, 0, 0, 100, *[0] * 17),
        ("i", 20, 20100101),
    ):  # fmt: skip
        struct.pack_into(f"<{form}", raw, at, *values)
    path.write_bytes(bytes(raw) + bytes(60_000))
    return path


def test_a_file_of_version_1(tmp_path: Path) -> None:
    path = old(tmp_path / "old.abf")
    protocol = read_protocol(path)
    theirs = pyabf.ABF(str(path))
    # pyABF takes the first level of epoch A for holding, and knows no trains in version 1.
    assert protocol.holding == theirs.holdingCommand[0] == -70.0
    assert [epoch.kind for epoch in protocol.epochs] == ["step", "ramp", "pulse"]
    for sweep in range(3):
        theirs.setSweep(sweep)
        ours, train = protocol.command(sweep), protocol.window("C", sweep)
        np.testing.assert_allclose(ours[: train.start], theirs.sweepC[: train.start], atol=1e-3)
        np.testing.assert_allclose(ours[train.stop :], theirs.sweepC[train.stop :], atol=1e-3)
        assert np.flatnonzero(ours[train] == -20.0 + 5 * sweep).tolist() == [
            500 * k + i for k in range(6) for i in range(100)
        ]
