"""Delayed rectifier of hippocampal interneurons (Wang & Buzsáki 1996).

The paper's factor φ = 5 stands for warmth; no Q10 acts besides it.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

KV_WANG = Channel(
    name="kv_wang",
    label="K⁺ delayed rectifier (Wang–Buzsáki 1996)",
    family="kv3",
    ion="k",
    g_max=9.0,
    params=(Param("phi", 5.0, "", "How much faster than the squid's its gates are; fixed, whatever the temperature"),),
    gates=(Gate("n", 4, alpha=Expr("phi*0.1/exprel(-(v + 34)/10)"), beta=Expr("phi*0.125*exp(-(v + 44)/80)")),),
    source="doi:10.1523/JNEUROSCI.16-20-06402.1996; ModelDB 26997",
    facts=Facts(n_half=(-32.41, 0.02), n_tau_max=(1.158, 0.002)),
)
