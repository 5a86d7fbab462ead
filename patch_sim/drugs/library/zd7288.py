"""ZD7288: blocks hyperpolarization-activated channels from inside, within minutes.

The abstracts of the sources: half-block at 2 µM in the substantia nigra of the guinea pig, 0.2 µM in facial
motoneurons of the rat. 100 µM take 98 % of human HCN1 (Gill et al. 2004, abstract), which asks for 2 µM.
"""

from patch_sim.drugs import Drug, Effect

ZD7288 = Drug(
    name="zd7288",
    label="ZD7288",
    effects=(Effect("hcn", ic50=2.0),),
    concentration=20.0,
    source="doi:10.1152/jn.1995.74.6.2366; Larkman & Kelly 2001, Neuropharmacology",
)
