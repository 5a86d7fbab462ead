"""Calcium-activated potassium channel of subthalamic neurons (Otsuka et al. 2004)."""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IKCA_OTSUKA = Channel(
    name="ikca_otsuka",
    label="K⁺ SK, calcium-activated (Otsuka 2004)",
    family="sk",
    ion="k",
    g_max=1.0,
    t_ref=33.0,
    gates=(Gate("r", 2, inf=Expr("1/(1 + exp(-(ca - 1.7e-4)/8e-5))"), tau=Expr("2")),),
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(r_ca_half=(1.7e-4, 1e-6)),
)
