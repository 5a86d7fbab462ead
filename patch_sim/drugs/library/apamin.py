"""Apamin, of the bee's venom: blocks small-conductance calcium-activated potassium channels.

Half of KCa2.2 (SK2), which stands for the family, is blocked at 60–200 pM, as the compendium's table has it. SK3 and
SK1 need some nM: from general knowledge.
"""

from patch_sim.drugs import Drug, Effect

APAMIN = Drug(
    name="apamin",
    label="Apamin",
    effects=(Effect("sk", ic50=0.0001),),
    concentration=0.1,
    source="Wei et al. 2005, Pharmacol Rev 57:463; doi:10.1126/science.273.5282.1709",
)
