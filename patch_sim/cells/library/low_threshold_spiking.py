"""A low-threshold-spiking cell of the cortex, as in the demonstration of Pospischil et al. (2008).

A calcium current of T type, which its rest makes available, starts a train with a burst; with a leak that reverses at
−60 mV it fires after release from hyperpolarization instead. The calcium that enters gathers in a layer of 1 µm under
the membrane, and the current's reversal follows it. The concentrations are effective ones: those of mammalian
neurons, adjusted to the Nernst potentials +50 and −100 mV at 36 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts

LOW_THRESHOLD_SPIKING = Cell(
    name="low_threshold_spiking",
    label="Cortical interneuron, low-threshold spiking",
    group="Cortex",
    sections=(
        Section(
            "soma",
            diameter=96.0,
            length=96.0,
            channels=(
                CHANNELS["nav_tm"],
                CHANNELS["kv_tm"],
                replace(CHANNELS["im"], g_max=0.03),
                replace(CHANNELS["icat_relay"], g_max=0.4),
                replace(CHANNELS["leak"], g_max=0.01, e_rev=-85.0),
            ),
            pools=(Pool("ca", depth=1.0, tau=5.0, rest=2.4e-4),),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=22.1955),
        Ion("k", 1, out=3.28037, in_=140.0),
        Ion("ca", 2, out=2.0, in_=2.4e-4),
    ),
    celsius=36.0,
    v_init=-84.0,
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(
        v_rest=(-83.95, 0.05),
        r_in=(446.2, 4),
        tau_m=(113.3, 1),
        rheobase=(38.68, 0.2),
        pulse_threshold=(2664, 10),
        second_spikes=(1, 0),
        firing_onset=(171.3, 1),
        spike_height=(87.94, 0.5),
        half_width=(0.7082, 0.01),
        threshold=(-40.05, 0.3),
        holding=(-80, 0),
    ),
)
