"""Slow muscarine-sensitive potassium channel (Yamada et al. 1989), as in McCormick & Huguenard (1992).

Here 3.3 multiplies both exponentials of the time constant; in Pospischil et al. (2008) the rising one alone.
"""

from patch_sim.channels import Channel, Expr, Gate, Param, Sigmoid
from patch_sim.facts import Facts

IM_YAMADA = Channel(
    name="im_yamada",
    label="K⁺ M-type (Yamada 1989)",
    family="kv7",
    ion="k",
    g_max=0.07,
    params=(Param("tau_max", 1000.0, "ms", "Scale of the time constant, which peaks at 0.15 of it, at 23.5 °C"),),
    q10=3.0,
    t_ref=23.5,
    gates=(
        Gate(
            "p",
            inf=Sigmoid(1.0, -35.0, 10.0),
            tau=Expr("tau_max/(3.3*(exp((v + 35)/20) + exp(-(v + 35)/20)))"),
        ),
    ),
    source="doi:10.1152/jn.1992.68.4.1384; ModelDB 3808",
    facts=Facts(p_half=(-35.0, 0.02), p_tau_max=(151.5, 0.3)),
)
