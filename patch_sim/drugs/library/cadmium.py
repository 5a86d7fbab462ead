"""Cadmium: blocks calcium channels, those of high threshold first.

Half of the currents of high threshold is blocked at 1–3 µM: from general knowledge; 20 µM take virtually all of them
at equilibrium (Swandulla & Armstrong 1989, abstract). T currents differ: 20 µM in sensory neurons (Todorovic & Lingle
1998, abstract), 280 µM in spermatogenic cells (Arnoult et al. 1998, abstract), and 100–200 µM in the thalamus, from
general knowledge, which is taken here. Block of real channels is relieved by strong hyperpolarization.
"""

from patch_sim.drugs import Drug, Effect

CADMIUM = Drug(
    name="cadmium",
    label="Cadmium (Cd²⁺)",
    effects=(
        Effect("cav1", ic50=2.0),
        Effect("cav2_1", ic50=2.0),
        Effect("cav2_2", ic50=2.0),
        Effect("cav3", ic50=150.0),
    ),
    concentration=100.0,
    source="Huguenard 1996, Annu Rev Physiol 58:329; doi:10.1073/pnas.86.5.1736",
)
