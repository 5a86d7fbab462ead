"""Delayed rectifier of subthalamic neurons (Otsuka et al. 2004)."""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

KV_OTSUKA = Channel(
    name="kv_otsuka",
    label="K⁺ delayed rectifier (Otsuka 2004)",
    family="kv",
    ion="k",
    g_max=57.0,
    t_ref=33.0,
    gates=(Gate("n", 4, inf=Sigmoid(1.0, -41.0, 14.0), tau=Expr("11/(exp((v + 40)/40) + exp(-(v + 40)/50))")),),
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(n_half=(-41.0, 0.01), n_tau_max=(5.534, 0.005)),
)
