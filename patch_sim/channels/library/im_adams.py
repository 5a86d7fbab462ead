"""Muscarine-sensitive potassium channel of bullfrog ganglion cells (Adams et al. 1982), as in Hay et al. (2011)."""

from patch_sim.channels import Channel, Exp, Gate
from patch_sim.facts import Facts

IM_ADAMS = Channel(
    name="im_adams",
    label="K⁺ M-type (Adams 1982)",
    family="kv7",
    ion="k",
    g_max=0.0675,
    q10=2.3,
    t_ref=21.0,
    gates=(Gate("m", alpha=Exp(0.0033, -35.0, 10.0), beta=Exp(0.0033, -35.0, -10.0)),),
    source="doi:10.1113/jphysiol.1982.sp014357; doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
    facts=Facts(m_half=(-35.0, 0.02), m_tau_max=(151.5, 0.3)),
)
