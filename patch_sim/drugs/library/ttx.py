"""Tetrodotoxin: closes the outer mouth of sodium channels.

Half of Nav1.6 is blocked at 1 nM (rat) or 6 nM (mouse), as the compendium's table has it; 5 nM stands for Nav1.1–1.4,
1.6 and 1.7. For Nav1.8 the table has 60 (printed as mM, where µM is meant), and of the resistant current of rat
sensory neurons less than half goes at 75 µM (Elliott & Elliott 1993, abstract). Nav1.5, at about 2 µM from general
knowledge, lies between and is counted among the resistant.
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
