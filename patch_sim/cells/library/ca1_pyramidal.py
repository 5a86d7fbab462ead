"""A pyramidal cell of hippocampal CA1 in one compartment, with the channels of Migliore et al. (1999).

No one-compartment version is published. ``tools/tune_cells.py`` searches conductances, leak, the shift of sodium and
the area for recordings of rat cells (Pike et al. 2000, Staff et al. 2000; sag from general knowledge). Within their
bands are rest −62 mV, 113 MΩ, 22 ms, spikes of 91.5 mV and 0.86 ms that fall at −97 mV/ms, and sag 0.19. Outside are
the threshold, −43.8 mV where −46.5 is recorded, the spike's rise, 630 where 297 to 381 mV/ms is, and rheobase, 16 pA
where 213 to 283 is: without an axon, what lets one membrane fire at all lies close to rest. Concentrations are
effective ones, that make the paper's +55 and −90 mV at 35 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts
from patch_sim.fields import edit

SIDE = 79.6  # µm

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
                edit(replace(CHANNELS["nav_ca1"], g_max=36.3), "params.shift.value", 3.0),
                replace(CHANNELS["kv_ca1"], g_max=31.4),
                replace(CHANNELS["ika_ca1"], g_max=4.82),
                replace(CHANNELS["im_ca1"], g_max=0.00607),
                replace(CHANNELS["ih_ca1"], g_max=0.023),
                replace(CHANNELS["leak"], g_max=0.00549, e_rev=-45.2, source="doi:10.1023/A:1008906225285"),
            ),
        ),
    ),
    ions=(Ion("na", 1, out=145.0, in_=18.2745), Ion("k", 1, out=3.5, in_=103.7561)),
    celsius=35.0,
    v_init=-62.0,
    source="doi:10.1023/A:1008906225285; ModelDB 2796",
    facts=Facts(
        v_rest=(-62.05, 0.05),
        holding=(-70.0, 0.0),
        r_in=(112.9, 0.5),
        tau_m=(21.7, 0.1),
        rheobase=(16.2, 0.2),
        firing_onset=(40.9, 0.5),
        threshold=(-43.8, 0.1),
        spike_height=(91.5, 0.2),
        half_width=(0.860, 0.005),
        sag=(0.19, 0.005),
    ),
)
