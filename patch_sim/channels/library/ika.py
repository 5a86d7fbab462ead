"""A-type potassium channel of thalamic relay neurons (Huguenard & McCormick 1992).

Two components differ in activation and in how slowly they recover: 0.6 m1⁴h1 + 0.4 m2⁴h2. The time constant of
activation is 1/(…) + 0.37 ms; a public implementation that puts 0.37 under the fraction is in error.
"""

from patch_sim.channels import Channel, Expr, Gate, Part, Sigmoid
from patch_sim.facts import Facts

TAU_M = Expr("0.37 + 1/(exp((v + 35.82)/19.69) + exp(-(v + 79.69)/12.7))")
RECOVERY = "1/(exp((v + 46.05)/5) + exp(-(v + 238.4)/37.45))"

IKA = Channel(
    name="ika",
    label="K⁺ A-type (HM 1992)",
    family="kv4",
    ion="k",
    g_max=3.45,
    q10=3.0,
    t_ref=23.5,
    gates=(
        Gate("m1", 4, inf=Sigmoid(1.0, -60.0, 8.5), tau=TAU_M),
        Gate("h1", 1, inf=Sigmoid(1.0, -78.0, -6.0), tau=Expr(f"{RECOVERY} if v < -63 else 19")),
        Gate("m2", 4, inf=Sigmoid(1.0, -36.0, 20.0), tau=TAU_M),
        Gate("h2", 1, inf=Sigmoid(1.0, -78.0, -6.0), tau=Expr(f"{RECOVERY} if v < -73 else 60")),
    ),
    parts=(Part(0.6, ("m1", "h1")), Part(0.4, ("m2", "h2"))),
    source="doi:10.1152/jn.1992.68.4.1373",
    facts=Facts(m1_half=(-60.0, 0.01), m2_half=(-36.0, 0.01), h1_half=(-78.0, 0.01), m1_tau_max=(2.353, 0.01)),
)
