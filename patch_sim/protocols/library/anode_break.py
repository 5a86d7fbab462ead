"""Anode Break: a spike that the end of a hyperpolarizing step makes."""

from patch_sim.protocols import Protocol, Step

ANODE_BREAK = Protocol(
    name="anode_break",
    label="Anode Break",
    mode="cc",
    epochs=(Step(0, 10), Step(-6, 150, level_delta=1), Step(0, 100)),
    n_sweeps=6,
    rate=20.0,
    scale="rheobase",
    needs=("rheobase",),
    analysis="sag_rebound",
    see="The membrane fires when the current that kept it from firing is switched off.",
    why="The step removes inactivation and closes potassium channels; both take time to come back when it ends.",
    try_="Shorten epoch B to 2 ms: sodium channels have no time to recover, and the spike is gone.",
)
