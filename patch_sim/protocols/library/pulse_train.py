"""Pulse Train: short pulses of current, and how many of them the cell follows."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.pulse import Pulse

PULSE_TRAIN = Protocol(
    name="pulse_train",
    label="Pulse Train",
    mode="cc",
    epochs=(Step(0, 10), Pulse(1.6, 500, period=50, width=2), Step(0, 40)),
    rate=40.0,
    scale="pulse_threshold",
    needs=("pulse_threshold", "second_spikes"),
    analysis="spikes",
    see="A spike for each pulse, as long as the pulses are far enough apart.",
    why="After a spike sodium channels are inactivated and potassium channels open: for a while a pulse is in vain.",
    try_="Shorten the train period to 10 ms: the cell answers only some of the pulses.",
)
