"""Fast calcium- and voltage-activated potassium channel (McCormick & Huguenard 1992), their I_C."""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IKCA_MCCORMICK = Channel(
    name="ikca_mccormick",
    label="K⁺ BK, calcium-activated (MH 1992)",
    family="bk",
    ion="k",
    g_max=3.45,
    q10=3.0,
    t_ref=23.5,
    gates=(Gate("m", alpha=Expr("250*ca*exp(v/24)"), beta=Expr("0.1*exp(-v/24)")),),
    source="doi:10.1152/jn.1992.68.4.1384; ModelDB 3808",
    facts=Facts(m_ca_half=(0.0004, 8e-07)),
)
