"""Cesium in the bath: blocks hyperpolarization-activated and inwardly rectifying channels.

5 mM take 99 % of human HCN1 (Gill et al. 2004, abstract) and 3–5 mM all of the h-current (Harris & Constanti 1995,
abstract), 2–3 mM nearly all of both. The block of real channels grows with hyperpolarization: the half-dose of
0.2 mM, which leaves 4 % at 5 mM, is an order of magnitude for −100 mV, from general knowledge.
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
