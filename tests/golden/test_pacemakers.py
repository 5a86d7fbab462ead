"""Published behavior of cells that pace, rebound or burst, and of a nociceptor.

Origin of the figures: the cells' plain formulas, as read in public implementations of the named papers, solved by
LSODA (relative tolerance 1e-9 or less) apart from this program. Tolerances: of spike times 0.01 ms, of the rate of
pacing 1e-4 of itself; rates under a step depend on the phase at which it begins.
"""

import numpy as np
import pytest

from patch_sim import CELLS, Experiment, simulate
from patch_sim.analysis.measure import crossings
from patch_sim.fields import edit
from patch_sim.measures import pacing_rate
from patch_sim.protocols import Protocol, Step


def spike_times(name: str, *steps: tuple[float, float], density: bool = True) -> np.ndarray:
    """ms, for steps of (µA/cm², ms), or pA if not `density`."""
    cell = CELLS[name]
    per = cell.area / 100 if density else 1.0
    epochs = tuple(Step(level * per, duration) for level, duration in steps)
    recording = simulate(Experiment.of(cell, Protocol("steps", "Steps", "cc", epochs, rate=40.0)))
    return crossings(recording.time, recording["v"][0], -20.0)


def test_a_subthalamic_neuron_paces() -> None:
    """4.65895 Hz where calcium rests at 1e-7 mM, 4.69996 Hz where it rests at 0 (Otsuka et al. 2004)."""
    rate = pacing_rate(CELLS["subthalamic"])
    assert rate == pytest.approx(4.65895, rel=1e-4)
    assert rate == pytest.approx(4.70, rel=0.01)


def test_a_subthalamic_neuron_rebounds() -> None:
    """After −5 µA/cm² for 0.5 s: 34.7 Hz over the next 1.5 s, a burst of about 100 Hz that slows within 0.6 s."""
    at = spike_times("subthalamic", (0.0, 1000.0), (-5.0, 500.0), (0.0, 1500.0))
    assert not np.any((at > 1010) & (at < 1500))
    after = at[at > 1500] - 1500
    assert after.size / 1.5 == pytest.approx(34.67, abs=1.0)
    assert np.sum(after < 200) / 0.2 == pytest.approx(100.0, abs=10.0)


def test_a_subthalamic_neuron_fires_under_a_step() -> None:
    """+5 µA/cm² for 0.5 s: 43 spikes, 86 Hz, and 85 Hz as published."""
    at = spike_times("subthalamic", (0.0, 1000.0), (5.0, 500.0))
    assert np.sum(at > 1000) / 0.5 == pytest.approx(86.0, abs=3.0)


def test_a_nociceptor_fires_once_and_repeatedly() -> None:
    """Rest −66.478 mV; one spike under 4 µA/cm², 15 under 6 in half a second (Verma et al. 2020)."""
    assert spike_times("nociceptor", (0.0, 50.0), (4.0, 500.0)) - 50 == pytest.approx([7.4192], abs=0.01)
    at = spike_times("nociceptor", (0.0, 50.0), (6.0, 500.0)) - 50
    assert at.size == 15
    assert at[[0, 1, 7, 14]] == pytest.approx([4.437, 34.2457, 233.5971, 470.2144], abs=0.01)


def test_the_shoulder_of_a_nociceptor_s_spike_is_nav18() -> None:
    """In the millisecond after the peak it carries more than twice the charge of Nav1.7; without it nothing fires."""
    cell = CELLS["nociceptor"]
    step = Protocol("step", "Step", "cc", (Step(6.0 * cell.area / 100, 500.0),))
    recording = simulate(Experiment.of(cell, step))
    peak = int(np.argmax(recording["v"][0]))
    nav17, nav18 = (-recording[f"i_{name}"][0, peak : peak + 40].sum() for name in ("nav17", "nav18"))
    assert nav18 > 2 * nav17
    without = edit(cell, "sections.soma.channels.nav18.enabled", False)
    assert simulate(Experiment.of(without, step))["v"].max() < -50


@pytest.mark.parametrize(("nmda", "rate"), [(False, 0.973733), (True, 1.767920)])
def test_a_dopaminergic_neuron_paces(nmda: bool, rate: float) -> None:
    """0.974 Hz, and 1.77 Hz under a steady activation of its NMDA receptors (Drion et al. 2011)."""
    cell = edit(CELLS["dopaminergic"], "sections.soma.channels.inmda_drion.enabled", nmda)
    assert pacing_rate(cell) == pytest.approx(rate, rel=1e-3)
