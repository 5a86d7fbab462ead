"""P-type calcium channel of Purkinje cells (Khaliq, Gouwens & Raman 2003), by the law of Goldman, Hodgkin & Katz.

The Q10 is that of Akemann & Knöpfel (2006).
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

ICAP_KHALIQ = Channel(
    name="icap_khaliq",
    label="Ca²⁺ P-type (Khaliq 2003)",
    family="cav2_1",
    ion="ca",
    law="ghk_flux",
    permeability=5e-5,
    q10=3.0,
    t_ref=22.0,
    gates=(
        Gate(
            "m",
            inf=Sigmoid(1.0, -19.0, 5.5),
            tau=Expr("0.191 + 3.76*exp(-((v + 41.9)/27.8)**2) if v > -50 else 0.26367 + 127.8*exp(0.10327*v)"),
        ),
    ),
    source="doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(m_half=(-19.0, 0.01)),
)
