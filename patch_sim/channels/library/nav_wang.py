"""Fast sodium channel of hippocampal interneurons (Wang & Buzsáki 1996).

It activates at once. The paper's factor φ = 5 stands for warmth; no Q10 acts besides it.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

NAV_WANG = Channel(
    name="nav_wang",
    label="Na⁺ transient (Wang–Buzsáki 1996)",
    family="nav",
    ion="na",
    g_max=35.0,
    params=(Param("phi", 5.0, "", "How much faster than the squid's its gates are; fixed, whatever the temperature"),),
    gates=(
        Gate("m", 3, inf=Expr("1/(1 + 4*exp(-(v + 60)/18)*exprel(-(v + 35)/10))")),
        Gate("h", alpha=Expr("phi*0.07*exp(-(v + 58)/20)"), beta=Expr("phi/(1 + exp(-(v + 28)/10))")),
    ),
    source="doi:10.1523/JNEUROSCI.16-20-06402.1996; ModelDB 26997",
    facts=Facts(m_half=(-35.02, 0.02), h_half=(-55.31, 0.02), h_tau_max=(1.716, 0.003)),
)
