"""α-Dendrotoxin: blocks Kv1.1, 1.2 and 1.6, the D current.

Half of cloned Kv1.1 and 1.2 is blocked at about 20 nM; native D currents are more sensitive. Value taken from general
knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

DENDROTOXIN = Drug(
    name="dendrotoxin",
    label="α-Dendrotoxin",
    effects=(Effect("kv1", ic50=0.018),),
    concentration=0.1,
    source="Grissmer et al. 1994, Mol Pharmacol 45:1227",
)
