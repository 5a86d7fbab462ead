"""Membrane Test: a small square pulse, again and again, whose current tells access, membrane and capacitance."""

from patch_sim.protocols import Protocol, Step

MEMBRANE_TEST = Protocol(
    name="membrane_test",
    label="Membrane Test",
    mode="vc",
    epochs=(Step(-70, 10), Step(-80, 20), Step(-70, 10)),
    holding=-70.0,
    n_runs=20,
    rate=100.0,
    scale="from_holding",
    analysis="membrane_test",
    see="Behind a rig a sharp transient at either edge, and a small steady current between them.",
    why="The transient charges the membrane through the access resistance; what stays flows through the membrane.",
    try_="Choose the whole-cell rig and raise its series resistance: the peak falls, and the decay gets slower.",
)
