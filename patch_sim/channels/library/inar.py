"""Resurgent sodium current of cerebellar granule cells, as a product of two gates (D'Angelo et al. 2001).

A phenomenological fit: s · f rises and falls like the resurgent current, but nothing blocks an open channel here.
"""

from patch_sim.channels import Channel, Exp, Expr, Gate
from patch_sim.facts import Facts

INAR = Channel(
    name="inar",
    label="Na⁺ resurgent, phenomenological (D'Angelo 2001)",
    family="nav",
    ion="na",
    g_max=0.5,
    q10=3.0,
    t_ref=20.0,
    gates=(
        Gate(
            "s",
            alpha=Expr("8e-5 + 0.00493*6.81881/exprel((4.48754 - v)/6.81881)"),
            beta=Expr("0.04752 + 0.01558*0.10818/exprel((v + 43.97494)/0.10818)"),
        ),
        Gate("f", alpha=Exp(0.31836, -80.0, -62.52621), beta=Exp(0.01014, -83.3332, 16.05379)),
    ),
    source="doi:10.1523/JNEUROSCI.21-03-00759.2001; ModelDB 112685",
    facts=Facts(s_half=(9.49, 0.05), f_half=(-38.62, 0.05), s_tau_max=(20.91, 0.05), f_tau_max=(3.669, 0.01)),
)
