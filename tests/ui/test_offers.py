"""What a panel can be asked to show: every signal of a recording by the names of the field, and densities."""

import pytest

from patch_sim import Experiment, Recording, simulate
from patch_sim.fields import edit
from patch_sim_ui.view.offers import areas, offers


def recorded(cell: str, protocol: str) -> Recording:
    short = edit(Experiment.of(cell, protocol), "protocol.n_sweeps", 1)
    return simulate(short)


@pytest.mark.parametrize(
    ("cell", "protocol"), [("squid_axon", "iv_curve"), ("low_threshold_spiking", "action_potential")]
)
def test_every_signal_is_offered_once_and_by_a_label_of_its_own(cell: str, protocol: str) -> None:
    recording = recorded(cell, protocol)
    found = offers(recording)
    labels = [offer["label"] for offer in found]
    assert len(set(labels)) == len(labels)
    assert {signal["name"] for offer in found for signal in offer["signals"]} == set(recording.signals)
    for offer in found:
        assert {recording.units[signal["name"]] for signal in offer["signals"]} == {offer["unit"]}


def test_a_concentration_is_offered() -> None:
    found = {offer["label"]: offer for offer in offers(recorded("low_threshold_spiking", "action_potential"))}
    assert found["[Ca]_in"]["unit"] == "mM"
    assert found["[Ca]_in"]["color"] == "level"


def test_a_density_is_that_of_the_membrane_the_current_crosses() -> None:
    found = areas(recorded("squid_axon", "action_potential"))
    assert found == pytest.approx(dict.fromkeys(["i_m", "i_nav_hh", "i_kv_hh", "i_leak", "command"], 1000))
