"""A usual whole-cell electrode, without compensation."""

from patch_sim.rigs import Rig

WHOLE_CELL = Rig(
    "whole_cell",
    "Whole cell",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): 2–6 MΩ pipettes, 2–3 times that as access, 3–8 pF",
    r_s_mohm=10.0,
    c_pip=5.0,
    c_fast=5.0,
)
