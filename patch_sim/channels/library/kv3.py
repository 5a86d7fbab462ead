"""Fast, high-voltage potassium channel Kv3.1 (Rettig et al. 1992), as in Hay et al. (2011)."""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

KV3 = Channel(
    name="kv3",
    label="K⁺ Kv3.1 (Rettig 1992)",
    family="kv3",
    ion="k",
    g_max=693.0,
    gates=(Gate("m", inf=Sigmoid(1.0, 18.7, 9.7), tau=Expr("4/(1 + exp(-(v + 46.56)/44.14))")),),
    source="doi:10.1002/j.1460-2075.1992.tb05312.x; doi:10.1371/journal.pcbi.1002107; ModelDB 139653",
    facts=Facts(m_half=(18.7, 0.02), m_tau_max=(3.86, 0.008)),
)
