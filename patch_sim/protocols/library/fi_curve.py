"""F-I Curve: a long step in each sweep, each larger than the last."""

from patch_sim.protocols import Protocol, Step

FI_CURVE = Protocol(
    name="fi_curve",
    label="F-I Curve",
    mode="cc",
    epochs=(Step(0, 20), Step(0.25, 400, level_delta=0.25), Step(0, 20)),
    n_sweeps=12,
    rate=20.0,
    scale="firing_onset",
    needs=("firing_onset",),
    analysis="f_i",
    see="Nothing, then one spike or a few, then a train that gets faster with the current.",
    why="The current decides how soon the membrane is back at threshold after each spike.",
    try_="Add channels of the M type (im): the onset moves to the right and the first spikes outrun the last.",
)
