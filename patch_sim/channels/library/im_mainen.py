"""Slow muscarine-sensitive potassium channel of neocortical pyramidal neurons (Mainen & Sejnowski 1996).

Its conductance grows with temperature as its rates do.
"""

from patch_sim.channels import Channel, Gate, Linoid
from patch_sim.facts import Facts

IM_MAINEN = Channel(
    name="im_mainen",
    label="K⁺ M-type (Mainen 1996)",
    family="kv7",
    ion="k",
    g_max=0.01,
    q10=2.3,
    t_ref=23.0,
    g_q10=2.3,
    gates=(Gate("n", alpha=Linoid(0.009, -30.0, 9.0), beta=Linoid(0.009, -30.0, -9.0)),),
    source="doi:10.1038/382363a0; ModelDB 2488",
    facts=Facts(n_half=(-30.0, 0.02), n_tau_max=(55.56, 0.1)),
)
