"""Fast potassium channel of Purkinje cells, highly sensitive to TEA (Khaliq, Gouwens & Raman 2003).

All its voltages are 11 mV below the measured ones, for the junction potential. The published h∞ is a fit that reaches
1.09 at low voltages. The Q10 is that of Akemann & Knöpfel (2006).
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

RISE = "0.102675 + 14.94*exp((v + 11)/28.29)"
FALL = "0.12851 + 1000/(exp((v + 111.7)/12.9) + exp(-(v - 45)/23.1))"

KV3_KHALIQ = Channel(
    name="kv3_khaliq",
    label="K⁺ fast, TEA-sensitive (Khaliq 2003)",
    family="kv3",
    ion="k",
    g_max=4.0,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate("m", 3, inf=Sigmoid(1.0, -35.0, 15.4), tau=Expr(f"{RISE} if v < -46 else {FALL}")),
        Gate(
            "h",
            1,
            inf=Expr("0.31 + 0.78/(1 + exp((v + 16.802)/11.2))"),
            tau=Expr("1.2 + 2.3*exp(-0.141*(v + 11)) if v > -11 else 0.012202 + 12*exp(-((v + 67.3)/49.6)**2)"),
            inf_max=1.1,
        ),
    ),
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(m_half=(-35.0, 0.01), h_half=(-4.11, 0.02)),
)
