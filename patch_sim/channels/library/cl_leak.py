"""Chloride leak: what holds a membrane near E_Cl without any gate.

0.05 mS/cm² lies in the middle of the 0.01–0.1 mS/cm² that models of neurons give to resting chloride conductance; the
number is a textbook's order of magnitude, not a measurement of one cell.
"""

from patch_sim.channels import Channel

CL_LEAK = Channel(
    name="cl_leak",
    label="Cl⁻ leak",
    family="leak",
    ion="cl",
    g_max=0.05,
    source="Hille 2001, Ion Channels of Excitable Membranes, 3rd ed.",
)
