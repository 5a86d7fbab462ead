"""A dopaminergic neuron of the substantia nigra, a slow pacemaker (Drion et al. 2011).

The published conductances are densities; the area, 5000 µm², gives the usual 50 pF, and an input resistance of 2 GΩ
where some hundred MΩ are recorded: the model has little leak. Calcium channels carry the pacing
between spikes, and sodium channels alone may do so as well: the paper's subject. Under a steady activation of its
NMDA receptors (``inmda_drion``, here switched off) it goes from 0.97 to 1.77 Hz. No temperature is published, and no
Q10; concentrations are effective ones, that make the paper's +60 and −85 mV at 35 °C, and calcium has its fixed
reversal potential of +60 mV. There is no SK channel, so that apamin does nothing, which in slices makes the firing
irregular and faster; and ERG is most of what slows it: with E-4031 it fires at 21 Hz.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

SIDE = 39.8942  # µm: π · side² = 5000 µm²
NAMES = ("nav_drion", "kv_drion", "ical_drion", "ican_drion", "ierg_markov")
LEAK = replace(CHANNELS["leak"], g_max=0.01, e_rev=-50.0, source="doi:10.1371/journal.pcbi.1002050")

DOPAMINERGIC = Cell(
    name="dopaminergic",
    label="Dopaminergic neuron (SNc)",
    group="Basal ganglia",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(*(CHANNELS[name] for name in NAMES), replace(CHANNELS["inmda_drion"], enabled=False), LEAK),
        ),
    ),
    ions=(Ion("na", 1, out=145.0, in_=15.1381), Ion("k", 1, out=3.5, in_=85.9486), Ion("ca", 2, out=2.0, in_=1e-4)),
    celsius=35.0,
    v_init=-55.0,
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(
        pacing_rate=(0.974, 0.001),
        holding=(-70.0, 0.0),
        i_hold=(-10.1, 0.05),
        r_in=(2109.0, 10.0),
        tau_m=(121.0, 2.0),
        rheobase=(2.86, 0.03),
        pulse_threshold=(361.2, 2.0),
        second_spikes=(0, 0),
        firing_onset=(55.1, 0.6),
        threshold=(-39.6, 0.1),
        spike_height=(97.1, 0.3),
        half_width=(1.574, 0.01),
    ),
)
