"""Nifedipine: blocks L-type calcium channels.

Half of Cav1.2 is blocked near 0.1 µM, more of it at depolarized voltages; Cav1.3 is less sensitive. At 10 µM, T type
is touched too. Values taken from general knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

NIFEDIPINE = Drug(
    name="nifedipine",
    label="Nifedipine",
    effects=(
        Effect("cav1", ic50=0.1),
        Effect("cav3", ic50=10.0),
    ),
    concentration=10.0,
    source="Catterall et al. 2005, Pharmacol Rev 57:411",
)
