"""L-type calcium channel Cav1.3 of striatal spiny neurons (Wolf et al. 2005), three times faster at 35 than at 22 °C.

It opens 24 mV earlier than Cav1.2, with the same time constants.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAL13 = Channel(
    name="ical13",
    label="Ca²⁺ L-type Cav1.3 (Wolf 2005)",
    family="cav1",
    ion="ca",
    law="ghk_flux",
    permeability=1.7e-6,
    q10=3.0 ** (10 / 13),
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Sigmoid(1.0, -33.0, 6.7),
            tau=Expr("1/(0.0398*9.005/exprel((v + 8.124)/9.005) + 0.99*exp(v/31.4))"),
        ),
        Gate("h", inf=Sigmoid(1.0, -13.4, -11.9), tau=Expr("44.3")),
    ),
    source="doi:10.1523/JNEUROSCI.2220-05.2005; ModelDB 112834",
    facts=Facts(m_half=(-33.0, 0.02), h_half=(-13.4, 0.02), m_tau_max=(0.896, 0.002), h_tau_max=(44.3, 0.09)),
)
