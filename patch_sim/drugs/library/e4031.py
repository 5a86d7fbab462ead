"""E-4031: blocks ether-à-go-go related channels.

Half of Kv11.1 is blocked at about 8 nM. From general knowledge; not checked against the paper.
"""

from patch_sim.drugs import Drug, Effect

E4031 = Drug(
    name="e4031",
    label="E-4031",
    effects=(Effect("erg", ic50=0.008),),
    concentration=1.0,
    source="Zhou et al. 1998, Biophys J 74:230",
)
