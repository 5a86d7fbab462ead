"""A pyramidal cell of layer 5 in one compartment, with the channels of Hay et al. (2011).

No one-compartment version is published. ``tools/tune_cells.py`` searches fast sodium, fast and slow potassium, h, leak
and the area for the recordings of Tanaka (2011; rat, mean and one standard deviation), and ends within all bands:
rest −67 (−65 ± 9) mV, 50 (49 ± 30) MΩ, 11.6 (11.7 ± 5.1) ms, threshold −51 (−51 ± 11) mV, spikes of 98 (98) mV and
0.56 (0.72 ± 0.29) ms. Calcium channels and SK have a tenth of the published soma's density, with which it fires on
under a step as it does not with all; persistent sodium has 0.1 mS/cm². M is the published apical dendrite's. Sag is
0.22. Concentrations are effective ones, that make the paper's +50 and −85 mV at 34 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts

SIDE = 89.2  # µm
DENSITIES = {
    "nav_hay": 789.0,
    "inap": 0.1,
    "kv3": 84.6,
    "kv_korngreen": 2.4,
    "im_adams": 0.0675,
    "ih": 0.122,
    "ical": 0.099,
    "icat_hay": 0.343,
    "ikca": 4.41,
}

L5_PYRAMIDAL = Cell(
    name="l5_pyramidal",
    label="Layer-5 pyramidal cell",
    group="Cortex",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(
                *(replace(CHANNELS[name], g_max=g_max) for name, g_max in DENSITIES.items()),
                replace(CHANNELS["leak"], g_max=0.069, e_rev=-64.1, source="doi:10.1371/journal.pcbi.1002107"),
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
    facts=Facts(
        v_rest=(-66.55, 0.05),
        holding=(-75.0, 0.0),
        r_in=(49.8, 0.3),
        tau_m=(11.6, 0.1),
        rheobase=(43.9, 0.5),
        pulse_threshold=(1253.0, 5.0),
        firing_onset=(64.3, 0.6),
        threshold=(-50.85, 0.1),
        spike_height=(97.9, 0.2),
        half_width=(0.561, 0.005),
        sag=(0.219, 0.005),
    ),
)
