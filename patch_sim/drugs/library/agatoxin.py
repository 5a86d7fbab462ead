"""ω-Agatoxin IVA, of a spider: blocks P-type calcium channels, and Q type at higher concentrations.

The abstract of the source: K_D of about 2 nM for the P current of rat Purkinje cells, nothing of T, L or N type. Q type
needs about 100 nM, from general knowledge, and is the same family here.
"""

from patch_sim.drugs import Drug, Effect

AGATOXIN = Drug(
    name="agatoxin",
    label="ω-Agatoxin IVA",
    effects=(Effect("cav2_1", ic50=0.002),),
    concentration=0.1,
    source="Mintz, Adams & Bean 1992, Neuron 9:85",
)
