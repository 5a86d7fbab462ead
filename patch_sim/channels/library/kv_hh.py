"""Delayed rectifier of the squid giant axon (Hodgkin & Huxley 1952)."""

from patch_sim.channels import Channel, Exp, Gate, Linoid
from patch_sim.facts import Facts

KV_HH = Channel(
    name="kv_hh",
    label="K⁺ delayed rectifier (HH 1952)",
    family="kv",
    ion="k",
    g_max=36.0,
    q10=3.0,
    t_ref=6.3,
    gates=(Gate("n", 4, alpha=Linoid(0.1, -55, 10), beta=Exp(0.125, -65, -80)),),
    source="doi:10.1113/jphysiol.1952.sp004764",
    facts=Facts(n_half=(-53.4, 0.5), n_tau_max=(5.9, 0.2)),
)
