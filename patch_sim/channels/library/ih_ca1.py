"""Hyperpolarization-activated cation channel of the soma of hippocampal pyramidal neurons (Magee 1998; Poolos 2002)."""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IH_CA1 = Channel(
    name="ih_ca1",
    label="HCN (Magee 1998)",
    family="hcn",
    e_rev=-30.0,
    g_max=0.1,
    q10=4.5,
    t_ref=33.0,
    gates=(
        Gate(
            "l",
            inf=Sigmoid(1.0, -73.0, -8.0),
            tau=Expr("exp(0.033264*(v + 75))/(0.011*(1 + exp(0.08316*(v + 75))))"),
        ),
    ),
    source="doi:10.1523/JNEUROSCI.18-19-07613.1998; ModelDB 101629",
    facts=Facts(l_half=(-73.0, 0.01)),
)
