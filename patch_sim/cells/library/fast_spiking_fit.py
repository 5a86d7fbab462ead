"""A fast-spiking interneuron of the cortex: the fit to a recorded cell in Pospischil et al. (2008).

A weak M current is part of the fit. The demonstration published with the paper is ``fast_spiking``. The
concentrations are effective ones: those of mammalian neurons, adjusted to the Nernst potentials +50 and −90 mV at 36
°C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts
from patch_sim.fields import edit

V_T = -57.9  # mV

FAST_SPIKING_FIT = Cell(
    name="fast_spiking_fit",
    label="Cortical interneuron, fast spiking (fit)",
    group="Cortex",
    sections=(
        Section(
            "soma",
            diameter=56.9,
            length=56.9,
            channels=(
                edit(replace(CHANNELS["nav_tm"], g_max=58.0), "params.v_t.value", V_T),
                edit(replace(CHANNELS["kv_tm"], g_max=3.9), "params.v_t.value", V_T),
                edit(replace(CHANNELS["im"], g_max=0.0787), "params.tau_max.value", 502.0),
                replace(CHANNELS["leak"], g_max=0.038, e_rev=-70.4),
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
        v_rest=(-71.39, 0.05),
        r_in=(225.1, 2),
        tau_m=(22.75, 0.2),
        rheobase=(68.48, 0.4),
        pulse_threshold=(2083, 10),
        second_spikes=(1, 0),
        firing_onset=(92.33, 0.6),
        spike_height=(91.1, 0.5),
        half_width=(0.796, 0.01),
        threshold=(-42.80, 0.3),
        holding=(-70, 0),
    ),
)
