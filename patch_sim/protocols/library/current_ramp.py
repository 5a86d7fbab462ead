"""Current Ramp: a current that grows until the cell fires."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.ramp import Ramp

CURRENT_RAMP = Protocol(
    name="current_ramp",
    label="Current Ramp",
    mode="cc",
    epochs=(Step(0, 20), Ramp(5, 150), Step(0, 50)),
    rate=20.0,
    scale="firing_onset",
    needs=("firing_onset",),
    analysis="spikes",
    see="Silence, then the first spike at a current one can read off, then spikes that come faster.",
    why="A slow ramp finds the threshold current; a membrane that accommodates needs more on a ramp than on a step.",
    try_="Make epoch B ten times longer: a cell that accommodates, as the squid's axon, makes smaller spikes.",
)
