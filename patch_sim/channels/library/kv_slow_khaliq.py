"""Slow potassium channel of Purkinje cells (Khaliq, Gouwens & Raman 2003), insensitive to TEA: of no drug's family.

All its voltages are 11 mV below the measured ones, for the junction potential. The Q10 is that of Akemann & Knöpfel
(2006).
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

KV_SLOW_KHALIQ = Channel(
    name="kv_slow_khaliq",
    label="K⁺ slow, TEA-insensitive (Khaliq 2003)",
    ion="k",
    g_max=4.0,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate(
            "n",
            4,
            inf=Sigmoid(1.0, -27.5, 18.4),
            tau=Expr("0.796 + 1000/(exp((v + 84.2)/11.7) + exp(-(v - 295.7)/74.2))"),
        ),
    ),
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(n_half=(-27.5, 0.01)),
)
