"""The page docs/pyhh.md does what it says: ten lines, and the traces of the equations that they stand for."""

import runpy
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from patch_sim.analysis.measure import spikes
from patch_sim.recording import Recording

PAGE = Path(__file__).resolve().parent.parent / "docs" / "pyhh.md"


def lines() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return text.split("```python\n")[1].split("```")[0].strip().splitlines()


def ran(code: list[str], folder: Path) -> dict[str, Any]:
    """What the names stand for after the lines have run."""
    (folder / "page.py").write_text("\n".join(code), encoding="utf-8")
    return runpy.run_path(str(folder / "page.py"))


def by_hand(stimulus: np.ndarray, start: np.ndarray, rate: float, e_na: float, e_leak: float) -> np.ndarray:
    """Hodgkin and Huxley's equations at 6.3 °C with the page's numbers, v in mV, in pieces of constant current."""

    def slope(_: float, y: np.ndarray, injected: float) -> list[float]:
        v, m, h, n = y
        am = 1.0 if v == -40 else 0.1 * (v + 40) / -np.expm1(-(v + 40) / 10)
        bm, ah, bh = 4 * np.exp(-(v + 65) / 18), 0.07 * np.exp(-(v + 65) / 20), 1 / (1 + np.exp(-(v + 35) / 10))
        an = 0.1 if v == -55 else 0.01 * (v + 55) / -np.expm1(-(v + 55) / 10)
        bn = 0.125 * np.exp(-(v + 65) / 80)
        ionic = 100 * m**3 * h * (v - e_na) + 5 * n**4 * (v + 100) + 0.3 * (v - e_leak)
        return [injected - ionic, am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n]

    edges = [0, *(np.flatnonzero(np.diff(stimulus)) + 1).tolist(), stimulus.size]
    found = np.empty((4, stimulus.size))
    for first, last in pairwise(edges):
        times = np.arange(first, last + 1) / rate
        args = (stimulus[first],)
        made = solve_ivp(slope, (times[0], times[-1]), start, "LSODA", times, args=args, rtol=1e-9, atol=1e-10)
        found[:, first:last], start = made.y[:, :-1], made.y[:, -1]
    return found


def test_the_ten_lines_give_the_traces_of_the_equations(tmp_path: Path) -> None:
    code = lines()
    assert len([line for line in code if not line.startswith(("import", "from"))]) <= 10
    recording: Recording = ran(code[:-1], tmp_path)["recording"]
    assert recording.command.shape == (1, 20_000)
    assert np.flatnonzero(recording.command[0]).tolist() == list(range(7000, 13_000))
    cell = recording.experiment.cell
    e_na, e_k, e_leak = (cell.e_rev(channel) for channel in cell.sections[0].channels)
    assert e_k == -100
    start = np.array([recording[name][0, 0] for name in ("v", "nav_hh.m", "nav_hh.h", "kv_hh.n")])
    v, m, h, n = by_hand(recording.command[0] / 10, start, 100.0, e_na, e_leak)
    for name, expected in (("nav_hh.m", m), ("nav_hh.h", h), ("kv_hh.n", n)):
        np.testing.assert_allclose(recording[name][0], expected, atol=1e-5, err_msg=name)
    np.testing.assert_allclose(recording["v"][0], v, atol=1e-3)
    for name, expected in (
        ("i_nav_hh", 1000 * m**3 * h * (v - e_na)),
        ("i_kv_hh", 50 * n**4 * (v + 100)),
        ("i_leak", 3 * (v - e_leak)),
    ):
        np.testing.assert_allclose(recording[name][0], expected, atol=1e-4 * np.ptp(expected), err_msg=name)


def test_it_fires_by_itself_and_faster_in_the_pulse(tmp_path: Path) -> None:
    recording: Recording = ran(lines()[:-1], tmp_path)["recording"]
    times = np.array([spike.peak_at for spike in spikes(recording.time, recording["v"][0])])
    intervals = np.diff(times)
    assert intervals[:3] == pytest.approx(16.6, abs=0.1)
    assert intervals[(times[:-1] > 80) & (times[1:] < 130)] == pytest.approx(6.7, abs=0.1)


def test_the_last_line_draws_seven_traces(tmp_path: Path) -> None:
    import matplotlib as mpl

    mpl.use("agg")
    assert len(ran(lines(), tmp_path)["axes"]) == 7
