"""Inward rectifier of striatal spiny neurons (Steephen & Manchanda 2009), three times faster at 35 than at 22 °C."""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IKIR_STEEPHEN = Channel(
    name="ikir_steephen",
    label="K⁺ inward rectifier at fixed voltages (Steephen 2009)",
    family="kir",
    ion="k",
    g_max=0.5,
    q10=3.0 ** (10 / 13),
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            inf=Sigmoid(1.0, -102.0, -13.0),
            tau=Expr("1/(0.1*exp(-(v + 60)/14) + 0.27/(1 + exp(-(v + 31)/23)))"),
        ),
    ),
    source="doi:10.1007/s10827-009-0161-7",
    facts=Facts(m_half=(-102.0, 0.01), m_tau_max=(7.736, 0.01)),
)
