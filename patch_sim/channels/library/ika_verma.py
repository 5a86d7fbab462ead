"""A-type potassium channel of small neurons of the dorsal root ganglion (Verma et al. 2020).

The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

IKA_VERMA = Channel(
    name="ika_verma",
    label="K⁺ A-type (Verma 2020)",
    family="kv4",
    ion="k",
    g_max=8.33,
    gates=(
        Gate(
            "n",
            inf=Expr("1/(1 + exp(-(v + 5.4)/16.4))**4"),
            tau=Expr("0.25 + 10.04*exp(-(v + 24.67)**2/(2*34.8**2))"),
        ),
        Gate("h", inf=Sigmoid(1.0, -49.9, -4.6), tau=Expr("20 + 50*exp(-(v + 40)**2/3200)")),
    ),
    source="doi:10.1021/acs.iecr.9b04495; ModelDB 264591",
    facts=Facts(n_half=(21.9, 0.1), h_half=(-49.9, 0.01), n_tau_max=(10.29, 0.01), h_tau_max=(70.0, 0.01)),
)
