"""Low-threshold calcium channel of layer-5 pyramidal neurons (Avery & Johnston 1996), as in Hay et al. (2011).

All voltages are shifted by 10 mV for the junction potential of the measurements.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

ICAT_HAY = Channel(
    name="icat_hay",
    label="Ca²⁺ T-type (Avery–Johnston 1996)",
    family="cav3",
    ion="ca",
    g_max=3.43,
    q10=2.3,
    t_ref=21.0,
    gates=(
        Gate("m", 2, inf=Expr("1/(1 + exp(-(v + 40)/6))"), tau=Expr("5 + 20/(1 + exp((v + 35)/5))")),
        Gate("h", 1, inf=Expr("1/(1 + exp((v + 90)/6.4))"), tau=Expr("20 + 50/(1 + exp((v + 50)/7))")),
    ),
    source="doi:10.1523/JNEUROSCI.16-18-05567.1996; doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
    facts=Facts(m_half=(-40.0, 0.02), h_half=(-90.0, 0.02), m_tau_max=(25, 0.05), h_tau_max=(70, 0.1)),
)
