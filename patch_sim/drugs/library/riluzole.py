"""Riluzole: blocks the persistent sodium current before the transient one.

The abstract of the source: half of the persistent current of rat cortical neurons is blocked at 2 µM, the transient
one at much higher doses. 50 µM stand for these: sodium channels at rest in frog nerve take 90 µM, inactivated ones
0.3 µM (Pflügers Arch 419:603, abstract), and responses of cortical slices 30 µM (Br J Pharmacol 120:225, abstract).
"""

from patch_sim.drugs import Drug, Effect

RILUZOLE = Drug(
    name="riluzole",
    label="Riluzole",
    effects=(
        Effect("inap", ic50=2.0),
        Effect("nav", ic50=50.0),
    ),
    concentration=10.0,
    source="doi:10.1046/j.1460-9568.2000.00242.x",
)
