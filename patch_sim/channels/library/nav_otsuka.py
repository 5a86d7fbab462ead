"""Fast sodium channel of subthalamic neurons (Otsuka et al. 2004).

Activation is slow below −53 mV, 3.2 ms, and fast above, 0.2 ms: nearly a step.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

NAV_OTSUKA = Channel(
    name="nav_otsuka",
    label="Na⁺ transient (Otsuka 2004)",
    family="nav",
    ion="na",
    g_max=49.0,
    t_ref=33.0,
    gates=(
        Gate("m", 3, inf=Sigmoid(1.0, -40.0, 8.0), tau=Expr("0.2 + 3/(1 + exp((v + 53)/0.7))")),
        Gate("h", 1, inf=Sigmoid(1.0, -45.5, -6.4), tau=Expr("24.5/(exp((v + 50)/15) + exp(-(v + 50)/16))")),
    ),
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(m_half=(-40.0, 0.01), h_half=(-45.5, 0.01), m_tau_max=(3.2, 0.001), h_tau_max=(12.256, 0.01)),
)
