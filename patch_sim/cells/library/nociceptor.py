"""A small neuron of the dorsal root ganglion, a nociceptor (Verma et al. 2020).

Its four channels were measured at room temperature and have no published Q10. Slow inactivation of Nav1.7 makes it
fire less the longer it is depolarized. 1 µA/cm² is 21.68 pA. Concentrations are effective ones, that make the
paper's +67.1 and −84.7 mV at 22 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

SIDE = 26.2697  # µm: π · side² = 2168 µm²
NAMES = ("nav17", "nav18", "kv_verma", "ika_verma")
LEAK = replace(CHANNELS["leak"], g_max=0.0575, e_rev=-58.91, source="doi:10.1021/acs.iecr.9b04495")

NOCICEPTOR = Cell(
    name="nociceptor",
    label="Nociceptor (DRG)",
    group="Sensory",
    sections=(
        Section("soma", diameter=SIDE, length=SIDE, c_m=0.93, channels=(*(CHANNELS[name] for name in NAMES), LEAK)),
    ),
    ions=(Ion("na", 1, out=145.0, in_=10.3661), Ion("k", 1, out=5.0, in_=139.7169)),
    celsius=22.0,
    v_init=-66.0,
    source="doi:10.1021/acs.iecr.9b04495; ModelDB 264591",
    facts=Facts(
        v_rest=(-66.48, 0.02),
        holding=(-75.0, 0.0),
        r_in=(130.6, 0.5),
        tau_m=(2.1, 0.05),
        rheobase=(71.1, 0.5),
        pulse_threshold=(280.6, 1),
        second_spikes=(1, 0),
        firing_onset=(112.6, 1.0),
        threshold=(-38.7, 0.1),
        spike_height=(82.2, 0.2),
        half_width=(1.435, 0.01),
    ),
)
