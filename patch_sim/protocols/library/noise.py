"""Noise: a current that fluctuates as that of many synapses does."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.noise import Noise

NOISE = Protocol(
    name="noise",
    label="Noise",
    mode="cc",
    epochs=(Step(0, 20), Noise(0.8, 1000, sd=0.8, tau=5), Step(0, 30)),
    rate=20.0,
    scale="firing_onset",
    needs=("firing_onset",),
    analysis="spikes",
    see="Spikes at irregular times, on the steepest rises of the current.",
    why="The mean is below the onset of firing; only fluctuations fast and large enough carry the cell to threshold.",
    try_="Raise tau to 20 ms: the current changes slowly, and the squid's axon, which accommodates, fires less.",
)
