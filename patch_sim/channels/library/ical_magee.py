"""L-type calcium channel of hippocampal CA1 pyramidal neurons (Magee & Johnston 1995).

Calcium inside inactivates it at once, by half at 1 µM. The current follows Goldman, Hodgkin & Katz's driving force.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

ICAL_MAGEE = Channel(
    name="ical_magee",
    label="Ca²⁺ L-type (Magee–Johnston 1995)",
    family="cav1",
    ion="ca",
    law="ghk_drive",
    g_max=3.0,
    q10=5.0,
    t_ref=25.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + 0.29*exp(-v/10.86)*exprel((81.5 - v)/10)/156.9)"),
            tau=Expr("max(exp(0.00756*(v - 4))/(0.1*(1 + exp(0.0756*(v - 4)))), 0.2)"),
        ),
        Gate("x", inf=Expr("1/(1 + ca/0.001)")),
    ),
    source="doi:10.1113/jphysiol.1995.sp020862; ModelDB 2796",
    facts=Facts(m_half=(-1.34, 0.02), x_ca_half=(0.001, 2e-06), m_tau_max=(7.225, 0.01)),
)
