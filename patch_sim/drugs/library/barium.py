"""Barium: blocks inward rectifiers.

Half of Kir2 is blocked at some 10 µM near −100 mV, and less of it at depolarized voltages (Shieh, Chang & Arreola
1998), which is left out here. The number is an order of magnitude from general knowledge: the compendium names barium
as a blocker of Kir2.1 without one.
"""

from patch_sim.drugs import Drug, Effect

BARIUM = Drug(
    name="barium",
    label="Barium (Ba²⁺)",
    effects=(Effect("kir", ic50=10.0),),
    concentration=100.0,
    source="Kubo et al. 2005, Pharmacol Rev 57:509",
)
