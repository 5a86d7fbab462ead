"""Apamin, of the bee's venom: blocks small-conductance calcium-activated potassium channels.

Half of SK2 is blocked at about 0.1 nM (63 pM where they were cloned), of SK3 and SK1 at some nM. From general
knowledge; not checked against the paper.
"""

from patch_sim.drugs import Drug, Effect

APAMIN = Drug(
    name="apamin",
    label="Apamin",
    effects=(Effect("sk", ic50=0.0001),),
    concentration=0.1,
    source="Köhler et al. 1996, Science 273:1709",
)
