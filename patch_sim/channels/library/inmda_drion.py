"""NMDA receptors under a steady glutamate, as in dopaminergic neurons that burst (Drion et al. 2011).

Magnesium of the bath blocks the open channel at once, the more the lower the voltage.
The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

INMDA_DRION = Channel(
    name="inmda_drion",
    label="NMDA, steady (Drion 2011)",
    e_rev=0.0,
    g_max=0.1,
    params=(Param("mg", 1.4, "mM", "Magnesium in the bath, which blocks the channel"),),
    gates=(Gate("b", inf=Expr("1/(1 + mg*exp(-0.08*v)/10)")),),
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(b_half=(-24.58, 0.01)),
)
