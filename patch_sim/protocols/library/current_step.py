"""Current Step: one long step of current."""

from patch_sim.protocols import Protocol, Step

CURRENT_STEP = Protocol(
    name="current_step",
    label="Current Step",
    mode="cc",
    epochs=(Step(0, 20), Step(1.1, 200), Step(0, 50)),
    rate=40.0,
    scale="rheobase",
    needs=("rheobase",),
    analysis="spikes",
    see="The membrane charges, slows down at threshold, and fires once or a few times.",
    why="A tenth above rheobase the current is just enough to open sodium channels faster than they inactivate.",
    try_="Lower epoch B step by step: the spike comes later and later, and then not at all.",
)
