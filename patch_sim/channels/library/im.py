"""Slow muscarine-sensitive potassium channel of cortical neurons (Yamada et al. 1989), as in Pospischil et al. (2008).

Here 3.3 multiplies the rising exponential alone; in McCormick et al. (1993) it multiplies both.
"""

from patch_sim.channels import Channel, Expr, Gate, Param, Sigmoid
from patch_sim.facts import Facts

IM = Channel(
    name="im",
    label="K⁺ M-type (Pospischil 2008)",
    family="kv7",
    ion="k",
    g_max=0.07,
    params=(Param("tau_max", 1000.0, "ms", "Scale of the time constant, which peaks at 0.28 of it, at 36 °C"),),
    gates=(Gate("p", inf=Sigmoid(1.0, -35.0, 10.0), tau=Expr("tau_max/(3.3*exp((v + 35)/20) + exp(-(v + 35)/20))")),),
    q10=2.3,
    t_ref=36.0,
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(p_half=(-35.0, 0.01), p_tau_max=(275.2, 0.5)),
)
