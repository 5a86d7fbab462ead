"""Anode Break: a spike that the end of a hyperpolarizing step makes."""

from patch_sim.protocols import Protocol, Step

ANODE_BREAK = Protocol(
    name="anode_break",
    label="Anode Break",
    mode="cc",
    epochs=(Step(0, 20), Step(-3, 300, level_delta=-3), Step(0, 300)),
    n_sweeps=6,
    rate=20.0,
    scale="r_in",
    needs=("r_in", "rebound_spikes"),
    analysis="sag_rebound",
    see="The cell fires when the current that pulled it down is switched off.",
    why="The step frees inactivated channels and closes potassium or opens h channels; all take time to come back.",
    try_="Shorten epoch B to 1 ms: the gates have little time to move, and shallow steps no longer end in a spike.",
)
