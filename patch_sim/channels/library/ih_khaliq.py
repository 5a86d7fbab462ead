"""Hyperpolarization-activated cation channel of Purkinje cells (Khaliq, Gouwens & Raman 2003).

The Q10 is that of Akemann & Knöpfel (2006).
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IH_KHALIQ = Channel(
    name="ih_khaliq",
    label="HCN (Khaliq 2003)",
    family="hcn",
    e_rev=-30.0,
    g_max=0.1,
    q10=3.0,
    t_ref=22.0,
    gates=(Gate("n", inf=Sigmoid(1.0, -90.1, -9.9), tau=Expr("190 + 720*exp(-((v + 81.5)/11.9)**2)")),),
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(n_half=(-90.1, 0.01), n_tau_max=(910.0, 0.1)),
)
