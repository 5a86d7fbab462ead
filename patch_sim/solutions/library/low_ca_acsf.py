"""Artificial cerebrospinal fluid with magnesium in calcium's place.

What calcium is left without a chelator is some 10 µM. Calcium currents and what follows them are gone; the shift that
divalent ions give to other gates is not in the model.
"""

from patch_sim.solutions import Solution

LOW_CA_ACSF = Solution.of(
    "low_ca_acsf",
    "ACSF without Ca²⁺",
    "bath",
    "acsf, with Mg²⁺ for Ca²⁺",
    na=146.2,
    k=2.5,
    ca=0.01,
    mg=3.79,
    cl=129.1,
    hco3=26.2,
    h2po4=1.0,
)
