"""x"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool

SIDE = 87.0  # µm
DENSITIES = {
    "nav_hay": 900.0,
    "inap": 1.72,
    "kv3": 90.0,
    "kv_korngreen": 0.8,
    "im_adams": 0.0675,
    "ih": 0.2,
    "ical": 0.992,
    "icat_hay": 3.43,
    "ikca": 44.1,
}

L5_PYRAMIDAL = Cell(
    name="l5_pyramidal",
    label="Layer-5 pyramidal cell",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(
                *(replace(CHANNELS[name], g_max=g_max) for name, g_max in DENSITIES.items()),
                replace(CHANNELS["leak"], g_max=0.04, e_rev=-60.0, source="doi:10.1371/journal.pcbi.1002107"),
            ),
            pools=(Pool("ca", depth=0.1, tau=460.0, rest=1e-4, fraction=5.01e-4),),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=21.9259),
        Ion("k", 1, out=3.5, in_=86.849),
        Ion("ca", 2, out=2.0, in_=1e-4),
    ),
    celsius=34.0,
    v_init=-65.0,
    source="doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
)
