"""Chirp: an oscillating current about a level below threshold, whose frequency rises."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.chirp import Chirp

CHIRP = Protocol(
    name="chirp",
    label="Chirp",
    mode="cc",
    epochs=(Step(0, 50), Chirp(0, 2000, amplitude=1, first_frequency=1, last_frequency=50), Step(0, 100)),
    rate=10.0,
    scale="r_in",
    needs=("r_in",),
    analysis="impedance",
    see="The swing of the voltage shrinks as the current gets faster, unless the membrane resonates.",
    why="The current has the same size at every moment, so that the envelope of the voltage shows the impedance.",
    try_="Raise the level of epoch B: near threshold the response grows, gets lopsided, and at last spikes.",
)
