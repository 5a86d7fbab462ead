"""A trouble: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.rigs import Change, Trouble

TEMPLATE = Trouble(
    "template",
    "Template",
    source="where its figures come from",
    changes=(Change("r_s_mohm", "times", 2.0),),
    see="What one sees of it.",
    why="Where it comes from, and what helps.",
)
