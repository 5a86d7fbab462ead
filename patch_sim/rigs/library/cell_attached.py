"""A cell-attached patch: a seal on the membrane, whose patch is the only way into the cell."""

from patch_sim.rigs import Rig

CELL_ATTACHED = Rig(
    "cell_attached",
    "Cell attached",
    source="doi:10.1007/BF00656997 (Hamill et al. 1981): seals of 10 to 100 GΩ; the patch itself taken as 10 GΩ",
    r_s_mohm=10_000.0,
    c_pip=5.0,
    c_fast=5.0,
    r_seal_gohm=10.0,
)
