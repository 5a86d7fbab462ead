"""N-type calcium channel of midbrain dopaminergic neurons (Drion et al. 2011).

The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAN_DRION = Channel(
    name="ican_drion",
    label="Ca²⁺ N-type (Drion 2011)",
    family="cav2_2",
    ion="ca",
    e_rev=60.0,
    g_max=0.03,
    gates=(Gate("n", inf=Sigmoid(1.0, -30.0, 7.0), tau=Expr("30 - 25/(1 + exp(-(v + 55)/6))")),),
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(n_half=(-30.0, 0.01), n_tau_max=(30.0, 0.01)),
)
