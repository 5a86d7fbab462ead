"""Tail Currents: open the potassium channels, then step to each level while they are still open."""

from patch_sim.protocols import Protocol, Step

TAIL_CURRENTS = Protocol(
    name="tail_currents",
    label="Tail Currents",
    mode="vc",
    epochs=(Step(-70, 5), Step(40, 25), Step(-130, 25, level_delta=10), Step(-70, 5)),
    holding=-70.0,
    n_sweeps=12,
    rate=50.0,
    scale="holding",
    needs=("kv|kv3|kv1|kv7",),
    analysis="tail_currents",
    see="After the step a current jumps to a new size and fades; it turns around near the potassium potential.",
    why="Open channels obey the new drive at once, but close slowly: at their reversal potential nothing flows.",
    try_="Raise potassium outside to 50 mM: the level at which the tails turn around moves with it.",
)
