"""Pipette solution with cesium for potassium, so that outward currents are gone.

In mM 140 CsCl, 4 NaCl, 2 MgCl₂, 10 HEPES to pH 7.3 with 4 KOH, which are the potassium that is left; calcium buffered
to 0.1 µM. In the model potassium channels only lose their driving force: E_K comes near 0 mV, where they pass
nothing; that cesium plugs them, too, is not in it.
"""

from patch_sim.solutions import Solution

CSCL = Solution.of(
    "cscl",
    "CsCl",
    "pipette",
    "general knowledge",
    cs=140.0,
    na=4.0,
    k=4.0,
    ca=0.0001,
    mg=2.0,
    cl=148.0,
    hepes=4.0,
)
