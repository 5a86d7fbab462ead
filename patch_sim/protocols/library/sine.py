"""Sine: an oscillation of current that crosses threshold in each cycle."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.sine import Sine

SINE = Protocol(
    name="sine",
    label="Sine",
    mode="cc",
    epochs=(Step(0, 20), Sine(1, 500, amplitude=1, frequency=20), Step(0, 50)),
    rate=20.0,
    scale="firing_onset",
    needs=("firing_onset",),
    analysis="spikes",
    see="Spikes on the crests; a cell that follows every cycle fires at the same phase each time.",
    why="The current lifts the membrane above threshold once in a cycle, and lets it go in between.",
    try_="Raise the frequency: the number of spikes in a cycle falls to one, and then the cell skips cycles.",
)
