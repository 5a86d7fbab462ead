"""Hyperpolarization-activated cation channel of thalamic relay neurons, as in Destexhe et al. (1996), voltage's part.

In the paper calcium also locks open channels open; a lock that follows another particle is no product of gates, and
it is left out here. Two independent public programs agree on voltage's part.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IH_RELAY = Channel(
    name="ih_relay",
    label="HCN, relay neurons (Destexhe 1996)",
    family="hcn",
    e_rev=-40.0,
    g_max=0.02,
    q10=3.0,
    t_ref=36.0,
    gates=(
        Gate("s", inf=Sigmoid(1.0, -75.0, -5.5), tau=Expr("20 + 1000/(exp((v + 71.5)/14.2) + exp(-(v + 89)/11.6))")),
    ),
    source="doi:10.1152/jn.1996.76.3.2049; ModelDB 3343",
    facts=Facts(s_half=(-75.0, 0.02), s_tau_max=(1010, 2)),
)
