"""Riluzole: blocks the persistent sodium current before the transient one.

Half of the persistent current of cortical neurons is blocked at about 2 µM; the transient current, at hyperpolarized
voltages, at tens of µM. Values taken from general knowledge of the literature.
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
    source="Urbani & Belluzzi 2000, Eur J Neurosci 12:3567",
)
