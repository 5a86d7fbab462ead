"""Buffered saline for cultured and dissociated cells.

In mM 140 NaCl, 4 KCl, 2 CaCl₂, 1 MgCl₂, 10 HEPES to pH 7.4 with 5 NaOH, and glucose.
"""

from patch_sim.solutions import Solution

HEPES_SALINE = Solution.of(
    "hepes_saline",
    "HEPES saline",
    "bath",
    "the usual recipe for cultured cells; general knowledge",
    na=145.0,
    k=4.0,
    ca=2.0,
    mg=1.0,
    cl=150.0,
    hepes=5.0,
)
