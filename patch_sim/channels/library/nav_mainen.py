"""Fast sodium channel of neocortical pyramidal neurons (Mainen & Sejnowski 1996).

Its conductance grows with temperature as its rates do. The model shifts the gates 10 mV toward depolarization from
where they were measured.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

NAV_MAINEN = Channel(
    name="nav_mainen",
    label="Na⁺ transient (Mainen 1996)",
    family="nav",
    ion="na",
    g_max=2.0,
    params=(Param("shift", -10.0, "mV", "How much earlier all its gates open"),),
    q10=2.3,
    t_ref=23.0,
    g_q10=2.3,
    gates=(
        Gate(
            "m",
            3,
            alpha=Expr("1.638/exprel(-(v + shift + 35)/9)"),
            beta=Expr("1.116/exprel((v + shift + 35)/9)"),
        ),
        Gate(
            "h",
            inf=Expr("1/(1 + exp((v + shift + 65)/6.2))"),
            tau=Expr("1/(0.12/exprel(-(v + shift + 50)/5) + 0.0455/exprel((v + shift + 75)/5))"),
        ),
    ),
    source="doi:10.1038/382363a0; ModelDB 2488",
    facts=Facts(m_half=(-28.45, 0.02), h_half=(-55.0, 0.02), m_tau_max=(0.3732, 0.0007), h_tau_max=(30.81, 0.06)),
)
