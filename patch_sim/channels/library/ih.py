"""Hyperpolarization-activated cation channel of layer-5 pyramidal neurons (Kole, Hallermann & Stuart 2006).

The published α = 0.00643 (v + 154.9)/(exp((v + 154.9)/11.9) − 1) is a `Linoid` that falls with depolarization.
P_Na/P_K = 0.158 puts the reversal at the paper's −45 mV in 3.5/140 mM of potassium and 145/12 mM of sodium at 37 °C.
"""

from patch_sim.channels import Channel, Exp, Gate, Linoid, Permeant
from patch_sim.facts import Facts

IH = Channel(
    name="ih",
    label="HCN (Kole 2006)",
    family="hcn",
    permeants=(Permeant("k", 1.0), Permeant("na", 0.158)),
    g_max=0.1,
    t_ref=34.0,
    gates=(Gate("m", alpha=Linoid(0.076517, -154.9, -11.9), beta=Exp(0.193, 0.0, 33.1)),),
    source="doi:10.1523/JNEUROSCI.3664-05.2006; ModelDB 64195",
    facts=Facts(m_half=(-110.25, 0.1), m_tau_max=(77.55, 0.1)),
)
