"""Tips: what stands beside the names of channels, drugs and ions."""

from patch_sim import CHANNELS, DRUGS
from patch_sim.channels import FAMILIES
from patch_sim.experiment import Experiment
from patch_sim.fields import insert
from patch_sim_ui.view.form import form
from patch_sim_ui.view.library import found
from patch_sim_ui.view.tips import ROLES, of_channel, of_drug


def test_every_channel_and_drug_says_what_it_does_and_where_to_read_on() -> None:
    said = [of_channel(channel) for channel in CHANNELS.values()] + [of_drug(drug) for drug in DRUGS.values()]
    assert all(text.endswith(".") and 20 < len(text) < 200 for text in said), [t for t in said if len(t) >= 200]
    assert set(ROLES) == set(FAMILIES)
    cell = Experiment.of("l5_pyramidal", "action_potential")
    cards = form(insert(cell, "cell.drugs", DRUGS["ttx"]), {}, {})
    assert all(card.tip and found(card.entry) for card in (*cards.cards, *cards.drugs))
    assert all(ion.tip for ion in cards.ions)
