"""Hyperpolarization-activated cation channel of thalamic relay neurons (Huguenard & McCormick 1992).

Its Q10 is 3 here; published programs have 3 to 4.5, and reversals of −43 and −40 mV.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IH_HUGUENARD = Channel(
    name="ih_huguenard",
    label="HCN (HM 1992)",
    family="hcn",
    e_rev=-43.0,
    g_max=0.02,
    q10=3.0,
    t_ref=35.5,
    gates=(Gate("h", inf=Sigmoid(1.0, -75.0, -5.5), tau=Expr("1/(exp(-14.59 - 0.086*v) + exp(-1.87 + 0.0701*v))")),),
    source="doi:10.1152/jn.1992.68.4.1373",
    facts=Facts(h_half=(-75.0, 0.02), h_tau_max=(986.6, 2)),
)
