"""Fast sodium channel of hippocampal pyramidal neurons (Migliore et al. 1999), without its slow inactivation.

Its time constants fall with a Q10 of 2 from 24 °C, but no further than 0.02 and 0.5 ms, whatever the temperature.
The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

PHI = "exp(log(2)*(celsius - 24)/10)"
OPEN, CLOSE = "2.88/exprel(-(v - shift + 30)/7.2)", "0.8928/exprel((v - shift + 30)/7.2)"
FALL, RISE = "0.045/exprel(-(v - shift + 45)/1.5)", "0.015/exprel((v - shift + 45)/1.5)"

NAV_CA1 = Channel(
    name="nav_ca1",
    label="Na⁺ transient (Migliore 1999)",
    family="nav",
    ion="na",
    g_max=25.0,
    params=(Param("shift", 0.0, "mV", "How much later all its gates open"),),
    t_ref=24.0,
    gates=(
        Gate("m", 3, inf=Expr(f"1/(1 + ({CLOSE})/({OPEN}))"), tau=Expr(f"max(1/({OPEN} + {CLOSE})/{PHI}, 0.02)")),
        Gate("h", 1, inf=Expr("1/(1 + exp((v - shift + 50)/4))"), tau=Expr(f"max(1/({FALL} + {RISE})/{PHI}, 0.5)")),
    ),
    source="doi:10.1023/A:1008906225285; ModelDB 2796",
    facts=Facts(m_half=(-38.43, 0.05), h_half=(-50.0, 0.01)),
)
