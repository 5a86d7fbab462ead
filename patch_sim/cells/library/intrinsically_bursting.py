"""An intrinsically bursting cell of the cortex, as in the demonstration of Pospischil et al. (2008).

A calcium current of high threshold makes its first spikes a burst; with 0.22 mS/cm² of it the bursts repeat. The
published program gives it the constant reversal of +120.2547 mV, Nernst's potential of 2 mM outside and 0.24 µM
inside. The concentrations are effective ones: those of mammalian neurons, adjusted to the Nernst potentials +50 and
−100 mV at 36 °C.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion
from patch_sim.facts import Facts

INTRINSICALLY_BURSTING = Cell(
    name="intrinsically_bursting",
    label="Cortical cell, intrinsically bursting",
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
                replace(CHANNELS["ical"], g_max=0.17, e_rev=120.2547),
                replace(CHANNELS["leak"], g_max=0.01, e_rev=-85.0),
            ),
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
        v_rest=(-85.29, 0.05),
        r_in=(329.6, 3),
        tau_m=(93.81, 0.9),
        rheobase=(119.4, 0.7),
        pulse_threshold=(10400, 50),
        second_spikes=(1, 0),
        firing_onset=(121.0, 0.7),
        spike_height=(87.02, 0.5),
        half_width=(0.7055, 0.01),
        threshold=(-39.44, 0.3),
        holding=(-80, 0),
    ),
)
