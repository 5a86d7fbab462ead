"""The soma of a cerebellar Purkinje cell, whose resurgent sodium current lets it fire fast (Khaliq et al. 2003).

A sphere's area of 1257 µm², so that 1 µA/cm² is 12.6 pA. Calcium enters a layer of 0.1 µm and leaves it with 1/ms to
0.1 µM; the published model lets it decay to nothing but cuts it off at that value. Rates are those of 22 °C.
Concentrations are effective ones, that make the paper's +60 and −88 mV there.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts

SIDE = 20.0
NAMES = ("nar_markov", "kv3_khaliq", "kv_mid_khaliq", "kv_slow_khaliq", "ibk_khaliq", "icap_khaliq", "ih_khaliq")
LEAK = replace(CHANNELS["leak"], g_max=0.05, e_rev=-60.0, source="doi:10.1523/JNEUROSCI.23-12-04899.2003")

PURKINJE = Cell(
    name="purkinje",
    label="Purkinje cell",
    group="Cerebellum",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(*(CHANNELS[name] for name in NAMES), LEAK),
            pools=(Pool("ca", depth=0.1, tau=1.0, rest=1e-4),),
        ),
    ),
    ions=(
        Ion("na", 1, out=145.0, in_=13.7041),
        Ion("k", 1, out=3.5, in_=111.3513),
        Ion("ca", 2, out=2.0, in_=1e-4),
    ),
    celsius=22.0,
    v_init=-65.0,
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(
        pacing_rate=(27.43, 0.02),
        holding=(-70.0, 0.0),
        i_hold=(-11.458, 0.01),
        r_in=(708.0, 3.0),
        tau_m=(12.6, 0.1),
        rheobase=(6.74, 0.07),
        pulse_threshold=(134.3, 1.0),
        second_spikes=(1, 0),
        firing_onset=(8.24, 0.08),
        threshold=(-48.14, 0.1),
        spike_height=(78.3, 0.3),
        half_width=(0.607, 0.005),
        sag=(0.486, 0.005),
    ),
)
