"""Slow calcium-activated potassium channel of thalamic and cortical neurons (McCormick & Huguenard 1992)."""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IAHP_MCCORMICK = Channel(
    name="iahp_mccormick",
    label="K⁺ slow AHP (MH 1992)",
    family="ahp",
    ion="k",
    g_max=0.2,
    q10=3.0,
    t_ref=23.5,
    gates=(Gate("m", 2, alpha=Expr("1200*ca**2"), beta=Expr("0.001")),),
    source="doi:10.1152/jn.1992.68.4.1384; ModelDB 3808",
    facts=Facts(m_ca_half=(0.0009129, 2e-06)),
)
