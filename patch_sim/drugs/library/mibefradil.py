"""Mibefradil: blocks T-type calcium channels before others.

Half of Cav3.1 is blocked at about 0.3 µM at neuronal voltages, of L type at some ten times more or beyond. Values
taken from general knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

MIBEFRADIL = Drug(
    name="mibefradil",
    label="Mibefradil",
    effects=(
        Effect("cav3", ic50=0.3),
        Effect("cav1", ic50=10.0),
    ),
    concentration=3.0,
    source="Martin et al. 2000, J Pharmacol Exp Ther 295:302",
)
