"""Cadmium: blocks calcium channels, those of high threshold first.

Half of the currents of high threshold is blocked at 1–3 µM, of T type at 100–200 µM. From general knowledge; not
checked against the paper. Block of real channels is relieved by strong hyperpolarization (Swandulla & Armstrong 1989).
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
    source="Huguenard 1996, Annu Rev Physiol 58:329",
)
