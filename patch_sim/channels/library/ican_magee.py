"""N-type calcium channel of hippocampal CA1 pyramidal neurons (Magee & Johnston 1995).

Calcium inside inactivates it at once, by half at 1 µM. Voltage inactivates it with 80 ms at any temperature. The
current follows Goldman, Hodgkin & Katz's driving force.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

ICAN_MAGEE = Channel(
    name="ican_magee",
    label="Ca²⁺ N-type (Magee–Johnston 1995)",
    family="cav2_2",
    ion="ca",
    law="ghk_drive",
    g_max=0.3,
    q10=5.0,
    t_ref=25.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + 0.046*exp(-v/20.73)*exprel((19.88 - v)/10)/1.967)"),
            tau=Expr("max(exp(0.00756*(v + 14))/(0.03*(1 + exp(0.0756*(v + 14)))), 0.2)"),
        ),
        Gate(
            "h",
            inf=Expr("1/(1 + exp(v/48.4)/(1.6e-4*(1 + exp((39 - v)/10))))"),
            tau=Expr("80"),
            q10=1.0,
        ),
        Gate("x", inf=Expr("1/(1 + ca/0.001)")),
    ),
    source="doi:10.1113/jphysiol.1995.sp020862; ModelDB 2796",
    facts=Facts(
        m_half=(-21.63, 0.02),
        h_half=(-40.11, 0.02),
        x_ca_half=(0.001, 2e-06),
        m_tau_max=(24.08, 0.05),
        h_tau_max=(80, 0.2),
    ),
)
