"""The ideal electrode: the cell sees the command itself, and what is recorded is what flows."""

from patch_sim.rigs import Rig

IDEAL = Rig("ideal", "Ideal electrode", source="the textbook's space clamp: no series resistance, no capacitance")
