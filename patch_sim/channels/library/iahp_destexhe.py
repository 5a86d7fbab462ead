"""Slow calcium-activated potassium channel of thalamic reticular neurons (Destexhe et al. 1994).

Two ions of calcium open a particle. Its time constant is never below 0.1 ms, at any temperature. The constants are
those of several public programs, read and not traced to the paper's text.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IAHP_DESTEXHE = Channel(
    name="iahp_destexhe",
    label="K⁺ slow AHP (Destexhe 1994)",
    family="ahp",
    ion="k",
    g_max=10.0,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + (0.025/ca)**2)"),
            tau=Expr("max(1/(0.03*(1 + (ca/0.025)**2)), 0.1*exp(1.0986122886681098*(celsius - 22)/10))"),
        ),
    ),
    source="doi:10.1152/jn.1994.72.2.803; ModelDB 3808",
    facts=Facts(m_ca_half=(0.025, 5e-05)),
)
