"""Fast, high-voltage potassium channel Kv3.1 of subthalamic neurons (Gillies & Willshaw 2006).

Its conductance grows with temperature as its rates do.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

KV3_GILLIES = Channel(
    name="kv3_gillies",
    label="K⁺ Kv3.1 (Gillies 2006)",
    family="kv3",
    ion="k",
    g_max=15.0,
    q10=1.7,
    t_ref=32.0,
    g_q10=1.7,
    gates=(
        Gate(
            "p",
            inf=Sigmoid(1.0, 0.083699749, 9.0),
            tau=Expr("7.3/(exp(-(v + 32.9163003)/14) + exp((v + 2.91630025)/16)) + 1"),
        ),
    ),
    source="doi:10.1152/jn.00525.2005; ModelDB 74298",
    facts=Facts(p_half=(0.08, 0.02), p_tau_max=(10.94, 0.02)),
)
