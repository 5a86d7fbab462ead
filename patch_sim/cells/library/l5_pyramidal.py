"""A pyramidal cell of layer 5 in one compartment, with the channels of Hay et al. (2011).

No one-compartment version is published. ``tools/tune_cells.py`` searches fast sodium, fast and slow potassium, h, leak
and the area for the recordings of Tanaka (2011; rat, mean and one standard deviation), and ends within all bands:
rest −67 (−65 ± 9) mV, 54 (49 ± 30) MΩ, 13 (11.7 ± 5.1) ms, threshold −51 (−51 ± 11) mV, spikes of 99 (98) mV and
0.60 (0.72 ± 0.29) ms. Calcium channels and SK have a tenth of the published soma's density, with which it fires on
under a step as it does not with all; persistent sodium has 0.1 mS/cm². M is the published apical dendrite's.
Concentrations are effective ones, that make the paper's +50 and −85 mV at 34 °C. So much sodium in one membrane holds
a plateau near −25 mV once fast potassium is weak: under TEA or 4-AP, or in 6 mM of potassium, it stays there, where a
cell with dendrites goes on firing. For the same reason its spikes rise at 1200 mV/ms, about twice as fast as is usual.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts

SIDE = 88.7  # µm
DENSITIES = {
    "nav_hay": 805.0,
    "inap": 0.1,
    "kv3": 68.3,
    "kv_korngreen": 7.03,
    "im_adams": 0.0675,
    "ih": 0.319,
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
                replace(CHANNELS["leak"], g_max=0.0582, e_rev=-65.94, source="doi:10.1371/journal.pcbi.1002107"),
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
        v_rest=(-66.6, 0.05),
        holding=(-75.0, 0.0),
        r_in=(54.4, 0.3),
        tau_m=(12.94, 0.1),
        rheobase=(34.5, 0.4),
        pulse_threshold=(1115.0, 5.0),
        second_spikes=(1, 0),
        firing_onset=(53.5, 0.5),
        threshold=(-50.98, 0.1),
        spike_height=(98.6, 0.2),
        half_width=(0.596, 0.005),
        sag=(0.343, 0.005),
    ),
)
