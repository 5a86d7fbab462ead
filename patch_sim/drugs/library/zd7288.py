"""ZD7288: blocks hyperpolarization-activated channels from inside, within minutes.

Half-block at 2 µM in dopamine neurons of the substantia nigra, as the abstract of Harris & Constanti says; 0.2 µM in
facial motoneurons (Larkman & Kelly 2001).
"""

from patch_sim.drugs import Drug, Effect

ZD7288 = Drug(
    name="zd7288",
    label="ZD7288",
    effects=(Effect("hcn", ic50=2.0),),
    concentration=20.0,
    source="Harris & Constanti 1995, J Neurophysiol 74:2366",
)
