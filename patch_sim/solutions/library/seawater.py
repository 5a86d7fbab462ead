"""Artificial seawater, as for the squid's giant axon.

In mM 440 NaCl, 10 KCl, 10 CaCl₂, 50 MgCl₂. The squid's blood has about 20 mM of potassium.
"""

from patch_sim.solutions import Solution

SEAWATER = Solution.of(
    "seawater",
    "Artificial seawater",
    "bath",
    "Hille 2001, Ion Channels of Excitable Membranes, 3rd ed.; general knowledge",
    na=440.0,
    k=10.0,
    ca=10.0,
    mg=50.0,
    cl=570.0,
)
