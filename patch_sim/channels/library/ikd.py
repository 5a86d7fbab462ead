"""Potassium channel of the D type that inactivates slowly (Migliore, ModelDB 101629).

One gate alone, which closes with depolarization: the published program leaves activation out. Three charges move
through the field, so that the curve grows less steep with temperature.
"""

from patch_sim.channels import Channel, Expr, Gate
from patch_sim.facts import Facts

FIELD = "(v + 33)*96.48/(8.315*(celsius + 273.16))"

IKD = Channel(
    name="ikd",
    label="K⁺ D-type (Migliore)",
    family="kv1",
    ion="k",
    g_max=0.1,
    t_ref=36.0,
    gates=(
        Gate(
            "n",
            inf=Expr(f"1/(1 + exp(3*{FIELD}))"),
            tau=Expr(f"max(exp(2.1*{FIELD})/(0.01*(1 + exp(3*{FIELD}))), 2)"),
        ),
    ),
    source="ModelDB 101629",
    facts=Facts(n_half=(-33.0, 0.02), n_tau_max=(54.29, 0.1)),
)
