"""Delayed rectifier of hippocampal pyramidal neurons (Migliore et al. 1999).

Three elementary charges move with it, so that its slope follows temperature, though its time constant has no Q10 and
is never below 2 ms.
The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

X = "3*(96480/8315)*(v - 13)/(273.16 + celsius)"  # zF/RT, with the source's F = 96480 C/mol and R = 8.315 J/(mol K)

KV_CA1 = Channel(
    name="kv_ca1",
    label="K⁺ delayed rectifier (Migliore 1999)",
    family="kv",
    ion="k",
    g_max=10.0,
    t_ref=24.0,
    gates=(Gate("n", inf=Expr(f"1/(1 + exp(-{X}))"), tau=Expr(f"max(exp(-0.7*{X})/(0.02*(1 + exp(-{X}))), 2)")),),
    source="doi:10.1023/A:1008906225285; ModelDB 2796",
    facts=Facts(n_half=(13.0, 0.01)),
)
