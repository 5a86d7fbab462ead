"""Fast sodium channel of layer-5 pyramidal neurons' somata (Colbert & Pan 2002), as in Hay et al. (2011).

This is their NaTa_t; the NaTs2_t of the same authors opens 6 mV later: a shift of −6 mV.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

NAV_HAY = Channel(
    name="nav_hay",
    label="Na⁺ transient (Hay 2011)",
    family="nav",
    ion="na",
    g_max=2040.0,
    params=(Param("shift", 0.0, "mV", "How much earlier all its gates open; −6 makes it NaTs2_t"),),
    q10=2.3,
    t_ref=21.0,
    gates=(
        Gate(
            "m",
            3,
            alpha=Expr("1.092/exprel(-(v + shift + 38)/6)"),
            beta=Expr("0.744/exprel((v + shift + 38)/6)"),
        ),
        Gate(
            "h",
            1,
            alpha=Expr("0.09/exprel((v + shift + 66)/6)"),
            beta=Expr("0.09/exprel(-(v + shift + 66)/6)"),
        ),
    ),
    source="doi:10.1038/nn0602-857; doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
    facts=Facts(m_half=(-40.3, 0.02), h_half=(-66.0, 0.02), m_tau_max=(0.5598, 0.001), h_tau_max=(5.556, 0.01)),
)
