"""Low-threshold calcium channel of subthalamic neurons (Otsuka et al. 2004)."""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAT_OTSUKA = Channel(
    name="icat_otsuka",
    label="Ca²⁺ T-type (Otsuka 2004)",
    family="cav3",
    ion="ca",
    g_max=5.0,
    t_ref=33.0,
    gates=(
        Gate("p", 2, inf=Sigmoid(1.0, -56.0, 6.7), tau=Expr("5 + 0.33/(exp((v + 27)/10) + exp(-(v + 102)/15))")),
        Gate("q", 1, inf=Sigmoid(1.0, -85.0, -5.8), tau=Expr("400/(exp((v + 50)/15) + exp(-(v + 50)/16))")),
    ),
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(p_half=(-56.0, 0.01), q_half=(-85.0, 0.01), q_tau_max=(200.1, 0.1)),
)
