"""Pipette solution with chloride as the anion: E_Cl is near 0 mV, and the junction potential small.

In mM 140 KCl, 4 NaCl, 2 MgCl₂, 10 HEPES to pH 7.3 with 4 KOH; calcium buffered to 0.1 µM.
"""

from patch_sim.solutions import Solution

KCL = Solution.of(
    "kcl",
    "KCl",
    "pipette",
    "general knowledge",
    na=4.0,
    k=144.0,
    ca=0.0001,
    mg=2.0,
    cl=148.0,
    hepes=4.0,
)
