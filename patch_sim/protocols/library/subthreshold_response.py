"""Subthreshold Response: small steps of both signs, no spike."""

from patch_sim.protocols import Protocol, Step

SUBTHRESHOLD_RESPONSE = Protocol(
    name="subthreshold_response",
    label="Subthreshold Response",
    mode="cc",
    epochs=(Step(0, 10), Step(-0.8, 60, level_delta=0.2), Step(0, 40)),
    n_sweeps=9,
    rate=20.0,
    scale="rheobase",
    needs=("rheobase",),
    analysis="input_resistance",
    see="Responses grow with the step, but none becomes a spike; the squid's membrane overshoots and settles.",
    why="Below threshold the channels that are open act as a resistance, and the delayed ones as an inductance.",
    try_="Lower the potassium conductance to 30 mS/cm²: the largest step fires. Below 20 the cell fires by itself.",
)
