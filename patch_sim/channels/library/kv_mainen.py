"""Delayed rectifier of neocortical pyramidal neurons (Mainen & Sejnowski 1996).

Its conductance grows with temperature as its rates do.
"""

from patch_sim.channels import Channel, Gate, Linoid
from patch_sim.facts import Facts

KV_MAINEN = Channel(
    name="kv_mainen",
    label="K⁺ delayed rectifier (Mainen 1996)",
    family="kv",
    ion="k",
    g_max=20.0,
    q10=2.3,
    t_ref=23.0,
    g_q10=2.3,
    gates=(Gate("n", alpha=Linoid(0.18, 25.0, 9.0), beta=Linoid(0.018, 25.0, -9.0)),),
    source="doi:10.1038/382363a0; ModelDB 2488",
    facts=Facts(n_half=(4.28, 0.02), n_tau_max=(11.85, 0.02)),
)
