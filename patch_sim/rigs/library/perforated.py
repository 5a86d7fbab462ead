"""A perforated patch: pores of an antibiotic are the only way into the cell."""

from patch_sim.rigs import Rig

PERFORATED = Rig(
    "perforated",
    "Perforated patch",
    source="doi:10.1085/jgp.92.2.145 (Horn & Marty 1988, nystatin), doi:10.1016/0165-0270(91)90017-T"
    " (Rae et al. 1991, amphotericin B): some ten to several tens of MΩ",
    r_s_mohm=25.0,
    c_pip=5.0,
    c_fast=5.0,
)
