"""What Clampex writes beside the epochs: user lists, presweep trains, P/N, runs, units, in headers long, short, odd."""

import os
import struct
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pyabf
import pytest

from patch_sim import CELLS, Experiment, FormatError
from patch_sim.engine.problems import problems
from patch_sim.io import read_waveform
from patch_sim.io.abf import abf_protocol
from patch_sim.protocols import LeakSubtraction, PresweepTrain, UserList

CORPUS = Path(os.environ.get("PATCH_SIM_CORPUS", "/nonexistent"))
real = pytest.mark.skipif(not CORPUS.exists(), reason="PATCH_SIM_CORPUS does not lead to ABF files")

STEP_RAMP_PULSE = (
    ("4s", 0, b"ABF "), ("f", 4, 1.84), ("h", 8, 5), ("i", 10, 3 * 12_000), ("i", 16, 3), ("i", 40, 16),
    ("i", 138, 12_000), ("h", 120, 1), ("f", 122, 50.0), ("f", 244, 10.0), ("i", 252, 32768),
    ("16f", 730, *[1.0] * 16), ("16f", 922, *[1.0] * 16), ("16f", 1050, *[1.0] * 16), ("16h", 410, 0, *[-1] * 15),
    ("8s", 602, b"pA"), ("8s", 1346, b"mV"), ("2f", 1394, -70.0, 0.0), ("2h", 2296, 1, 0), ("2h", 2300, 1, 0),
    ("20h", 2308, 1, 2, 3, *[0] * 17), ("20f", 2348, -70.0, 20.0, -20.0, *[0.0] * 17),
    ("20f", 2428, 0.0, 10.0, 5.0, *[0.0] * 17), ("20i", 2508, 1000, 2000, 3000, *[0] * 17),
    ("20i", 2588, 0, 50, 0, *[0] * 17), ("20i", 2136, 0, 0, 500, *[0] * 17), ("20i", 2216, 0, 0, 100, *[0] * 17),
)  # fmt: skip
"""A file of version 1.84 with a step, a ramp and a train, 20 kHz."""


def first(*more: tuple[Any, ...]) -> bytes:
    """A file of version 1, with some fields beside those above, or instead of them."""
    raw = bytearray(8192 + 72_000)
    for form, at, *values in (*STEP_RAMP_PULSE, *more):
        struct.pack_into(f"<{form}", raw, at, *values)
    return bytes(raw)


def listed(parameter: int, text: bytes, repeats: int = 0) -> tuple[tuple[Any, ...], ...]:
    return (
        ("4h", 3360, 1, 0, 0, 0),
        ("4h", 3368, parameter, 0, 0, 0),
        ("256s", 3376, text),
        ("4h", 4400, repeats, 0, 0, 0),
    )


@pytest.mark.parametrize(
    ("parameter", "text", "expected"),
    [
        # The counting of epochs by ten, and by fifty since pClamp 11: 22 and 62 are the level of epoch B in
        # 171117_HFMixFRET and 2020_03_02_0000 of pyABF's data, 35 the duration of epoch E in user-list-durations.
        (22, b"-100,180,-60.5", UserList("B.level", (-100.0, 180.0, -60.5))),
        (62, b"-100, 180, -60.5,", UserList("B.level", (-100.0, 180.0, -60.5))),
        (32, b"4000,600,200", UserList("B.duration", (200.0, 30.0, 10.0))),
        (112, b"4000,600,200", UserList("B.duration", (200.0, 30.0, 10.0))),
        (43, b"100,200,400", UserList("C.period", (5.0, 10.0, 20.0))),
        (213, b"20,40,60", UserList("C.width", (1.0, 2.0, 3.0))),
        (12, b"1000,00000001,11", UserList("B.digital", (8.0, 1.0, 3.0))),
        (21, b"-70,-80", UserList("A.level", (-70.0, -80.0, -80.0))),
        (53, b"20,40,60", UserList("C.width", (1.0, 2.0, 3.0))),
        (25, b"1,2,3", None),  # epoch E is off
        (42, b"1,2,3", None),  # a ramp has no period
    ],
)
def test_a_user_list_is_of_any_field(parameter: int, text: bytes, expected: UserList | None) -> None:
    assert abf_protocol(first(*listed(parameter, text))).user_list == expected


def test_a_user_list_that_repeats_begins_anew() -> None:
    protocol = abf_protocol(first(*listed(21, b"-70,-80", 1)))
    assert protocol.user_list == UserList("A.level", (-70.0, -80.0, -70.0))
    assert protocol.command(1)[protocol.window("A", 1)][0] == -80.0


