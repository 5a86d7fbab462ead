"""Activation Ramp: a ramp fast enough to open sodium channels before they inactivate."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.ramp import Ramp

ACTIVATION_RAMP = Protocol(
    name="activation_ramp",
    label="Activation Ramp",
    mode="vc",
    epochs=(Step(-70, 2), Step(-110, 40), Ramp(60, 10), Step(-70, 10)),
    holding=-70.0,
    rate=100.0,
    scale="holding",
    needs=("nav|nav_r",),
    analysis="ramp_iv",
    see="A dip of inward current in the middle of the ramp, before the outward current takes over.",
    why="On the way up sodium channels open at their threshold; a slow ramp gives them time to inactivate first.",
    try_="Make epoch C 200 ms long: the dip shrinks to the small current that inactivation leaves.",
)
