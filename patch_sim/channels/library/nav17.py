"""Nav1.7, the sodium channel of nociceptors that tetrodotoxin blocks (Sheets et al. 2007), as in Verma et al. (2020).

The published closing rate of h is below 0 under −89 mV, where h∞ reaches 1.023; s is a slow inactivation of seconds.
The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

NAV17 = Channel(
    name="nav17",
    label="Na⁺ Nav1.7 (Sheets 2007)",
    family="nav",
    ion="na",
    g_max=18.0,
    gates=(
        Gate("m", 3, alpha=Sigmoid(15.5, 5.0, 12.08), beta=Sigmoid(35.2, -72.7, -16.7)),
        Gate(
            "h",
            1,
            alpha=Sigmoid(0.38685, -122.35, -15.29),
            beta=Expr("2.00283/(1 + exp(-(v + 5.5266)/12.70195)) - 0.00283"),
            inf_max=1.03,
        ),
        Gate(
            "s",
            1,
            alpha=Expr("3e-5 + 9.2e-4/(1 + exp((v + 93.9)/16.6))"),
            beta=Sigmoid(132.05, 384.9, 28.5),
        ),
    ),
    source="doi:10.1113/jphysiol.2006.127027; ModelDB 264591",
    facts=Facts(m_half=(-21.44, 0.05), h_half=(-68.53, 0.05), s_half=(-34.11, 0.05)),
)
