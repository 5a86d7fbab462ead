"""Nav1.8, the sodium channel of nociceptors that resists tetrodotoxin (Han et al. 2015), as in Verma et al. (2020).

The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

NAV18 = Channel(
    name="nav18",
    label="Na⁺ Nav1.8 (Han 2015)",
    family="nav_r",
    ion="na",
    g_max=7.0,
    gates=(
        Gate("m", 1, alpha=Expr("2.85 - 2.839/(1 + exp((v - 1.159)/13.95))"), beta=Sigmoid(7.6205, -46.463, -8.8289)),
        Gate("h", 1, inf=Sigmoid(1.0, -32.2, -4.0), tau=Expr("1.218 + 42.043*exp(-(v + 38.1)**2/(2*15.19**2))")),
    ),
    source="doi:10.1152/jn.00113.2015; ModelDB 264591",
    facts=Facts(m_half=(-22.2, 0.05), h_half=(-32.2, 0.01), h_tau_max=(43.26, 0.01)),
)
