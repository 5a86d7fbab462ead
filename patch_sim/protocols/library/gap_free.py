"""Gap-Free: no stimulus at all, for as long as one likes."""

from patch_sim.protocols import Protocol, Step

GAP_FREE = Protocol(
    name="gap_free",
    label="Gap-Free",
    mode="cc",
    epochs=(Step(0, 2000),),
    rate=10.0,
    analysis="spikes",
    see="A cell at rest stays there; a pacemaker fires by itself.",
    why="Nothing is injected: what happens is the doing of the cell's own channels.",
    try_="Raise potassium outside, or lower the potassium conductance, until a silent cell begins to fire.",
)
