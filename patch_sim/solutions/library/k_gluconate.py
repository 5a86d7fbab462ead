"""Pipette solution of most whole-cell recordings of potential.

In mM 130 K-gluconate, 6 KCl, 4 NaCl, 2 MgCl₂ (mostly bound by ATP, which is not among the ions here), 10 HEPES to pH
7.3 with 4 KOH; calcium buffered to 0.1 µM.
"""

from patch_sim.solutions import Solution

K_GLUCONATE = Solution.of(
    "k_gluconate",
    "K-gluconate",
    "pipette",
    "the usual recipe of slice physiology; general knowledge",
    na=4.0,
    k=140.0,
    ca=0.0001,
    mg=2.0,
    cl=14.0,
    gluconate=130.0,
    hepes=4.0,
)
