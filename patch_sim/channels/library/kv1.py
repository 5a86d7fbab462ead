"""Low-threshold potassium channel Kv1 of cerebellar Purkinje cells (Akemann & Knöpfel 2006)."""

from patch_sim.channels import Channel, Exp, Gate
from patch_sim.facts import Facts

KV1 = Channel(
    name="kv1",
    label="K⁺ Kv1 (Akemann 2006)",
    family="kv1",
    ion="k",
    g_max=11.0,
    q10=3.0,
    t_ref=22.0,
    gates=(Gate("n", 4, alpha=Exp(0.12889, -45.0, 33.90877), beta=Exp(0.12889, -45.0, -12.42101)),),
    source="doi:10.1523/JNEUROSCI.5204-05.2006; ModelDB 80769",
    facts=Facts(n_half=(-45.0, 0.02), n_tau_max=(4.338, 0.009)),
)
