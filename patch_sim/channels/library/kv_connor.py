"""Delayed rectifier of crab axons (Connor, Walter & McKown 1977), in the form of Dayan & Abbott (2001)."""

from patch_sim.channels import Channel, Expr, Gate, Linoid
from patch_sim.facts import Facts

KV_CONNOR = Channel(
    name="kv_connor",
    label="K⁺ delayed rectifier (Connor–Stevens 1977)",
    family="kv",
    ion="k",
    g_max=20.0,
    gates=(Gate("n", 4, alpha=Linoid(0.2, -45.7, 10.0), beta=Expr("0.25*exp(-0.0125*(v + 55.7))")),),
    source="doi:10.1016/S0006-3495(77)85598-7; Dayan & Abbott 2001, chapter 6",
    facts=Facts(n_half=(-44.11, 0.02), n_tau_max=(2.896, 0.006)),
)
