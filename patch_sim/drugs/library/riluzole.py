"""Riluzole: blocks the persistent sodium current before the transient one.

The abstract of the source: half of the persistent current of rat cortical neurons is blocked at 2 µM, the transient
one at much higher doses. The 50 µM for that are from general knowledge.
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
