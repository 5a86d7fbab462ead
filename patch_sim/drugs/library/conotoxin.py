"""ω-Conotoxin GVIA, of a cone snail: blocks N-type calcium channels, hardly reversibly.

Half-block at about 1 nM. From general knowledge; not checked against the compendium.
"""

from patch_sim.drugs import Drug, Effect

CONOTOXIN = Drug(
    name="conotoxin",
    label="ω-Conotoxin GVIA",
    effects=(Effect("cav2_2", ic50=0.001),),
    concentration=1.0,
    source="Catterall et al. 2005, Pharmacol Rev 57:411",
)