def test_the_durations_of_a_user_list_are_those_of_the_sweeps() -> None:
    protocol = abf_protocol(first(*listed(31, b"1000,3000,500")))
    assert [protocol.bounds(sweep)[1] - protocol.bounds(sweep)[0] for sweep in range(3)] == [1000, 3000, 500]


@pytest.mark.parametrize(
    ("parameter", "text", "message"),
    [
        (4, b"1,b,3", "numbers with commas"),
        (80, b"1,2,3", "parameter 80"),
        (22, b"1,x,3", "numbers with commas"),
        (22, b"1,inf,3", "finite"),
        (32, b"1,nan,3", "numbers with commas"),
        (12, b"2,1,0", "numbers with commas"),
    ],
)
def test_a_user_list_of_something_else_is_refused(parameter: int, text: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        abf_protocol(first(*listed(parameter, text)))


PRESWEEP = ("2h", 3260, 1, 0), ("2i", 3264, 5, 0), *((("2f", 3272 + 8 * k, 5.0, 0.0)) for k in range(6))
LEAK = ("2h", 4456, 1, 0), ("2h", 4460, -1, 0), ("3h", 1934, 1, 0, 6), ("f", 1946, 20.0)


@pytest.mark.parametrize(
    ("parameter", "text", "on", "path", "values"),
    [
        (0, b"1,2,3", PRESWEEP, "presweep.n", (1.0, 2.0, 3.0)),
        (1, b"1,2.5,3", PRESWEEP, "presweep.baseline_duration", (1.0, 2.5, 3.0)),
        (2, b"-60,-70,-80", PRESWEEP, "presweep.baseline_level", (-60.0, -70.0, -80.0)),
        (3, b"1,2", PRESWEEP, "presweep.step_duration", (1.0, 2.0, 2.0)),
        (4, b"10,20,30", PRESWEEP, "presweep.step_level", (10.0, 20.0, 30.0)),
        (5, b"1,2,3", PRESWEEP, "presweep.post_duration", (1.0, 2.0, 3.0)),
        (6, b"1,2,3", PRESWEEP, "presweep.post_level", (1.0, 2.0, 3.0)),
        (7, b"1,0.2,3", (), "interval_s", (1.0, 0.0, 3.0)),  # a sweep takes 0.6 s
        (10, b"4,8,2", LEAK, "p_n.n", (4.0, 8.0, 2.0)),
    ],
)
def test_a_user_list_is_of_what_is_about_the_sweep(
    parameter: int, text: bytes, on: Any, path: str, values: tuple[float, ...]
) -> None:
    protocol = abf_protocol(first(*on, *listed(parameter, text)))
    assert protocol.user_list == UserList(path, values)
    assert problems(Experiment(CELLS["squid_axon"], protocol)) == ()
    if on:
        assert abf_protocol(first(*listed(parameter, text))).user_list is None


def test_what_is_left_out_is_said() -> None:
    assert abf_protocol(first()).see == ""
    other = ("8s", 1354, b"pA"), ("2h", 2296, 1, 1), ("2h", 2300, 1, 1), ("2h", 3260, 0, 1), ("2i", 3264, 0, 5)
    both = ("20h", 2308, 1, 2, 3, *[0] * 7, 1, *[0] * 9)
    assert abf_protocol(first(*other, both)).see == (
        "Left out of the file: epochs and a presweep train of output 1 (pA)."
    )
    assert abf_protocol(first(("2h", 2296, 1, 1), ("2h", 2300, 1, 2))).see == (
        "Left out of the file: a waveform of a file of output 1 (no unit)."
    )
    for parameter, words in ((8, "the holding level of the other outputs"), (9, "the digital pattern between epochs")):
        protocol = abf_protocol(first(*listed(parameter, b"1,2,3")))
        assert protocol.user_list is None
        assert protocol.see == f"Left out of the file: a user list of {words}."
    clamped = abf_protocol(first(*LEAK, ("8s", 1346, b"pA")))
    assert clamped.see == "Left out of the file: P/N leak subtraction in current clamp."


def test_a_presweep_train_p_over_n_and_runs() -> None:
    protocol = abf_protocol(
        first(
            ("2h", 3260, 1, 0), ("2i", 3264, 5, 0), ("2f", 3272, 10.0, 0.0), ("2f", 3280, -70.0, 0.0),
            ("2f", 3288, 2.5, 0.0), ("2f", 3296, 30.0, 0.0), ("2f", 3304, 40.0, 0.0), ("2f", 3312, -90.0, 0.0),
            ("2h", 4456, 1, 0), ("2h", 4460, -1, 0), ("2f", 4468, -80.0, 0.0), ("3h", 1934, 1, 0, 6),
            ("f", 1946, 20.0), ("i", 150, 4), ("h", 158, 2), ("f", 178, 5.0), ("2h", 2304, 1, 0),
        )
    )  # fmt: skip
    assert protocol.presweep == PresweepTrain(5, -70.0, 10.0, 30.0, 2.5, -90.0, 40.0)
    assert protocol.p_n == LeakSubtraction(6, "opposite", "after", -80.0, 20.0)
    assert (protocol.n_runs, protocol.keep_runs, protocol.interval_s) == (4, True, 5.0)
    assert protocol.inter_sweep == "last_epoch"
    assert protocol.command(1)[0] == -20.0
    assert abf_protocol(first(("i", 150, 4))).n_runs == 1  # without averaging the sweeps of all runs are in the file


@pytest.mark.parametrize(
    ("field", "mode", "level"),
    [
        (("8s", 1346, b"V"), "vc", 20e3),
        (("8s", 1346, b"nA"), "cc", 20e3),
        (("8s", 1346, "µV".encode("latin-1")), "vc", 0.02),
        (("8s", 1346, b""), "vc", 20.0),  # as Clampfit 11 saves version 1: pA in, so mV out
    ],
)
def test_units(field: tuple[Any, ...], mode: str, level: float) -> None:
    protocol = abf_protocol(first(field))
    assert (protocol.mode, protocol.epochs[1].level) == (mode, pytest.approx(level))


def test_an_output_that_is_none_of_a_clamp_is_passed_over() -> None:
    both = ("2h", 2296, 1, 1), ("2h", 2300, 1, 1), ("20h", 2308, 1, 0, *[0] * 8, 1, 2, *[0] * 8)
    raw = first(*both, ("8s", 1346, b"um"), ("8s", 1354, b"pA"), ("20i", 2508, *[500] * 20))
    assert [epoch.kind for epoch in abf_protocol(raw).epochs] == ["step", "ramp"]
    assert abf_protocol(raw).mode == "cc"
    with pytest.raises(FormatError, match="outputs in 'um'"):
        abf_protocol(raw, 0)
    with pytest.raises(FormatError, match="no output 2: there are 2"):
        abf_protocol(raw, 2)


def test_an_output_that_nothing_drives_rests_at_holding() -> None:
    protocol = abf_protocol(first(("2h", 2296, 0, 0)))
    assert protocol.n_samples == 12_000
    assert np.all(protocol.command(0) == -70.0)
    with pytest.raises(FormatError, match="output 0 is driven by a file"):
        abf_protocol(first(("2h", 2300, 2, 0)))


def test_a_short_header_has_the_epochs_of_one_output() -> None:
    raw = first(
        ("f", 4, 1.3), ("i", 40, 4), ("3h", 1438, 1, 0, 0), ("10h", 1444, 1, 1, 1, *[0] * 7),
        ("10f", 1464, -70.0, -80.0, -70.0, *[0.0] * 7), ("10f", 1504, 0.0, -10.0, 0.0, *[0.0] * 7),
        ("10h", 1544, 1000, 2000, 1000, *[0] * 7), ("10h", 1564, *[0] * 10),
    )  # fmt: skip
    protocol = abf_protocol(raw)
    assert [epoch.level_in(2) for epoch in protocol.epochs] == [-70.0, -100.0, -70.0]
    assert protocol.window("B") == slice(12_000 // 64 + 1000, 12_000 // 64 + 3000)


def test_rows_that_are_off_may_say_anything() -> None:
    protocol = abf_protocol(
        first(("20i", 2508, 1000, 2000, 3000, *[-7] * 17), ("20f", 2348, -70, 20, -20, *[9e9] * 17))
    )
    assert len(protocol.epochs) == 3


def test_a_long_name_is_cut() -> None:
    name = b"C:\\Axon\\Params\\" + b"a protocol with a long name " * 4 + b".pro"
    assert len(abf_protocol(first(("256s", 4898, name))).name) <= 40


def test_samples_of_version_1_are_those_of_pyabf(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(-9000, 9000, 36_000).astype("<i2")
    fields = ("f", 922, 0.002), ("f", 1050, 5.0), ("h", 4512, 1), ("f", 4576, 2.5), ("f", 986, 7.0), ("f", 1114, 1.5)
    raw = first(*fields, ("i", 20, 20100101))
    path = tmp_path / "old.abf"
    path.write_bytes(raw[:8192] + noise.tobytes())
    theirs = pyabf.ABF(str(path))
    theirs.setSweep(2)
    ours = np.frombuffer(read_waveform(path, 1, 2).samples, "<f8")  # ty: ignore
    np.testing.assert_allclose(ours, theirs.sweepY, rtol=1e-5, atol=1e-4)


@real
def test_a_user_list_of_version_2() -> None:
    raw = bytearray((CORPUS / "171116sh_0014.abf").read_bytes())
    raw += bytes(-len(raw) % 512)
    block = len(raw) // 512
    strings = [b"Clampex", b"", b"IN 0", b"pA", b"Cmd 0", b"mV", b"-5,2.5,1e1"]  # an empty one is one too
    text = b"\0".join(strings) + b"\0"
    raw += struct.pack("<4s4I24x", b"SSCH", 1, len(strings), 20, len(text)) + text
    raw += bytes(-len(raw) % 512)
    raw += struct.pack("<hhhhi52x", 0, 1, 22, 1, 7)
    struct.pack_into("<IIq", raw, 220, block, 44 + len(text), len(strings))
    struct.pack_into("<IIq", raw, 172, block + 1, 64, 1)
    struct.pack_into("<i", raw, struct.unpack_from("<I", raw, 108)[0] * 512 + 28, 6)
    protocol = abf_protocol(bytes(raw))
    assert protocol.user_list
    assert protocol.user_list.path == "B.level"
    assert protocol.user_list.values[:4] == (-5.0, 2.5, 10.0, -5.0)
    assert len(protocol.user_list.values) == protocol.n_sweeps


@real
def test_an_epoch_that_is_there_twice_is_refused() -> None:
    raw = bytearray((CORPUS / "171116sh_0014.abf").read_bytes())
    block, size, _ = struct.unpack_from("<IIq", raw, 156)
    struct.pack_into("<h", raw, block * 512 + size, 0)  # the second row is of epoch A too
    with pytest.raises(FormatError, match="epoch A is in the header twice"):
        abf_protocol(bytes(raw))


FAR = [0, -1, 1, 2, 7, 17, 32767, -32768, 65536, 2**31 - 1, -(2**31)]
LEAK_AND_TRAIN = ("2h", 4456, 1, 0), ("3h", 1934, 0, 0, 4), ("2h", 3260, 1, 0), ("2i", 3264, 5, 0)


def test_broken_headers_of_version_1_are_refused_and_nothing_hangs() -> None:
    """Lists, leak and train in files long and short, of which any number may be wrong."""
    rng = np.random.default_rng(1)
    short = ("f", 4, 1.3), ("i", 40, 4), ("3h", 1438, 1, 0, 0), ("10h", 1444, *[1] * 10), ("10h", 1544, *[9] * 10)
    known = [at for _, at, *_ in (*STEP_RAMP_PULSE, *LEAK_AND_TRAIN, *listed(32, b"1"), *short)]
    read = refused = 0
    for whole in (first(*listed(32, b"4000,600,200"), *LEAK_AND_TRAIN), first(*short)):
        for _ in range(400):
            broken = bytearray(whole)
            for at in rng.choice(known, rng.integers(1, 4)):
                form = str(rng.choice(["<i", "<h", "<f"]))
                number = int(rng.choice(FAR)) if form != "<f" else float(rng.choice([0, 1e30, np.nan, -np.inf, 3.5]))
                struct.pack_into(form, broken, at, number if form != "<h" else max(-32768, min(32767, number)))
            start = process_time()
            try:
                protocol = abf_protocol(bytes(broken))
                problems(Experiment(CELLS["squid_axon"], protocol))
                read += 1
            except FormatError:
                refused += 1
            assert process_time() - start < 2.0, "a header that makes the reader hang"
    assert read > 100
    assert refused > 100


def test_a_file_that_says_very_many_sweeps_is_refused_at_once() -> None:
    with pytest.raises(FormatError, match="2,147,483,647 sweeps: a protocol has at most 10,000"):
        abf_protocol(first(("i", 16, 2**31 - 1), *listed(32, b"4000,600,200")))
