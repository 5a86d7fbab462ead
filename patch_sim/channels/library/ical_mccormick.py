"""High-threshold calcium channel of thalamic relay neurons (McCormick & Huguenard 1992).

Public programs disagree about the opening rate's half-voltage, +5 or −5 mV; here it is +5 mV, which most have. The
steady state is that of the two rates.
"""

from patch_sim.channels import Channel, Expr, Gate, Linoid
from patch_sim.facts import Facts

ICAL_MCCORMICK = Channel(
    name="ical_mccormick",
    label="Ca²⁺ L-type (MH 1992)",
    family="cav1",
    ion="ca",
    law="ghk_flux",
    permeability=2.76e-4,
    q10=3.0,
    t_ref=23.5,
    gates=(Gate("m", 2, alpha=Expr("1.6/(1 + exp(-0.072*(v - 5)))"), beta=Linoid(0.1072, 1.31, -5.36)),),
    source="doi:10.1152/jn.1992.68.4.1384; ModelDB 3808",
    facts=Facts(m_half=(-14.0, 0.02), m_tau_max=(1.541, 0.003)),
)
