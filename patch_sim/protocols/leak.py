"""P/N leak subtraction: sub-sweeps of a fraction of the command, whose scaled responses are taken from the sweep's."""

from typing import Literal

from ..units import ms, mV_or_pA, sub_sweeps
from ..values import value


@value
class LeakSubtraction:
    """N sub-sweeps, each the command's departure from holding divided by N, from a holding level of their own.

    What answers in proportion to the command, leak and capacitive current, is the same in the sum of the sub-sweeps
    as in the sweep, and vanishes in the difference (Bezanilla & Armstrong 1977). Both are counted from their holding
    current, so that the difference says nothing of a current that flows at holding.
    """

    n: sub_sweeps = 4
    """Sub-sweeps: N of P/N; more are smaller, and less likely to open channels."""
    polarity: Literal["same", "opposite"] = "opposite"
    """Polarity: of the sub-sweeps, same as the command or opposite."""
    timing: Literal["before", "after"] = "before"
    """Timing: sub-sweeps before the sweep or after it."""
    holding: mV_or_pA | None = None
    """Sub-sweep holding: where sub-sweeps start from; empty is the protocol's holding."""
    settle: ms = 10.0
    """Settling time: at the level before each sub-sweep and before the sweep."""

    @property
    def factor(self) -> float:
        """What the command's departure from holding is multiplied by."""
        return (1 if self.polarity == "same" else -1) / self.n
