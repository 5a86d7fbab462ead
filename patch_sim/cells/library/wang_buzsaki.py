"""A fast-spiking interneuron of the hippocampus (Wang & Buzsáki 1996).

Its area is 1000 µm², so that 1 µA/cm² is 10 pA: the paper gives densities alone. The paper's φ = 5 takes the place of
a Q10, so that temperature acts on reversal potentials only. The concentrations are effective ones: those of mammalian
neurons, adjusted to the Nernst potentials +55 and −90 mV at 27 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

SIDE = 17.841241161527712  # µm: π · side² = 1000 µm²

WANG_BUZSAKI = Cell(
    name="wang_buzsaki",
    label="Hippocampal interneuron (Wang–Buzsáki)",
    group="Hippocampus",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(
                CHANNELS["nav_wang"],
                CHANNELS["kv_wang"],
                replace(CHANNELS["leak"], g_max=0.1, e_rev=-65.0),
            ),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=17.293),
        Ion("k", 1, out=4.3147, in_=140.0),
    ),
    celsius=27.0,
    v_init=-65.0,
    source="doi:10.1523/JNEUROSCI.16-20-06402.1996; ModelDB 26997",
    facts=Facts(
        v_rest=(-64.02, 0.05),
        r_in=(1471, 10),
        tau_m=(14.08, 0.1),
        rheobase=(1.732, 0.01),
        pulse_threshold=(66.88, 0.3),
        second_spikes=(1, 0),
        firing_onset=(2.068, 0.01),
        spike_height=(67.57, 0.5),
        half_width=(0.4973, 0.007),
        threshold=(-44.20, 0.3),
        holding=(-70, 0),
    ),
)
