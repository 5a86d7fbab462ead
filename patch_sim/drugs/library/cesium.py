"""Cesium in the bath: blocks hyperpolarization-activated and inwardly rectifying channels.

Both are nearly gone at the usual 2–3 mM. The block of real channels grows with hyperpolarization: the 0.2 mM are an
order of magnitude for −100 mV, taken from general knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

CESIUM = Drug(
    name="cesium",
    label="Cesium (Cs⁺, outside)",
    effects=(
        Effect("hcn", ic50=200.0),
        Effect("kir", ic50=200.0),
    ),
    concentration=2000.0,
    source="Hagiwara, Miyazaki & Rosenthal 1976, J Gen Physiol 67:621; Pape 1996, Annu Rev Physiol 58:299",
)
