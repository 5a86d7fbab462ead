"""Iberiotoxin, of a scorpion's venom: blocks big calcium-activated potassium channels.

1.16 nM for single channels of muscle in bilayers, as the abstract of the source says; channels with the neuronal β4
subunit resist it.
"""

from patch_sim.drugs import Drug, Effect

IBERIOTOXIN = Drug(
    name="iberiotoxin",
    label="Iberiotoxin",
    effects=(Effect("bk", ic50=0.00116),),
    concentration=0.1,
    source="Candia, Garcia & Latorre 1992, Biophys J 63:583",
)
