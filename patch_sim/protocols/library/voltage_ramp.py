"""Voltage Ramp: a slow ramp that draws the steady I-V curve in one sweep."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.ramp import Ramp

VOLTAGE_RAMP = Protocol(
    name="voltage_ramp",
    label="Voltage Ramp",
    mode="vc",
    epochs=(Step(-110, 100), Ramp(-20, 1000), Step(-70, 20)),
    holding=-70.0,
    rate=10.0,
    scale="holding",
    analysis="ramp_iv",
    see="A current that crosses zero at the resting potential and bends where channels begin to open.",
    why="The ramp is so slow that gates stay near their steady state; the slope is the conductance at each voltage.",
    try_="Raise potassium outside: the crossing moves to the right, and rest in current clamp with it.",
)
