"""A-type potassium channel of the soma of hippocampal pyramidal neurons (Hoffman et al. 1997; Migliore et al. 1999).

Its charge shrinks with depolarization. Activation speeds up with a Q10 of 5 from 24 °C; the time constant of
inactivation grows with voltage and does not follow temperature.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

K = "96480/8315/(273.16 + celsius)"  # F/RT, with the source's F = 96480 C/mol and R = 8.315 J/(mol K)
X = f"(1.5 + 1/(1 + exp((v + 40)/5)))*(v - 11)*{K}"
PHI = "exp(log(5)*(celsius - 24)/10)"

IKA_CA1 = Channel(
    name="ika_ca1",
    label="K⁺ A-type (Migliore 1999)",
    family="kv4",
    ion="k",
    g_max=48.0,
    t_ref=24.0,
    gates=(
        Gate(
            "n",
            inf=Expr(f"1/(1 + exp(-{X}))"),
            tau=Expr(f"max(exp(-0.55*{X})/({PHI}*0.05*(1 + exp(-{X}))), 0.1)"),
        ),
        Gate("l", inf=Expr(f"1/(1 + exp(3*(v + 56)*{K}))"), tau=Expr("max(0.26*(v + 50), 2)")),
    ),
    source="doi:10.1023/A:1008906225285; ModelDB 2796",
    facts=Facts(n_half=(11.0, 0.01), l_half=(-56.0, 0.01)),
)
