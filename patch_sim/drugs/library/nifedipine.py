"""Nifedipine: blocks L-type calcium channels.

Half of Cav1.2 is blocked near 0.1 µM, more of it at depolarized voltages. At 1 µM cloned Cav1.2 loses 84 %, Cav1.3
43 % and Cav3.1 15 %, by a comparison that a supplier quotes without the paper, which asks for 0.2, 1.3 and 6 µM. The
family's 0.1 µM and the 10 µM of T type are from general knowledge; not checked against the compendium.
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
