"""A patch of crab axon with an A current (Connor, Walter & McKown 1977), in the form of Dayan & Abbott (2001).

The A current lets it fire arbitrarily slowly (type I); without that it starts at a high rate. Its area is 1000 µm²,
so that 1 µA/cm² is 10 pA. The rates have no Q10: they are those of 18 °C. The concentrations are effective ones:
those of mammalian neurons, adjusted to the Nernst potentials +55 and −72 mV at 18 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

SIDE = 17.841241161527712  # µm: π · side² = 1000 µm²

CONNOR_STEVENS = Cell(
    name="connor_stevens",
    label="Crab axon patch (Connor–Stevens)",
    group="Axons",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(
                CHANNELS["nav_connor"],
                CHANNELS["kv_connor"],
                CHANNELS["ika_connor"],
                replace(CHANNELS["leak"], g_max=0.3, e_rev=-17.0),
            ),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=16.1929),
        Ion("k", 1, out=7.9399, in_=140.0),
    ),
    celsius=18.0,
    v_init=-68.0,
    source="doi:10.1016/S0006-3495(77)85598-7; Dayan & Abbott 2001, chapter 6",
    facts=Facts(
        v_rest=(-67.98, 0.05),
        r_in=(55.48, 0.6),
        tau_m=(4.142, 0.04),
        rheobase=(82.9, 0.5),
        pulse_threshold=(579.3, 3),
        second_spikes=(1, 0),
        firing_onset=(85.64, 0.5),
        spike_height=(89.37, 0.5),
        half_width=(0.5698, 0.009),
        threshold=(-43.03, 0.3),
        holding=(-70, 0),
    ),
)
