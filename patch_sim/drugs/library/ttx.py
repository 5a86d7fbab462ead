"""Tetrodotoxin: closes the outer mouth of sodium channels.

Half-block lies at 1–25 nM for Nav1.1–1.4, 1.6 and 1.7, of which 5 nM is typical: from general knowledge. For Nav1.8
the compendium's table has 60 (printed as mM, where µM is meant). Nav1.5, at about 2 µM, lies between and is counted
among the resistant.
"""

from patch_sim.drugs import Drug, Effect

TTX = Drug(
    name="ttx",
    label="Tetrodotoxin (TTX)",
    effects=(
        Effect("nav", ic50=0.005),
        Effect("nav_r", ic50=60.0),
    ),
    concentration=1.0,
    source="Catterall, Goldin & Waxman 2005, Pharmacol Rev 57:397",
)
