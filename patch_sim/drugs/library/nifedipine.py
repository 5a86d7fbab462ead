"""Nifedipine: blocks L-type calcium channels.

Half of Cav1.2 is blocked near 0.1 µM, more of it at depolarized voltages. At 1 µM cloned Cav1.2 loses 84 %, Cav1.3
43 % and Cav3.1 15 %, by a comparison that a supplier quotes without the paper, which asks for 0.2, 1.3 and 6 µM. T
currents of sensory neurons lose less than 20 % to 5 µM (Neurosci Lett 132:229, abstract), which asks for more than
20 µM: 10 µM of T type lies between. The family's 0.1 µM is from general knowledge; the compendium has no number.
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
    source="doi:10.1124/pr.57.4.5",
)
