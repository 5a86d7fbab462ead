"""Voltage Step: one step to 0 mV."""

from patch_sim.protocols import Protocol, Step

VOLTAGE_STEP = Protocol(
    name="voltage_step",
    label="Voltage Step",
    mode="vc",
    epochs=(Step(-70, 5), Step(0, 20), Step(-70, 10)),
    holding=-70.0,
    rate=100.0,
    scale="holding",
    needs=("nav|nav_r",),
    analysis="kinetics",
    see="A brief inward current, a lasting outward one, and a tail when the step ends.",
    why="Sodium channels open fast and inactivate; potassium channels open late and need a moment to close.",
    try_="Switch a channel off and on again: its part of the current goes and comes, the voltage stays the same.",
)
