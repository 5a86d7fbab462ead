"""Barium: blocks inward rectifiers.

Half of Kir2 is blocked at some 10 µM near −100 mV, and less of it at depolarized voltages, which is left out here.
Value taken from general knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

BARIUM = Drug(
    name="barium",
    label="Barium (Ba²⁺)",
    effects=(Effect("kir", ic50=10.0),),
    concentration=100.0,
    source="Kubo et al. 2005, Pharmacol Rev 57:509",
)
