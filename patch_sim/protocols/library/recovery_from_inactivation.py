"""Recovery from Inactivation: two steps with an interval that grows."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.user_list import UserList

RECOVERY_FROM_INACTIVATION = Protocol(
    name="recovery_from_inactivation",
    label="Recovery from Inactivation",
    mode="vc",
    epochs=(Step(-80, 5), Step(0, 15), Step(-80, 1), Step(0, 10), Step(-80, 5)),
    holding=-80.0,
    n_sweeps=20,
    user_list=UserList("C.duration", (0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40)),
    rate=50.0,
    needs=("nav|nav_r",),
    analysis="recovery",
    see="Right after the first step the second draws almost nothing; a few milliseconds later nearly all is back.",
    why="Inactivated channels must rest at a negative potential before they can open again, each at its own time.",
    try_="Make epoch C 20 mV more positive: recovery gets slower, and it stops before the current is whole.",
)
