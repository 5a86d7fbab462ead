"""A sharp microelectrode: a fine tip through the membrane, with a leak around it."""

from patch_sim.rigs import Rig

SHARP = Rig(
    "sharp",
    "Sharp electrode",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): tips of tens to a hundred MΩ",
    r_s_mohm=60.0,
    c_pip=2.0,
)
