"""A-803467: blocks Nav1.8, the sodium channel of nociceptors that tetrodotoxin spares.

Half of the resistant current of dorsal root ganglia is blocked at 140 nM, of sensitive channels at some µM. Values
taken from general knowledge of the literature.
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
    source="Jarvis et al. 2007, Proc Natl Acad Sci USA 104:8520",
)
