"""Mibefradil: blocks T-type calcium channels before others.

The compendium calls it selective for Cav3 without a number. Half of Cav3.1 at about 0.3 µM at neuronal voltages, where
some channels are inactivated, and of L type at ten times more or beyond, are from general knowledge; from very negative
voltages it takes much more, 5 µM for the T current of spermatogenic cells (Arnoult et al. 1998, abstract). Sodium
channels, which 1 µM touches when they are used (Eller et al. 2000), are left out.
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
    source="Martin et al. 2000, J Pharmacol Exp Ther 295:302; doi:10.1124/pr.57.4.5",
)
