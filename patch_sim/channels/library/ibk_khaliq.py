"""Big-conductance potassium channel of Purkinje cells, gated by voltage and calcium (Khaliq, Gouwens & Raman 2003).

Voltage and calcium act on gates of their own, and it inactivates to 8.5 %. The Q10 is that of Akemann & Knöpfel (2006).
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IBK_KHALIQ = Channel(
    name="ibk_khaliq",
    label="K⁺ BK, calcium-activated (Khaliq 2003)",
    family="bk",
    ion="k",
    g_max=7.0,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            3,
            inf=Sigmoid(1.0, -33.9, 6.2),
            tau=Expr("0.505 + 1000/(exp(-(v - 28.3)/10) + exp((v + 91.4)/10.1))"),
        ),
        Gate(
            "h",
            1,
            inf=Expr("0.085 + 0.915/(1 + exp((v + 37)/5.8))"),
            tau=Expr("1.9 + 1000/(exp(-(v - 49.2)/12.9) + exp((v + 53.5)/5.2))"),
        ),
        Gate("z", 2, inf=Expr("1/(1 + 0.001/ca)"), tau=Expr("1")),
    ),
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(m_half=(-33.9, 0.01), h_half=(-35.9, 0.2), z_ca_half=(1e-3, 1e-5)),
)
