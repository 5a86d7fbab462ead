"""Calcium-activated potassium channel of neocortical pyramidal neurons (Mainen & Sejnowski 1996).

The rate of opening is 0.01/ms for each µM of calcium, as Reuveni et al. mean it. The published program reads its
calcium in mM, so that the channel is all but silent there. Nothing but these two readings supports the factor of 1000.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IKCA_MAINEN = Channel(
    name="ikca_mainen",
    label="K⁺ calcium-activated (Mainen 1996)",
    family="ahp",
    ion="k",
    g_max=0.3,
    q10=2.3,
    t_ref=23.0,
    g_q10=2.3,
    gates=(Gate("n", alpha=Expr("0.01*1000*ca"), beta=Expr("0.02")),),
    source="doi:10.1038/382363a0; ModelDB 2488",
    facts=Facts(n_ca_half=(0.002, 4e-06)),
)
