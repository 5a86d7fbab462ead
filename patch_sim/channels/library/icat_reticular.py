"""Low-threshold calcium channel of thalamic reticular neurons (Huguenard & Prince 1992), as in Destexhe et al. (1996).

Q10 is 2.5 for both gates here; Destexhe et al. (1994) had 5 for activation and 3 for inactivation.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

ICAT_RETICULAR = Channel(
    name="icat_reticular",
    label="Ca²⁺ T-type, reticular neurons (Huguenard–Prince 1992)",
    family="cav3",
    ion="ca",
    g_max=3.0,
    params=(Param("shift", 2.0, "mV", "How much earlier all its gates open, for the calcium outside"),),
    q10=2.5,
    t_ref=24.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + exp(-(v + shift + 50)/7.4))"),
            tau=Expr("3 + 1/(exp((v + shift + 25)/10) + exp(-(v + shift + 100)/15))"),
        ),
        Gate(
            "h",
            inf=Expr("1/(1 + exp((v + shift + 78)/5))"),
            tau=Expr("85 + 1/(exp((v + shift + 46)/4) + exp(-(v + shift + 405)/50))"),
        ),
    ),
    source="doi:10.1523/JNEUROSCI.12-10-03804.1992; doi:10.1152/jn.1996.76.3.2049; ModelDB 3343",
    facts=Facts(m_half=(-52.0, 0.02), h_half=(-80.0, 0.02), m_tau_max=(13.25, 0.03), h_tau_max=(677.3, 1)),
)
