"""A relay cell of the thalamus (Destexhe et al. 1996).

Released from hyperpolarization it fires a burst on top of a low-threshold calcium spike. Its potassium leak is what
neuromodulators open and close; the published program has 4 nS for that (``leak_k`` as it is in the library; Destexhe's
``kleak``), with which this cell bursts by itself in the rhythm of delta waves. Here it has 3 nS, our own choice, so
that it rests at −66 mV; 2 nS rest at −63 mV and keep to that down to 32 °C, below which a slower h-current makes it
oscillate again. Sodium and potassium open at the published V_T of −25 mV, which puts the spike's threshold at −20 mV.
Calcium's hold on the h-current is left out, since it is no product of gates (``ih_relay``); the burst comes 0.4 ms
later for that. The concentrations are effective ones: those of mammalian neurons, adjusted to the Nernst potentials
+50 and −100 mV at 36 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion, Pool
from patch_sim.facts import Facts
from patch_sim.fields import edit

V_T = -25.0  # mV

THALAMIC_RELAY = Cell(
    name="thalamic_relay",
    label="Thalamic relay cell",
    group="Thalamus",
    sections=(
        Section(
            "soma",
            diameter=96.0,
            length=96.0,
            channels=(
                edit(replace(CHANNELS["nav_tm"], g_max=90.0), "params.v_t.value", V_T),
                edit(replace(CHANNELS["kv_tm"], g_max=10.0), "params.v_t.value", V_T),
                CHANNELS["icat_relay"],
                CHANNELS["ih_relay"],
                replace(CHANNELS["leak_k"], g_max=0.75 * 0.01382),
                replace(CHANNELS["leak"], g_max=0.01, e_rev=-70.0),
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
    v_init=-70.0,
    source="doi:10.1152/jn.1996.76.3.2049; ModelDB 3343",
    facts=Facts(
        v_rest=(-66.03, 0.05),
        r_in=(88.63, 0.9),
        tau_m=(50.43, 0.5),
        rheobase=(359.7, 2),
        pulse_threshold=(10490, 50),
        second_spikes=(1, 0),
        firing_onset=(424.6, 3),
        spike_height=(69.21, 0.5),
        half_width=(0.734, 0.01),
        threshold=(-19.99, 0.3),
        sag=(0.3929, 0.01),
        rebound_spikes=(9, 0),
        holding=(-75, 0),
    ),
)
