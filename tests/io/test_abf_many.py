"""Many ABF files as Clampex might write them, every kind of epoch in them, against pyABF's command of every sweep."""

import struct
from pathlib import Path

import numpy as np
import pyabf
import pytest

from patch_sim.io.abf import KINDS, abf_protocol

N_SAMPLES = 6400


def second(table: dict[int, list[tuple[int, ...]]], holding: list[float], keeps: list[int], sweeps: int) -> bytes:
    """A file of version 2 with rows (number, kind, level, delta, duration, delta, period, width) of each output."""
    texts = [b"Clampex", b"IN 0", b"pA", *(b"Cmd %d" % k for k in range(len(holding))), b"mV"]
    strings = b"SSCH" + bytes(38) + b"\0\0" + b"\0".join(texts) + b"\0"
    unit = len(texts)
    protocol = bytearray(512)
    for form, at, value in (
        ("h", 0, 5), ("f", 2, 50.0), ("i", 22, N_SAMPLES), ("i", 34, 1), ("f", 110, 10.0), ("i", 118, 32768),
        ("f", 28, 0.0), ("h", 142, 1),
    ):  # fmt: skip
        struct.pack_into(f"<{form}", protocol, at, value)
    adc = bytearray(128)
    for form, at, value in (("f", 28, 1.0), ("f", 40, 1.0), ("f", 48, 1.0), ("f", 6, 1.0), ("i", 74, 2), ("i", 78, 3)):
        struct.pack_into(f"<{form}", adc, at, value)
    dacs = b""
    for k, level in enumerate(holding):
        dac = bytearray(256)
        on = int(bool(table.get(k)))
        for form, at, value in (
            ("h", 0, k), ("f", 12, level), ("i", 24, 4 + k), ("i", 28, unit), ("h", 40, on), ("h", 42, on),
            ("h", 44, keeps[k]),
        ):  # fmt: skip
            struct.pack_into(f"<{form}", dac, at, value)
        dacs += bytes(dac)
    rows = [(number, k, *rest) for k, mine in table.items() for number, *rest in mine]
    epochs = b"".join(struct.pack("<hhhffiiii18x", *row) for row in rows)
    digital = b"".join(struct.pack("<hh28x", number, number * 17 % 256) for number in range(10))
    sections = (
        (76, 512, 1, bytes(protocol)), (92, 128, 1, bytes(adc)), (108, 256, len(holding), dacs),
        (124, 32, 10, digital), (156, 48, len(rows), epochs), (220, len(strings), len(texts), strings),
        (316, 8, sweeps, b"".join(struct.pack("<ii", N_SAMPLES * k, N_SAMPLES) for k in range(sweeps))),
        (236, 2, N_SAMPLES * sweeps, bytes(2 * N_SAMPLES * sweeps)),
    )  # fmt: skip
    raw = bytearray(512)
    struct.pack_into("<4s4BIIII", raw, 0, b"ABF2", 0, 0, 6, 2, 512, sweeps, 20200101, 0)
    for at, size, count, held in sections:
        struct.pack_into("<IIq", raw, at, len(raw) // 512, size, count)
        raw += held + bytes(-len(held) % 512)
    return bytes(raw)


def drawn(random: np.random.Generator, sweeps: int) -> list[tuple[int, ...]]:
    """Up to ten rows of any kind, as long together as a sweep at most; a third have a train that fits badly."""
    room, rows = N_SAMPLES - 2 * (N_SAMPLES // 64), []
    for number in range(random.integers(1, 11)):
        kind = int(random.choice(list(KINDS)))
        delta = int(random.integers(-20, 21)) * int(random.random() < 0.5)
        duration = int(random.integers(0, max(1, room // 2))) if random.random() < 0.9 else 0
        longest = max(duration, duration + delta * (sweeps - 1))
        if min(duration, duration + delta * (sweeps - 1)) < 0 or longest > room:
            continue
        room -= longest if kind else 0
        period = int(random.integers(1, max(2, duration))) if random.random() < 0.9 else 0
        width = int(random.integers(0, period + 1))
        level, step = (float(np.float32(x)) for x in (random.normal(0, 60), random.normal(0, 5)))
        rows.append((number, kind, level, step * (random.random() < 0.6), duration, delta, period, width))
    return rows


@pytest.mark.parametrize("seed", range(100))
def test_every_file_is_rebuilt(seed: int, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    sweeps, outputs = int(random.integers(1, 6)), int(random.integers(1, 4))
    table = {k: drawn(random, sweeps) for k in range(outputs)}
    holding = [float(np.float32(x)) for x in random.normal(-60, 20, outputs)]
    raw = second(table, holding, [int(x) for x in random.integers(0, 2, outputs)], sweeps)
    path = tmp_path / "made.abf"
    path.write_bytes(raw)
    theirs = pyabf.ABF(str(path))
    for dac in range(outputs):
        ours = abf_protocol(raw, dac)
        told = pyabf.waveform.EpochTable(theirs, dac)
        for sweep in range(sweeps):
            expected = told.epochWaveformsBySweep[sweep].getWaveform()
            compared = np.isfinite(expected)  # pyABF leaves out what follows the last whole triangle
            np.testing.assert_allclose(ours.command(sweep)[compared], expected[compared], atol=1e-3)


def test_epochs_stand_by_their_numbers_wherever_they_are_in_the_file() -> None:
    rows = [(k, 1, 10.0 * k, 0.0, 500, 0, 0, 0) for k in range(5)]
    ordered, turned = (second({0: mine}, [-70.0], [0], 1) for mine in (rows, rows[::-1]))
    assert abf_protocol(turned) == abf_protocol(ordered)
