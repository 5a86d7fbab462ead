"""Mibefradil: blocks T-type calcium channels before others.

Half of Cav3.1 is blocked at about 0.3 µM at neuronal voltages, of L type at some ten times more or beyond. From
general knowledge; not checked against the paper. Sodium channels, which 1 µM touches when they are used (Eller et al.
2000), are left out.
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
