"""A cell of the thalamic reticular nucleus (Destexhe et al. 1996).

A small step from its rest makes a burst that speeds up and slows down again, on top of a low-threshold calcium spike.
The concentrations are effective ones: those of mammalian neurons, adjusted to the Nernst potentials +50 and −100 mV
at 36 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts

THALAMIC_RETICULAR = Cell(
    name="thalamic_reticular",
    label="Thalamic reticular cell",
    group="Thalamus",
    sections=(
        Section(
            "soma",
            diameter=70.0,
            length=64.86,
            channels=(
                replace(CHANNELS["nav_tm"], g_max=200.0),
                replace(CHANNELS["kv_tm"], g_max=20.0),
                CHANNELS["icat_reticular"],
                replace(CHANNELS["leak"], g_max=0.05, e_rev=-90.0),
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
    v_init=-90.0,
    source="doi:10.1152/jn.1996.76.3.2049; ModelDB 3343",
    facts=Facts(
        v_rest=(-89.58, 0.05),
        r_in=(155.8, 2),
        tau_m=(22.43, 0.2),
        rheobase=(45.28, 0.3),
        pulse_threshold=(2307, 10),
        second_spikes=(10, 1),
        firing_onset=(45.28, 0.3),
        spike_height=(95.47, 0.5),
        half_width=(0.6633, 0.01),
        threshold=(-45.63, 0.3),
        holding=(-90, 0),
    ),
)
