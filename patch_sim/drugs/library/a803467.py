"""A-803467: blocks Nav1.8, the sodium channel of nociceptors that tetrodotoxin spares.

The abstract of the source: half of the resistant current of rat dorsal root ganglia is blocked at 140 nM, cloned
human Nav1.8 at 8 nM, and Nav1.2, 1.3, 1.5 and 1.7 at 1 µM or beyond. The 7 µM for sensitive channels is from general
knowledge, within that bound.
"""

from patch_sim.drugs import Drug, Effect

A803467 = Drug(
    name="a803467",
    label="A-803467",
    effects=(
        Effect("nav_r", ic50=0.14),
        Effect("nav", ic50=7.0),
    ),
    concentration=1.0,
    source="doi:10.1073/pnas.0611364104",
)
