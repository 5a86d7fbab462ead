"""What is in the squid's giant axon.

400 mM of potassium, 50 of sodium, 52 of chloride and some 10 of free magnesium, with 0.1 µM of calcium; the organic
anions are mostly isethionate and are all counted as it.
"""

from patch_sim.solutions import Solution

AXOPLASM = Solution.of(
    "axoplasm",
    "Squid axoplasm",
    "pipette",
    "Hodgkin 1951, Biol Rev 26:339; general knowledge",
    na=50.0,
    k=400.0,
    ca=0.0001,
    mg=10.0,
    cl=52.0,
    isethionate=418.0,
)
