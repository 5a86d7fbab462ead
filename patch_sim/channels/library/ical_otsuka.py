"""L-type calcium channel of subthalamic neurons (Otsuka et al. 2004), which carries their plateau potential.

It inactivates twice: d1 with voltage, and d2 with the calcium under the membrane.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAL_OTSUKA = Channel(
    name="ical_otsuka",
    label="Ca²⁺ L-type (Otsuka 2004)",
    family="cav1",
    ion="ca",
    g_max=15.0,
    t_ref=33.0,
    gates=(
        Gate("c", 2, inf=Sigmoid(1.0, -30.6, 5.0), tau=Expr("45 + 10/(exp((v + 27)/20) + exp(-(v + 50)/15))")),
        Gate("d1", 1, inf=Sigmoid(1.0, -60.0, -7.5), tau=Expr("400 + 500/(exp((v + 40)/15) + exp(-(v + 20)/20))")),
        Gate("d2", 1, inf=Expr("1/(1 + exp((ca - 1e-4)/2e-5))"), tau=Expr("130")),
    ),
    source="doi:10.1152/jn.00508.2003; ModelDB 127388",
    facts=Facts(c_half=(-30.6, 0.01), d1_half=(-60.0, 0.01), d2_ca_half=(1e-4, 1e-6), c_tau_max=(54.75, 0.02)),
)
