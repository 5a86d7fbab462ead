"""A pyramidal cell of hippocampal CA1 in one compartment, with the channels of Migliore et al. (1999).

No one-compartment version is published. ``tools/tune_cells.py`` searches conductances, the shift of sodium, the area
and the leak for recordings of rat cells, mean and one standard deviation (Pike et al. 2000; Staff et al. 2000; sag from
general knowledge). Within their bands are rest −67 (−62 ± 5.5) mV, 12 (22 ± 11) ms, spikes of 85 (93 ± 13) mV and
0.83 (0.95 ± 0.13) ms that rise at 430 (381 ± 80) and fall at −80 (−95 ± 21) mV/ms, and sag. Outside, by less than a
tenth of a deviation each, are 63.8 (113 ± 49) MΩ, the threshold, −43.6 (−46.3 ± 2.7) mV, and rheobase, 112 (213 ± 94)
pA: without an axon, sodium channels that open early enough for the one bring the other down. Kv1 (``kv1``, of Purkinje
cells), which Migliore et al. do not have, holds that back. Concentrations are effective ones, that make the paper's
+55 and −90 mV at 35 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts
from patch_sim.fields import edit

SIDE = 76.1  # µm

CA1_PYRAMIDAL = Cell(
    name="ca1_pyramidal",
    label="CA1 pyramidal cell",
    group="Hippocampus",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(
                edit(replace(CHANNELS["nav_ca1"], g_max=21.6), "params.shift.value", 1.43),
                replace(CHANNELS["kv_ca1"], g_max=33.1),
                replace(CHANNELS["ika_ca1"], g_max=0.632),
                replace(CHANNELS["kv1"], g_max=0.23),
                replace(CHANNELS["im_ca1"], g_max=0.00143),
                replace(CHANNELS["ih_ca1"], g_max=0.0191),
                replace(CHANNELS["leak"], g_max=0.0486, e_rev=-70.52, source="doi:10.1023/A:1008906225285"),
            ),
        ),
    ),
    ions=(Ion("na", 1, out=145.0, in_=18.2745), Ion("k", 1, out=3.5, in_=103.7561)),
    celsius=35.0,
    v_init=-67.0,
    source="doi:10.1023/A:1008906225285; ModelDB 2796",
    facts=Facts(
        v_rest=(-67.4, 0.05),
        holding=(-70.0, 0.0),
        r_in=(63.8, 0.4),
        tau_m=(11.52, 0.1),
        rheobase=(111.8, 0.8),
        pulse_threshold=(2350, 12),
        second_spikes=(1, 0),
        firing_onset=(115.7, 0.8),
        threshold=(-43.56, 0.1),
        spike_height=(85.4, 0.2),
        half_width=(0.832, 0.005),
        sag=(0.104, 0.004),
    ),
)
