"""Delayed rectifier of midbrain dopaminergic neurons (Drion et al. 2011).

The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

KV_DRION = Channel(
    name="kv_drion",
    label="K⁺ delayed rectifier (Drion 2011)",
    family="kv",
    ion="k",
    g_max=5.0,
    gates=(Gate("n", 3, inf=Sigmoid(1.0, -25.0, 12.0), tau=Expr("20 - 18/(1 + exp(-(v + 38)/10))")),),
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(n_half=(-25.0, 0.01), n_tau_max=(20.0, 0.01)),
)
