"""Stimuli out of files: what was written comes back, and ABF samples are pyABF's."""

import os
from pathlib import Path

import numpy as np
import pyabf
import pytest

from patch_sim import FormatError
from patch_sim.io import read_waveform
from patch_sim.protocols import Protocol

CORPUS = sorted(Path(os.environ.get("PATCH_SIM_CORPUS", "/nonexistent")).glob("*.abf"))
VALUES = [0.0, 1.5, -2.0, 3.0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ms.csv", "time_ms,a,i\n0,9,0\n0.5,9,1.5\n1.0,9,-2\n1.5,9,3\n"),
        ("s.csv", '"Time (s)";a;i\n0;9;0\n5e-4;9;1.5\n1e-3;9;-2\n1.5e-3;9;3\n'),
        ("brackets.csv", "Time [s],a,i\n0,9,0\n5e-4,9,1.5\n1e-3,9,-2\n1.5e-3,9,3\n"),
        ("over.csv", "t/s\ta\ti\n0\t9\t0\n5e-4\t9\t1,5\n1e-3\t9\t\u22122\n1.5e-3\t9\t3\n"),
        ("commas.csv", "time_ms;a;i;\n0;9;0;\n0,5;9;1,5;\n1;9;-2,0;\n1,5;9;3;\n"),
        ("quoted.csv", '"time (sec)","a","i"\n"0","9","0"\n"5e-4","9","1.5"\n"1e-3","9","-2"\n"1.5e-3","9","3"\n'),
        ("one.atf", 'ATF\t1.0\n1\t3\n"A=x"\n"Time (s)"\t"a"\t"i"\n0\t9\t0\n5e-4\t9\t1.5\n1e-3\t9\t-2\n1.5e-3\t9\t3\n'),
    ],
)  # fmt: skip
def test_a_column_of_text(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    epoch = read_waveform(tmp_path / name, 2, level=-10.0)
    assert epoch.duration == pytest.approx(2.0)
    command = Protocol("p", "P", "cc", (epoch,), rate=4.0).command(0)
    np.testing.assert_allclose(command, -10 * np.repeat(VALUES, 2))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "two samples"),
        ("t,i\n0,1\n1,x\n", "line 2 below the titles, column 'i': 'x' is no number"),
        ("t,i\n0,1\n1,1_0\n", "'1_0' is no number"),
        ("0,1\n1,2\n2,3\n", "the first line must have titles"),
        ("elapsed time,i\n0,1\n1,2\n", "time in 'time', by its title 'elapsed time'"),
        ("ATF\t1.0\n\u00b2\t2\nt\ti\n0\t1\n1\t2\n", "how many lines"),
        ("t,i\n0,1\n1,2\n5,3\n", "evenly spaced"),
        ("t,i\n0,1\n0,2\n", "evenly spaced"),
        ("t (h),i\n0,1\n1,2\n", "time in 'h'"),
        ("t,i\n0,1\n1,nan\n", "Waveform.samples = 16 bytes: must be finite"),
        ("t,i\n0,1\n1,2,3\n2,3\n", "line 2 below the titles has 3 columns: must have 2"),
        ("t,i,j\n0,1,2\n1,2,\n", "line 2 below the titles, column 'j': a cell is empty"),
        ("t\n0\n1\n", "no column 1"),
        ("ATF\t1.0\n", "how many lines"),
    ],
)
def test_bad_text_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        read_waveform(tmp_path / "x.csv", text.partition("\n")[0].count(",") or 1)


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_text_of_a_spreadsheet_in_any_code(code: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("time (µs);i\n0;0\n500;1,5\n1000;-2\n1500;3\n".encode(code))
    epoch = read_waveform(tmp_path / "x.csv")
    assert epoch.interval == pytest.approx(0.5)
    np.testing.assert_array_equal(np.frombuffer(epoch.samples, "<f8"), VALUES)


@pytest.mark.skipif(not CORPUS, reason="PATCH_SIM_CORPUS does not lead to ABF files")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_sweep_of_a_real_file(path: Path) -> None:
    theirs = pyabf.ABF(str(path))
    for channel in theirs.channelList:
        theirs.setSweep(theirs.sweepCount - 1, channel)
        epoch = read_waveform(path, channel + 1, theirs.sweepCount - 1)
        ours = np.frombuffer(epoch.samples, "<f8")  # ty: ignore
        np.testing.assert_allclose(ours, theirs.sweepY, rtol=1e-5, atol=1e-5 * np.ptp(ours))
    for wrong in ({"column": theirs.channelCount + 1}, {"sweep": theirs.sweepCount}):
        with pytest.raises(FormatError, match=r"no input channel|no sweep"):
            read_waveform(path, **wrong)
