"""Frequency Response: a small chirp, and the impedance that it finds."""

from patch_sim.protocols import Protocol, Step
from patch_sim.protocols.epochs.chirp import Chirp

FREQUENCY_RESPONSE = Protocol(
    name="frequency_response",
    label="Frequency Response",
    mode="cc",
    epochs=(
        Step(0, 100),
        Chirp(0, 3000, amplitude=0.5, first_frequency=0.5, last_frequency=200, growth="exponential"),
        Step(0, 200),
    ),
    rate=10.0,
    scale="r_in",
    needs=("r_in",),
    analysis="impedance",
    see="The voltage follows a slow current and ignores a fast one; some cells answer best in between.",
    why="The capacitance shorts fast currents; channels that oppose slow changes cut off the low end: resonance.",
    try_="Lower the potassium conductance of the squid's membrane a little and watch the peak grow and move.",
)
