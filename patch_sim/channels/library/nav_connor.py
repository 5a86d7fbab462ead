"""Fast sodium channel of crab axons (Connor, Walter & McKown 1977), in the form of Dayan & Abbott (2001)."""

from patch_sim.channels import Channel, Expr, Gate, Linoid, Sigmoid
from patch_sim.facts import Facts

NAV_CONNOR = Channel(
    name="nav_connor",
    label="Na⁺ transient (Connor–Stevens 1977)",
    family="nav",
    ion="na",
    g_max=120.0,
    gates=(
        Gate("m", 3, alpha=Linoid(3.8, -29.7, 10.0), beta=Expr("15.2*exp(-0.0556*(v + 54.7))")),
        Gate("h", 1, alpha=Expr("0.266*exp(-0.05*(v + 48))"), beta=Sigmoid(3.8, -18.0, 10.0)),
    ),
    source="doi:10.1016/S0006-3495(77)85598-7; Dayan & Abbott 2001, chapter 6",
    facts=Facts(m_half=(-29.74, 0.02), h_half=(-45.31, 0.02), m_tau_max=(0.132, 0.0003), h_tau_max=(2.259, 0.005)),
)
