"""Files of strangers are read in a process of their own: the same values, and limits that hold."""

import os
import struct
from pathlib import Path

import numpy as np
import pytest

from patch_sim import PROTOCOLS, FormatError
from patch_sim.io import read_waveform, write_protocol
from patch_sim.io.apart import MOST, READERS, Readers, setup_apart, waveform_apart

CORPUS = Path(os.environ.get("PATCH_SIM_CORPUS", "/nonexistent"))


def test_a_protocol_is_the_same(tmp_path: Path) -> None:
    write_protocol(PROTOCOLS["iv_curve"], tmp_path / "p.json")
    assert setup_apart(tmp_path / "p.json") == PROTOCOLS["iv_curve"]


def test_a_waveform_is_the_same_and_says_what_else_there_is(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("time_ms,a,i_pA\n0,9,0\n0.5,9,1.5\n1.0,9,-2\n")
    read = waveform_apart(path, 2)
    assert read.epoch == read_waveform(path, 2)
    assert (read.columns, read.sweeps) == (("a", "i_pA"), 1)


@pytest.mark.skipif(not CORPUS.exists(), reason="PATCH_SIM_CORPUS does not lead to ABF files")
def test_a_real_file_has_inputs_and_sweeps() -> None:
    read = waveform_apart(CORPUS / "18702001-ramp.abf", 2, 1)
    assert (read.columns, read.sweeps) == (("input 1 (pA)", "input 2 (A)"), 3)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("x.abf", b"RIFF" + bytes(1000), "no ABF file"),
        ("x.abf", b"ABF2" + bytes(300), "less than a header"),
        ("x.json", b"[" * 100_000, "not JSON"),
        ("x.json", b'{"format": "patch_sim protocol", "version": 1, "protocol": {"rate": NaN}}', "Protocol"),
        ("x.pro", b"", "ends in"),
    ],
)
def test_what_is_wrong_is_said_as_by_the_reader(name: str, raw: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(FormatError, match=message):
        setup_apart(tmp_path / name)


def test_a_file_of_a_gigabyte_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2**30)
    monkeypatch.setattr(READERS, "taken", lambda: pytest.fail("a process was asked to read it"))
    with pytest.raises(FormatError, match=f"more than {MOST:,} bytes"):
        waveform_apart(path)


def test_memory_has_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("t,i\n" + "\n".join(f"{k},{k}" for k in range(300_000)))
    assert waveform_apart(path).epoch.duration == pytest.approx(300_000)
    with pytest.raises(FormatError, match=r"long\.csv: reading it takes more than 10 s or 100 MB"):
        waveform_apart(path, memory=100 * 2**20)


def test_an_abf_file_that_claims_more_than_it_has(tmp_path: Path) -> None:
    raw = bytearray(b"ABF2" + bytes(4000))
    struct.pack_into("<IIq", raw, 236, 1, 2, 2**40)
    (tmp_path / "x.abf").write_bytes(raw)
    with pytest.raises(FormatError, match="truncated"):
        setup_apart(tmp_path / "x.abf")


def test_a_sine_of_samples_survives(tmp_path: Path) -> None:
    samples = np.sin(np.arange(1000) / 7).tolist()
    path = tmp_path / "s.csv"
    path.write_text("t_s,i\n" + "\n".join(f"{k / 2e4!r},{x!r}" for k, x in enumerate(samples)))
    epoch = waveform_apart(path).epoch
    assert np.frombuffer(epoch.samples, "<f8").tolist() == samples  # ty: ignore
    assert epoch.interval == pytest.approx(0.05)  # ty: ignore


def test_a_process_that_waits_is_used_once_and_another_waits() -> None:
    readers = Readers()
    readers.ready()
    first, second = readers.taken(), readers.taken()
    assert first.pid != second.pid
    for process in (first, second):
        assert process.communicate(b"")[0] == b"", "without a job it ends"
    readers.close()
