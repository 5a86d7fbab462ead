"""Inward rectifier of cerebellar granule cells (D'Angelo et al. 2001)."""

from patch_sim.channels import Channel, Exp, Gate
from patch_sim.facts import Facts

IKIR_DANGELO = Channel(
    name="ikir_dangelo",
    label="K⁺ inward rectifier (D'Angelo 2001)",
    family="kir",
    ion="k",
    g_max=0.9,
    q10=3.0,
    t_ref=20.0,
    gates=(Gate("d", alpha=Exp(0.13289, -83.94, -24.3902), beta=Exp(0.16994, -83.94, 35.714)),),
    source="doi:10.1523/JNEUROSCI.21-03-00759.2001; ModelDB 112685",
    facts=Facts(d_half=(-87.5, 0.02), d_tau_max=(3.31, 0.007)),
)
