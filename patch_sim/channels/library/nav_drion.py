"""Fast sodium channel of midbrain dopaminergic neurons (Drion et al. 2011).

The published α of activation, with a time constant of its own beside a Boltzmann function, is a quotient whose
numerator vanishes at −38.710 mV and whose denominator at −38.727 mV: a pole that no channel has. Here both vanish at
−38.71 mV, which changes the time constant by 0.3 % 1 mV beside it and less beyond.
The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

NAV_DRION = Channel(
    name="nav_drion",
    label="Na⁺ transient (Drion 2011)",
    family="nav",
    ion="na",
    g_max=30.0,
    gates=(
        Gate(
            "m",
            3,
            inf=Sigmoid(1.0, -30.0907, 9.7264),
            tau=Expr("0.01 + 1/(0.4043/0.5052/exprel(-0.5052*(v + 38.71)) + 3.0212*exp(-0.007463*v))"),
        ),
        Gate(
            "h",
            1,
            inf=Sigmoid(1.0, -54.0289, -10.7665),
            tau=Expr("0.4 + 1/(5.0754e-4*exp(-0.063213*v) + 9.7529*exp(0.13442*v))"),
        ),
    ),
    source="doi:10.1371/journal.pcbi.1002050",
    facts=Facts(m_half=(-30.09, 0.01), h_half=(-54.03, 0.01)),
)
