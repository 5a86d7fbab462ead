"""Artificial cerebrospinal fluid, as brain slices are kept in it.

In mM 119 NaCl, 2.5 KCl, 2.5 CaCl₂, 1.3 MgCl₂, 26.2 NaHCO₃, 1 NaH₂PO₄ and glucose, with 95 % O₂ and 5 % CO₂: the usual
recipe for hippocampal slices, with small differences from laboratory to laboratory.
"""

from patch_sim.solutions import Solution

ACSF = Solution.of(
    "acsf",
    "ACSF",
    "bath",
    "the usual recipe of slice physiology; general knowledge",
    na=146.2,
    k=2.5,
    ca=2.5,
    mg=1.3,
    cl=129.1,
    hco3=26.2,
    h2po4=1.0,
)
