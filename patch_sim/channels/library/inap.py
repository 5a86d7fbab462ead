"""Persistent sodium channel of entorhinal neurons (Magistretti & Alonso 1999), as in Hay et al. (2011).

It inactivates, over seconds. h∞ was fitted apart from the two rates of its time constant, so that h is given by its
steady state and time constant.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

INAP = Channel(
    name="inap",
    label="Na⁺ persistent (Magistretti 1999)",
    family="nav",
    ion="na",
    g_max=0.2,
    q10=2.3,
    t_ref=21.0,
    gates=(
        Gate(
            "m", 3, inf=Sigmoid(1.0, -52.6, 4.6), tau=Expr("6/(1.092/exprel(-(v + 38)/6) + 0.744/exprel((v + 38)/6))")
        ),
        Gate(
            "h",
            inf=Sigmoid(1.0, -48.8, -10.0),
            tau=Expr("1/(2.88e-6*4.63/exprel((v + 17)/4.63) + 6.94e-6*2.63/exprel(-(v + 64.4)/2.63))"),
        ),
    ),
    source="doi:10.1085/jgp.114.4.491; ModelDB 139653",
    facts=Facts(m_half=(-52.6, 0.01), h_half=(-48.8, 0.01), m_tau_max=(3.359, 0.01), h_tau_max=(6478.0, 5.0)),
)
