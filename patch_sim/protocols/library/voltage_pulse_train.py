"""Voltage Pulse Train: the same pulse again and again, faster than channels recover."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.pulse import Pulse

VOLTAGE_PULSE_TRAIN = Protocol(
    name="voltage_pulse_train",
    label="Voltage Pulse Train",
    mode="vc",
    epochs=(Step(-70, 5), Pulse(0, 100, period=10, width=6), Step(-70, 10)),
    holding=-70.0,
    rate=50.0,
    scale="holding",
    needs=("nav|nav_r",),
    analysis="train_peaks",
    see="The first pulse draws the largest sodium current; the others settle at a smaller one.",
    why="Between pulses inactivation goes back only in part, so that fewer channels are ready each time.",
    try_="Lengthen the train period to 40 ms: the cell recovers between pulses, and all peaks are alike.",
)
