"""Cation channel of thalamic reticular neurons, activated by calcium (Destexhe et al. 1994).

Not the calcium channel of N type, which the literature also writes I_CaN. Its time constant is never below 0.1 ms.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

CAN_DESTEXHE = Channel(
    name="can_destexhe",
    label="Cations, calcium-activated (Destexhe 1994)",
    family="can",
    e_rev=-20.0,
    g_max=0.25,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + (0.01/ca)**2)"),
            tau=Expr("max(1/(0.002*(1 + (ca/0.01)**2)), 0.1*exp(1.0986122886681098*(celsius - 22)/10))"),
        ),
    ),
    source="doi:10.1152/jn.1994.72.2.803; ModelDB 3808",
    facts=Facts(m_ca_half=(0.01, 2e-05)),
)
