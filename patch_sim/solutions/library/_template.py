"""A solution: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.solutions import Solution

TEMPLATE = Solution.of("template", "Template", "bath", "the paper's doi", na=145.0, k=3.5, ca=2.0, cl=152.5)
