"""Fast, transient potassium channel of layer-5 pyramidal neurons (Korngreen & Sakmann 2000), as in Hay et al. (2011).

All voltages are shifted by 10 mV for the junction potential of the measurements.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IKA_KORNGREEN = Channel(
    name="ika_korngreen",
    label="K⁺ A-type (Korngreen–Sakmann 2000)",
    family="kv4",
    ion="k",
    g_max=81.2,
    q10=2.3,
    t_ref=21.0,
    gates=(
        Gate("m", 4, inf=Expr("1/(1 + exp(-(v + 10)/19))"), tau=Expr("0.34 + 0.92*exp(-((v + 81)/59)**2)")),
        Gate("h", 1, inf=Expr("1/(1 + exp((v + 76)/10))"), tau=Expr("8 + 49*exp(-((v + 83)/23)**2)")),
    ),
    source="doi:10.1111/j.1469-7793.2000.00621.x; doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
    facts=Facts(m_half=(-10.0, 0.02), h_half=(-76.0, 0.02), m_tau_max=(1.26, 0.003), h_tau_max=(57, 0.1)),
)
