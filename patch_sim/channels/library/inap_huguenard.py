"""Persistent sodium channel of thalamic relay neurons (Huguenard & McCormick 1992).

Its time constant is that of their fast sodium channel. One public program multiplies by the time constant instead of
dividing by it and cubes the gate; another has the equations that are here.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

INAP_HUGUENARD = Channel(
    name="inap_huguenard",
    label="Na⁺ persistent (HM 1992)",
    family="nav",
    ion="na",
    g_max=0.01,
    q10=3.0,
    t_ref=23.5,
    gates=(
        Gate(
            "m",
            inf=Sigmoid(1.0, -49.0, 5.0),
            tau=Expr("1/(0.455/exprel(-(v + 38)/5) + 0.31/exprel((v + 38)/5))"),
        ),
    ),
    source="doi:10.1152/jn.1992.68.4.1373; doi:10.1152/jn.1992.68.4.1384",
    facts=Facts(m_half=(-49.0, 0.02), m_tau_max=(1.344, 0.003)),
)
