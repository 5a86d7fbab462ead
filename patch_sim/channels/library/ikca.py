"""Small-conductance calcium-activated potassium channel (Köhler et al. 1996), as in Hay et al. (2011)."""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IKCA = Channel(
    name="ikca",
    label="K⁺ SK, calcium-activated (Köhler 1996)",
    family="sk",
    ion="k",
    g_max=1.0,
    gates=(Gate("z", inf=Expr("1/(1 + (4.3e-4/ca)**4.8)"), tau=Expr("1")),),
    source="doi:10.1126/science.273.5282.1709; ModelDB 139653",
    facts=Facts(z_ca_half=(4.3e-4, 1e-6)),
)
