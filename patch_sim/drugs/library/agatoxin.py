"""ω-Agatoxin IVA, of a spider: blocks P-type calcium channels, and Q type at higher concentrations.

Half of the P current of Purkinje cells is blocked at about 2 nM; of Q type at about 100 nM, which is the same family
here. Value taken from general knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

AGATOXIN = Drug(
    name="agatoxin",
    label="ω-Agatoxin IVA",
    effects=(Effect("cav2_1", ic50=0.002),),
    concentration=0.1,
    source="Mintz et al. 1992, Nature 355:827",
)
