"""Delayed rectifier of small neurons of the dorsal root ganglion (Schild et al. 1994), as in Verma et al. (2020).

n∞ was fitted apart from the two rates of its time constant.
The equations are those of one public program, read there; not checked against the paper.
"""

from patch_sim.channels import Channel, Expr, Gate, Sigmoid
from patch_sim.facts import Facts

KV_VERMA = Channel(
    name="kv_verma",
    label="K⁺ delayed rectifier (Verma 2020)",
    family="kv",
    ion="k",
    g_max=4.78,
    gates=(
        Gate(
            "n",
            inf=Sigmoid(1.0, -14.62, 18.38),
            tau=Expr("1 + 1/(0.01265/exprel(-(v + 14.273)/10) + 0.125*exp(-(v + 55)/2.5))"),
        ),
    ),
    source="doi:10.1021/acs.iecr.9b04495; ModelDB 264591",
    facts=Facts(n_half=(-14.62, 0.01)),
)
