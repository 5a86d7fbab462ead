"""L-type calcium channel of midbrain dopaminergic neurons (Drion et al. 2011), open while they pace.

The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAL_DRION = Channel(
    name="ical_drion",
    label="Ca²⁺ L-type (Drion 2011)",
    family="cav1",
    ion="ca",
    e_rev=60.0,
    g_max=0.03,
    gates=(Gate("l", 2, inf=Sigmoid(1.0, -50.0, 2.0), tau=Expr("30 - 28/(1 + exp(-(v + 45)/3))")),),
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(l_half=(-50.0, 0.01), l_tau_max=(30.0, 0.01)),
)
