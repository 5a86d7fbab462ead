"""A regular-spiking cell of the cortex: the fit to a recorded cell in Pospischil et al. (2008).

The demonstration published with the paper is ``regular_spiking``. The concentrations are effective ones: those of
mammalian neurons, adjusted to the Nernst potentials +50 and −90 mV at 36 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts
from patch_sim.fields import edit

V_T = -56.2  # mV

REGULAR_SPIKING_FIT = Cell(
    name="regular_spiking_fit",
    label="Cortical cell, regular spiking (fit)",
    group="Cortex",
    sections=(
        Section(
            "soma",
            diameter=61.4,
            length=61.4,
            channels=(
                edit(replace(CHANNELS["nav_tm"], g_max=56.0), "params.v_t.value", V_T),
                edit(replace(CHANNELS["kv_tm"], g_max=6.0), "params.v_t.value", V_T),
                edit(replace(CHANNELS["im"], g_max=0.075), "params.tau_max.value", 608.0),
                replace(CHANNELS["leak"], g_max=0.0205, e_rev=-70.3),
            ),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=22.1955),
        Ion("k", 1, out=4.77467, in_=140.0),
    ),
    celsius=36.0,
    v_init=-70.0,
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(
        v_rest=(-71.91, 0.05),
        r_in=(330.5, 3),
        tau_m=(38.36, 0.4),
        rheobase=(55.1, 0.3),
        pulse_threshold=(2569, 10),
        second_spikes=(1, 0),
        firing_onset=(103.5, 0.6),
        spike_height=(88.77, 0.5),
        half_width=(0.688, 0.01),
        threshold=(-40.96, 0.3),
        holding=(-70, 0),
    ),
)
