"""A patch of the squid giant axon (Hodgkin & Huxley 1952).

Its area is 1000 µm², so that 1 µA/cm² is 10 pA and 1 µF/cm² is 10 pF: the textbook's numbers stay easy. The
concentrations are effective ones: sea water outside, and inside whatever makes the Nernst potentials the paper's
+50 and −77 mV at 6.3 °C (measured axoplasm has about 50 mM sodium and 400 mM potassium).
"""

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

SIDE = 17.841241161527712  # µm: π · side² = 1000 µm²

SQUID_AXON = Cell(
    name="squid_axon",
    label="Squid axon patch",
    group="Axons",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(CHANNELS["nav_hh"], CHANNELS["kv_hh"], CHANNELS["leak"]),
        ),
    ),
    ions=(Ion("na", 1, out=440.0, in_=55.172), Ion("k", 1, out=16.345, in_=400.0)),
    celsius=6.3,
    v_init=-65.0,
    source="doi:10.1113/jphysiol.1952.sp004764",
    facts=Facts(
        v_rest=(-65.0, 0.05),
        r_in=(86.0, 5.0),
        tau_m=(1.68, 0.05),
        rheobase=(22.4, 0.4),
        pulse_threshold=(69.2, 0.3),
        second_spikes=(1, 0),
        firing_onset=(62.5, 1.0),
        rebound_spikes=(1, 0),
    ),
)
