"""High-threshold calcium channel of neocortical pyramidal neurons (Mainen & Sejnowski 1996).

The gates are those of ``ical`` (Reuveni et al. 1993), taken as of 23 °C and not 36; the conductance grows with
temperature as the rates do.
"""

from patch_sim.channels import Channel, Exp, Gate, Linoid, Sigmoid
from patch_sim.facts import Facts

ICAL_MAINEN = Channel(
    name="ical_mainen",
    label="Ca²⁺ high-threshold (Mainen 1996)",
    family="cav1",
    ion="ca",
    g_max=0.03,
    q10=2.3,
    t_ref=23.0,
    g_q10=2.3,
    gates=(
        Gate("q", 2, alpha=Linoid(0.209, -27.0, 3.8), beta=Exp(0.94, -75.0, -17.0)),
        Gate("r", 1, alpha=Exp(4.57e-4, -13.0, -50.0), beta=Sigmoid(0.0065, -15.0, 28.0)),
    ),
    source="doi:10.1038/382363a0; ModelDB 2488",
    facts=Facts(q_half=(-33.34, 0.02), r_half=(-58.49, 0.02), q_tau_max=(7.042, 0.01), r_tau_max=(449.8, 0.9)),
)
