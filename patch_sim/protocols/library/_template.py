"""A protocol: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.protocols import Protocol, Step

TEMPLATE = Protocol(
    name="template",
    label="Template",
    mode="vc",
    epochs=(Step(-70, 10), Step(0, 20), Step(-70, 10)),
    holding=-70.0,
    see="What one sees.",
    why="What makes it so.",
    try_="What to change.",
)
