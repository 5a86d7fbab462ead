"""α-Dendrotoxin: blocks Kv1.1, 1.2 and 1.6, the D current.

20 nM for cloned Kv1.1 and 17 nM for Kv1.2, as the compendium's tables have it, and 2.8 nM in another cell line
(Werkman et al. 1992); native D currents are rather like the latter.
"""

from patch_sim.drugs import Drug, Effect

DENDROTOXIN = Drug(
    name="dendrotoxin",
    label="α-Dendrotoxin",
    effects=(Effect("kv1", ic50=0.017),),
    concentration=0.1,
    source="Gutman et al. 2005, Pharmacol Rev 57:473 (table of Kv1.2)",
)
