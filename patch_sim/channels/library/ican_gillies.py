"""N-type calcium channel of subthalamic neurons (Gillies & Willshaw 2006).

Its conductance grows with temperature as its rates do. The current follows Goldman, Hodgkin & Katz's driving force.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAN_GILLIES = Channel(
    name="ican_gillies",
    label="Ca²⁺ N-type (Gillies 2006)",
    family="cav2_2",
    ion="ca",
    law="ghk_drive",
    g_max=12.0,
    q10=1.948259241,
    t_ref=22.0,
    g_q10=1.948259241,
    gates=(
        Gate("q", 2, inf=Sigmoid(1.0, -16.3547869, 11.3), tau=Expr("1.25/cosh(0.031*(v + 28.8547869))")),
        Gate("u", inf=Sigmoid(1.0, -45.3326653, -12.5), tau=Expr("98 + cosh(0.021*(24.7673347 - v))")),
    ),
    source="doi:10.1152/jn.00525.2005; ModelDB 74298",
    facts=Facts(q_half=(-16.35, 0.02), u_half=(-45.33, 0.02), q_tau_max=(1.25, 0.002), u_tau_max=(117.6, 0.2)),
)
