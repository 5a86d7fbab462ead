"""N-type calcium channel of striatal spiny neurons (Wolf et al. 2005), three times faster at 35 than at 22 °C.

A fifth of the current inactivates. The literature also writes I_CaN of a cation channel that calcium opens, which is
``can_destexhe``.
"""

from patch_sim.channels import Channel, Expr, Gate, Part, Sigmoid
from patch_sim.facts import Facts

ICAN = Channel(
    name="ican",
    label="Ca²⁺ N-type (Wolf 2005)",
    family="cav2_2",
    ion="ca",
    law="ghk_flux",
    permeability=1e-5,
    q10=3.0 ** (10 / 13),
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Sigmoid(1.0, -8.7, 7.4),
            tau=Expr("1/(0.03856*15.22/exprel((v + 17.19)/15.22) + 0.3842*exp(v/23.82))"),
        ),
        Gate("h", inf=Sigmoid(1.0, -74.8, -6.5), tau=Expr("70")),
    ),
    parts=(Part(0.21, ("m", "h")), Part(0.79, ("m",))),
    source="doi:10.1523/JNEUROSCI.2220-05.2005; ModelDB 112834",
    facts=Facts(m_half=(-8.7, 0.02), h_half=(-74.8, 0.02), m_tau_max=(1.442, 0.003), h_tau_max=(70, 0.1)),
)
