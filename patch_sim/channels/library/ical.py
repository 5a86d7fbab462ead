"""High-threshold calcium channel of cortical neurons (Reuveni et al. 1993)."""

from patch_sim.channels import Channel, Exp, Gate, Linoid, Sigmoid
from patch_sim.facts import Facts

ICAL = Channel(
    name="ical",
    label="Ca²⁺ L-type (Reuveni 1993)",
    family="cav1",
    ion="ca",
    g_max=0.17,
    t_ref=36.0,
    gates=(
        Gate("q", 2, alpha=Linoid(0.209, -27.0, 3.8), beta=Exp(0.94, -75.0, -17.0)),
        Gate("r", 1, alpha=Exp(4.57e-4, -13.0, -50.0), beta=Sigmoid(0.0065, -15.0, 28.0)),
    ),
    source="doi:10.1523/JNEUROSCI.13-11-04609.1993; ModelDB 123623",
    facts=Facts(q_half=(-33.34, 0.05), r_half=(-58.49, 0.05), q_tau_max=(7.042, 0.01), r_tau_max=(449.8, 0.5)),
)
