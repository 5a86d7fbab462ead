"""A-type potassium channel of subthalamic neurons (Otsuka et al. 2004)."""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IKA_OTSUKA = Channel(
    name="ika_otsuka",
    label="K⁺ A-type (Otsuka 2004)",
    family="kv4",
    ion="k",
    g_max=5.0,
    t_ref=33.0,
    gates=(
        Gate("a", 2, inf=Sigmoid(1.0, -45.0, 14.7), tau=Expr("1 + 1/(1 + exp((v + 40)/0.5))")),
        Gate("b", 1, inf=Sigmoid(1.0, -90.0, -7.5), tau=Expr("200/(exp((v + 60)/30) + exp(-(v + 40)/10))")),
    ),
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(a_half=(-45.0, 0.01), b_half=(-90.0, 0.01), a_tau_max=(2.0, 0.001), b_tau_max=(69.12, 0.05)),
)
