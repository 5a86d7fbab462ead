"""Muscarine-sensitive potassium channel of hippocampal pyramidal neurons (Borg-Graham 1991), as in ModelDB 2937.

Seven elementary charges move with it; its time constant has a Q10 of 5 from 22 °C, and is never below 10 ms.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

X = "96480/8315*(v + 55)/(273.16 + celsius)"  # F/RT, with the source's F = 96480 C/mol and R = 8.315 J/(mol K)
PHI = "exp(log(5)*(celsius - 22)/10)"

IM_CA1 = Channel(
    name="im_ca1",
    label="K⁺ M-type (Borg-Graham 1991)",
    family="kv7",
    ion="k",
    g_max=0.6,
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            inf=Expr(f"1/(1 + exp(-7*{X}))"),
            tau=Expr(f"max(exp(-5.6*{X})/({PHI}*2e-4*(1 + exp(-7*{X}))), 10)"),
        ),
    ),
    source="ModelDB 2937",
    facts=Facts(m_half=(-55.0, 0.01)),
)
