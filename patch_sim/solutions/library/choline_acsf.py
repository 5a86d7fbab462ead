"""Artificial cerebrospinal fluid with choline in place of all sodium but that of the buffers.

Isolates what does not carry sodium.
"""

from patch_sim.solutions import Solution

CHOLINE_ACSF = Solution.of(
    "choline_acsf",
    "ACSF with choline for Na⁺",
    "bath",
    "acsf, with choline for NaCl's Na⁺",
    na=27.2,
    choline=119.0,
    k=2.5,
    ca=2.5,
    mg=1.3,
    cl=129.1,
    hco3=26.2,
    h2po4=1.0,
)
