"""Refractory Period: two pulses with an interval that grows, the second as strong as the first."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.user_list import UserList

REFRACTORY_PERIOD = Protocol(
    name="refractory_period",
    label="Refractory Period",
    mode="cc",
    epochs=(Step(0, 10), Step(1.6, 0.5), Step(0, 1), Step(1.6, 0.5), Step(0, 25)),
    n_sweeps=16,
    user_list=UserList("C.duration", (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50)),
    rate=40.0,
    scale="pulse_threshold",
    needs=("pulse_threshold", "second_spikes"),
    analysis="refractory",
    see="Too soon after the first spike the second pulse makes none; then a small spike, then a full one.",
    why="Sodium channels must recover from inactivation, and potassium channels close, before the cell can fire again.",
    try_="Make the second pulse, epoch D, twice as strong: the cell fires earlier, but never at once.",
)
