"""Fast sodium channel of the squid giant axon (Hodgkin & Huxley 1952)."""

from patch_sim.channels import Channel, Exp, Gate, Linoid, Sigmoid
from patch_sim.facts import Facts

NAV_HH = Channel(
    name="nav_hh",
    label="Na⁺ transient (HH 1952)",
    family="nav",
    ion="na",
    g_max=120.0,
    q10=3.0,
    t_ref=6.3,
    gates=(
        Gate("m", 3, alpha=Linoid(1.0, -40, 10), beta=Exp(4.0, -65, -18)),
        Gate("h", 1, alpha=Exp(0.07, -65, -20), beta=Sigmoid(1.0, -35, 10)),
    ),
    source="doi:10.1113/jphysiol.1952.sp004764",
    facts=Facts(m_half=(-40.0, 0.2), h_half=(-62.3, 0.2), m_tau_max=(0.50, 0.01), h_tau_max=(8.6, 0.1)),
)
