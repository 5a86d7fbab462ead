"""Resurgent sodium current of Purkinje cells: open channels are blocked, and unblock on their way to closed ones.

Five closed states, the open one, six inactivated, and the block B that competes with inactivation and that
repolarization expels: the open channels it leaves are the resurgent current.
"""

from patch_sim.channels import Channel, Conducting, Expr, Param, Scheme, Transition
from patch_sim.facts import Facts

ALPHA, BETA = "150*exp(v/20)", "3*exp(-v/20)"
FASTER, SLOWER = "(oon/con)**0.25", "(ooff/coff)**0.25"
"""What inactivation does to each step of activation, so that no loop turns by itself."""


def _ways() -> tuple[Transition, ...]:
    ways = []
    for k in range(1, 5):
        ways.append(Transition(f"c{k}", f"c{k + 1}", Expr(f"{5 - k}*{ALPHA}"), Expr(f"{k}*{BETA}")))
        forth, back = Expr(f"{5 - k}*{ALPHA}*{FASTER}"), Expr(f"{k}*{BETA}*{SLOWER}")
        ways.append(Transition(f"i{k}", f"i{k + 1}", forth, back))
    for k in range(1, 6):
        forth, back = Expr(f"con*({FASTER})**{k - 1}"), Expr(f"coff*({SLOWER})**{k - 1}")
        ways.append(Transition(f"c{k}", f"i{k}", forth, back))
    ways += [Transition("c5", "o", Expr("150"), Expr("40")), Transition("i5", "i6", Expr("150"), Expr("40"))]
    ways.append(Transition("o", "i6", Expr("oon"), Expr("ooff")))
    ways.append(Transition("o", "b", Expr("epsilon"), Expr("0.03*exp(-v/25)")))
    return tuple(ways)


NAR_MARKOV = Channel(
    name="nar_markov",
    label="Na⁺ resurgent, 13 states (Raman & Bean 2001, Khaliq 2003)",
    family="nav",
    ion="na",
    g_max=15.0,
    q10=3.0,
    t_ref=22.0,
    params=(
        Param("con", 0.005, "1/ms", "Inactivation: of a closed channel."),
        Param("coff", 0.5, "1/ms", "Recovery: of a closed channel from inactivation."),
        Param("oon", 0.75, "1/ms", "Inactivation: of an open channel."),
        Param("ooff", 0.005, "1/ms", "Recovery: of an open channel from inactivation."),
        Param("epsilon", 1.75, "1/ms", "Block: of an open channel."),
    ),
    scheme=Scheme(
        states=("c1", "c2", "c3", "c4", "c5", "o", "b", "i1", "i2", "i3", "i4", "i5", "i6"),
        conducting=(Conducting("o"),),
        transitions=_ways(),
    ),
    source="doi:10.1016/S0006-3495(01)76052-3; doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 48332",
    facts=Facts(o_at_m40=(0.00442, 0.00001)),
)
