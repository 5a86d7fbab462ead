"""Potassium channel of Purkinje cells, moderately sensitive to TEA (Khaliq, Gouwens & Raman 2003).

All its voltages are 11 mV below the measured ones, for the junction potential. The Q10 is that of Akemann & Knöpfel
(2006).
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

LOW = "0.688 + 1000/(exp((v + 75.2)/6.5) + exp(-(v - 130.5)/34.8))"

KV_MID_KHALIQ = Channel(
    name="kv_mid_khaliq",
    label="K⁺ mid (Khaliq 2003)",
    family="kv",
    ion="k",
    g_max=2.0,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate(
            "n", 4, inf=Sigmoid(1.0, -35.0, 20.4), tau=Expr(f"{LOW} if v < -31 else 0.16 + 0.8*exp(-0.0267*(v + 11))")
        ),
    ),
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(n_half=(-35.0, 0.01)),
)
