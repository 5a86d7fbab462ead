"""A neuron of the subthalamic nucleus, which paces by itself and holds plateaus (Otsuka et al. 2004).

The published conductances are densities; the area, 2860 µm², is that of Tarnaud et al. (2018), so that 1 µA/cm² is
28.6 pA. Calcium enters a layer of 10 µm and leaves it with 2/ms toward none at all; the rest of 0.1 nM stands for
that none, and slows pacing by 1 % from the 4.70 Hz that it would have without. Concentrations are effective ones,
that make the paper's +60 and −90 mV at 33 °C. Under TTA-P2 or nifedipine it falls silent, where cells in slices pace
on persistent sodium, which the model lacks; with apamin it fires at 23 Hz.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts

SIDE = 30.1723  # µm: π · side² = 2860 µm²
NAMES = ("nav_otsuka", "kv_otsuka", "ika_otsuka", "ical_otsuka", "icat_otsuka", "ikca_otsuka")
LEAK = replace(CHANNELS["leak"], g_max=0.35, e_rev=-60.0, source="doi:10.1152/jn.00508.2003")

SUBTHALAMIC = Cell(
    name="subthalamic",
    label="Subthalamic neuron",
    group="Basal ganglia",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(*(CHANNELS[name] for name in NAMES), LEAK),
            pools=(Pool("ca", depth=10.0, tau=0.5, rest=1e-7),),
        ),
    ),
    ions=(Ion("na", 1, out=145.0, in_=14.9163), Ion("k", 1, out=4.0, in_=121.2332), Ion("ca", 2, out=2.0, in_=1e-7)),
    celsius=33.0,
    v_init=-58.0,
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(
        pacing_rate=(4.66, 0.02),
        holding=(-70.0, 0.0),
        i_hold=(-116.0, 0.5),
        r_in=(118.2, 0.5),
        tau_m=(12.6, 0.1),
        rheobase=(15.5, 0.2),
        pulse_threshold=(491.3, 2),
        second_spikes=(1, 0),
        firing_onset=(29.1, 0.3),
        threshold=(-49.0, 0.1),
        spike_height=(88.3, 0.3),
        half_width=(0.556, 0.005),
        rebound_spikes=(43.0, 2.0),
    ),
)
