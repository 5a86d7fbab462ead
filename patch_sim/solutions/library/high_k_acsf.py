"""Artificial cerebrospinal fluid in which 9.5 mM of sodium are replaced by potassium.

12 mM is what potassium rises to in epileptic discharge; everything else is
as in acsf.
"""

from patch_sim.solutions import Solution

HIGH_K_ACSF = Solution.of(
    "high_k_acsf",
    "ACSF with 12 mM K⁺",
    "bath",
    "acsf, with K⁺ for Na⁺",
    na=136.7,
    k=12.0,
    ca=2.5,
    mg=1.3,
    cl=129.1,
    hco3=26.2,
    h2po4=1.0,
)
