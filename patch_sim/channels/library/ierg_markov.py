"""Ether-à-go-go current of dopamine neurons: inactivates faster than it opens, and recovers through the open state.

The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Conducting, Exp, Scheme, Transition
from patch_sim.facts import Facts

IERG_MARKOV = Channel(
    name="ierg_markov",
    label="K⁺ ether-à-go-go, 3 states (Drion 2011)",
    family="erg",
    ion="k",
    g_max=0.12,
    scheme=Scheme(
        states=("c", "o", "i"),
        conducting=(Conducting("o"),),
        transitions=(
            Transition("c", "o", Exp(0.0036, 0.0, 1 / 0.0759), Exp(1.2523e-5, 0.0, -1 / 0.0671)),
            Transition("o", "i", Exp(0.1, 0.0, 1 / 0.1189), Exp(0.003, 0.0, -1 / 0.0733)),
        ),
    ),
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(o_at_m40=(0.4817, 0.0001)),
)
