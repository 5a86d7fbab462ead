"""A rig: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.rigs import Rig

TEMPLATE = Rig("template", "Template", source="where its figures come from")
