"""A pipette in the bath, before it touches a cell: what the Membrane Test begins with."""

from patch_sim.rigs import Rig

BATH = Rig(
    "bath",
    "Pipette in the bath (5 MΩ)",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): pipettes of 2–6 MΩ; no cell: 10 GΩ away from it",
    r_s_mohm=10_000.0,
    c_pip=5.0,
    c_fast=5.0,
    r_seal_gohm=0.005,
)
