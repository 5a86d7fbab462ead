"""A regular-spiking cell of the cortex, as in the demonstration of Pospischil et al. (2008).

Its M current slows the train down. This is the demonstration that the authors published with the paper, not the fit
to a recorded cell in it, which is ``regular_spiking_fit``. The concentrations are effective ones: those inside and
outside of a mammalian neuron, adjusted to the Nernst potentials +50 and −100 mV at 36 °C. Its leak reverses at −70 mV
whatever is outside, as published, so that four times the potassium moves E_K by 37 mV, but rest by 0.7 mV; firing
goes up with it.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

REGULAR_SPIKING = Cell(
    name="regular_spiking",
    label="Cortical cell, regular spiking",
    group="Cortex",
    sections=(
        Section(
            "soma",
            diameter=96.0,
            length=96.0,
            channels=(
                CHANNELS["nav_tm"],
                CHANNELS["kv_tm"],
                CHANNELS["im"],
                replace(CHANNELS["leak"], g_max=0.1, e_rev=-70.0),
            ),
        ),
    ),
    ions=(Ion("na", 1, out=145.0, in_=22.1955), Ion("k", 1, out=3.28037, in_=140.0)),
    celsius=36.0,
    v_init=-70.0,
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(
        v_rest=(-70.57, 0.05),
        r_in=(32.13, 0.3),
        tau_m=(9.579, 0.1),
        rheobase=(560.5, 3),
        pulse_threshold=(7572, 40),
        second_spikes=(1, 0),
        firing_onset=(683.8, 4),
        spike_height=(86.56, 0.5),
        half_width=(0.6927, 0.01),
        threshold=(-39.39, 0.3),
        holding=(-70, 0),
    ),
)
