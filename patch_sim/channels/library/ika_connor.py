"""A-type potassium channel of crab axons (Connor, Walter & McKown 1977), in the form of Dayan & Abbott (2001).

It reverses at −75 mV, apart from the delayed rectifier, and lets a cell fire arbitrarily slowly (type I). The
published activation reaches 1.02 between 40 and 100 mV.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

IKA_CONNOR = Channel(
    name="ika_connor",
    label="K⁺ A-type (Connor–Stevens 1977)",
    family="kv4",
    ion="k",
    g_max=47.7,
    e_rev=-75.0,
    gates=(
        Gate(
            "a",
            3,
            inf=Expr("(0.0761*exp(0.0314*(v + 94.22))/(1 + exp(0.0346*(v + 1.17))))**0.3333333333333333"),
            inf_max=1.02,
            tau=Expr("0.3632 + 1.158/(1 + exp(0.0497*(v + 55.96)))"),
        ),
        Gate(
            "b",
            1,
            inf=Expr("(1 + exp(0.0688*(v + 53.3)))**-4"),
            tau=Expr("1.24 + 2.678/(1 + exp(0.0624*(v + 50)))"),
        ),
    ),
    source="doi:10.1016/S0006-3495(77)85598-7; Dayan & Abbott 2001, chapter 6",
    facts=Facts(a_half=(-76.12, 0.02), b_half=(-77.5, 0.02), a_tau_max=(1.51, 0.003), b_tau_max=(3.913, 0.008)),
)
