"""Low-threshold calcium channel of thalamic relay neurons (Huguenard & McCormick 1992; Destexhe et al. 1998).

All its voltages are shifted by 2 mV, for the calcium of the bath in which it was measured; activation warms faster
than inactivation. The current follows the law of Goldman, Hodgkin & Katz.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

ICAT = Channel(
    name="icat",
    label="Ca²⁺ T-type (HM 1992)",
    family="cav3",
    ion="ca",
    law="ghk_flux",
    permeability=2e-4,
    params=(Param("shift", 2.0, "mV", "How much earlier all its gates open, for the calcium outside"),),
    q10=3.0,
    t_ref=24.0,
    gates=(
        Gate(
            "m",
            2,
            inf=Expr("1/(1 + exp(-(v + shift + 57)/6.2))"),
            tau=Expr("0.612 + 1/(exp(-(v + shift + 132)/16.7) + exp((v + shift + 16.8)/18.2))"),
            q10=5.0,
        ),
        Gate(
            "h",
            1,
            inf=Expr("1/(1 + exp((v + shift + 81)/4))"),
            tau=Expr("exp((v + shift + 467)/66.6) if v + shift < -80 else 28 + exp(-(v + shift + 22)/10.5)"),
        ),
    ),
    source="doi:10.1523/JNEUROSCI.18-10-03574.1998; ModelDB 279",
    facts=Facts(m_half=(-59.0, 0.01), h_half=(-83.0, 0.01)),
)
