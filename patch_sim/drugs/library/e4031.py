"""E-4031: blocks ether-à-go-go related channels.

Half of Kv11.1 in human kidney cells at 35 °C is blocked at about 8 nM: the source's figure from general knowledge, its
stored abstract ends before the number.
"""

from patch_sim.drugs import Drug, Effect

E4031 = Drug(
    name="e4031",
    label="E-4031",
    effects=(Effect("erg", ic50=0.008),),
    concentration=1.0,
    source="doi:10.1016/S0006-3495(98)77782-3",
)
