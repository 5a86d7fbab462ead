"""A fast-spiking interneuron of the cortex, as in the demonstration of Pospischil et al. (2008).

It has sodium, a strong delayed rectifier and a leak, and fires without adaptation. This is the demonstration that the
authors published with the paper, not the fit to a recorded cell in it, which is ``fast_spiking_fit``. The
concentrations are effective ones: those of mammalian neurons, adjusted to the Nernst potentials +50 and −100 mV at 36
°C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

FAST_SPIKING = Cell(
    name="fast_spiking",
    label="Cortical interneuron, fast spiking",
    group="Cortex",
    sections=(
        Section(
            "soma",
            diameter=67.0,
            length=67.0,
            channels=(
                CHANNELS["nav_tm"],
                replace(CHANNELS["kv_tm"], g_max=10.0),
                replace(CHANNELS["leak"], g_max=0.15, e_rev=-70.0),
            ),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=22.1955),
        Ion("k", 1, out=3.28037, in_=140.0),
    ),
    celsius=36.0,
    v_init=-70.0,
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(
        v_rest=(-70.00, 0.05),
        r_in=(47.27, 0.5),
        tau_m=(6.667, 0.07),
        rheobase=(385.3, 2),
        pulse_threshold=(3821, 20),
        second_spikes=(1, 0),
        firing_onset=(388.5, 2),
        spike_height=(85.26, 0.5),
        half_width=(0.5569, 0.008),
        threshold=(-39.35, 0.3),
        holding=(-70, 0),
    ),
)
