"""Pipette solution with aspartate as the anion, as for cardiac and retinal cells.

In mM 130 K-aspartate, 6 KCl, 4 NaCl, 2 MgCl₂, 10 HEPES to pH 7.3 with 4 KOH; calcium buffered to 0.1 µM.
"""

from patch_sim.solutions import Solution

K_ASPARTATE = Solution.of(
    "k_aspartate",
    "K-aspartate",
    "pipette",
    "general knowledge",
    na=4.0,
    k=140.0,
    ca=0.0001,
    mg=2.0,
    cl=14.0,
    aspartate=130.0,
    hepes=4.0,
)
