"""A channel of one's own: what a new one is before anything about it is changed."""

from collections.abc import Iterable

from .channel import Channel
from .expression import Expr
from .gate import Gate
from .param import Param


def own(there: Iterable[str] = (), ion: str = "") -> Channel:
    """A channel with an activation and an inactivation as formulas, to be changed; its name is none of those `there`.

    It carries `ion`, or reverses at 0 mV where none is named.

    >>> own(["own"]).name
    'own_2'
    """
    taken = set(there)
    name = next(n for n in ("own", *(f"own_{k}" for k in range(2, len(taken) + 3))) if n not in taken)
    return Channel(
        name=name,
        label="Own channel" if name == "own" else f"Own channel {name.removeprefix('own_')}",
        ion=ion,
        e_rev=None if ion else 0.0,
        g_max=1.0,
        params=(
            Param("m_half", -40.0, "mV", "Where half of the activation gates are open in the end"),
            Param("h_half", -60.0, "mV", "Where half of the inactivation gates are open in the end"),
        ),
        gates=(
            Gate("m", 1, inf=Expr("1/(1 + exp(-(v - m_half)/8))"), tau=Expr("1")),
            Gate("h", 1, inf=Expr("1/(1 + exp((v - h_half)/8))"), tau=Expr("20")),
        ),
        source="made by the user",
    )
