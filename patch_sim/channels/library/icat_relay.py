"""Low-threshold calcium channel of thalamic relay neurons, as simplified by Destexhe et al. (1996).

It activates at once and its current is ohmic, driven by the Nernst potential of calcium.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

ICAT_RELAY = Channel(
    name="icat_relay",
    label="Ca²⁺ T-type, relay neurons (Destexhe 1996)",
    family="cav3",
    ion="ca",
    g_max=2.0,
    params=(Param("shift", 2.0, "mV", "How much earlier all its gates open, for the calcium outside"),),
    q10=3.0,
    t_ref=24.0,
    gates=(
        Gate("m", 2, inf=Expr("1/(1 + exp(-(v + shift + 57)/6.2))")),
        Gate(
            "h",
            inf=Expr("1/(1 + exp((v + shift + 81)/4))"),
            tau=Expr("30.8 + (211.4 + exp((v + shift + 113.2)/5))/(1 + exp((v + shift + 84)/3.2))"),
        ),
    ),
    source="doi:10.1152/jn.1996.76.3.2049; ModelDB 3343",
    facts=Facts(m_half=(-59.0, 0.02), h_half=(-83.0, 0.02), h_tau_max=(318.9, 0.6)),
)
