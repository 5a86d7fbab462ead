"""Iberiotoxin, of a scorpion's venom: blocks big calcium-activated potassium channels.

Half-block at about 1 nM; channels with the neuronal β4 subunit resist it. Value taken from general knowledge of the
literature.
"""

from patch_sim.drugs import Drug, Effect

IBERIOTOXIN = Drug(
    name="iberiotoxin",
    label="Iberiotoxin",
    effects=(Effect("bk", ic50=0.001),),
    concentration=0.1,
    source="Galvez et al. 1990, J Biol Chem 265:11083",
)
