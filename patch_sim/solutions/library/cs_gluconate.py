"""Pipette solution with cesium for potassium and little chloride, for synaptic currents.

In mM 130 Cs-gluconate, 6 CsCl, 4 NaCl, 2 MgCl₂, 10 HEPES to pH 7.3 with 4 KOH, which are the potassium that is left;
calcium buffered to 0.1 µM. Of potassium channels the same holds as in cscl.
"""

from patch_sim.solutions import Solution

CS_GLUCONATE = Solution.of(
    "cs_gluconate",
    "Cs-gluconate",
    "pipette",
    "general knowledge",
    cs=136.0,
    na=4.0,
    k=4.0,
    ca=0.0001,
    mg=2.0,
    cl=14.0,
    gluconate=130.0,
    hepes=4.0,
)
