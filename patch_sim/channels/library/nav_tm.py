"""Fast sodium channel of hippocampal and cortical neurons (Traub & Miles 1991), as in Pospischil et al. (2008)."""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

NAV_TM = Channel(
    name="nav_tm",
    label="Na⁺ transient (Traub–Miles 1991)",
    family="nav",
    ion="na",
    g_max=50.0,
    params=(Param("v_t", -55.0, "mV", "Shift of all its voltages: the spike's threshold lies near it"),),
    q10=3.0,
    t_ref=36.0,
    gates=(
        Gate(
            "m",
            3,
            alpha=Expr("1.28/exprel((13 + v_t - v)/4)"),
            beta=Expr("1.4/exprel((v - v_t - 40)/5)"),
        ),
        Gate("h", 1, alpha=Expr("0.128*exp((17 + v_t - v)/18)"), beta=Expr("4/(1 + exp((40 + v_t - v)/5))")),
    ),
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(m_half=(-29.29, 0.05), h_half=(-33.37, 0.05), m_tau_max=(0.119, 0.001), h_tau_max=(5.965, 0.01)),
)
