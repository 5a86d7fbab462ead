"""Slow, persistent potassium channel of layer-5 pyramidal neurons (Korngreen & Sakmann 2000), as in Hay et al. (2011).

All voltages are shifted by 10 mV for the junction potential of the measurements.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

KV_KORNGREEN = Channel(
    name="kv_korngreen",
    label="K⁺ slow (Korngreen–Sakmann 2000)",
    family="kv",
    ion="k",
    g_max=2.23,
    q10=2.3,
    t_ref=21.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + exp(-(v + 11)/12))"),
            tau=Expr("1.25 + 175.03*exp(0.026*(v + 10)) if v < -60 else 1.25 + 13*exp(-0.026*(v + 10))"),
        ),
        Gate(
            "h",
            inf=Expr("1/(1 + exp((v + 64)/11))"),
            tau=Expr("360 + (1010 + 24*(v + 65))*exp(-((v + 85)/48)**2)"),
        ),
    ),
    source="doi:10.1111/j.1469-7793.2000.00621.x; doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
    facts=Facts(m_half=(-11.0, 0.02), h_half=(-64.0, 0.02), m_tau_max=(48.95, 0.1), h_tau_max=(1222, 2)),
)
