"""A drug: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.drugs import Drug, Effect

TEMPLATE = Drug("template", "Template", (Effect("kv", ic50=10.0),), concentration=10.0, source="the paper's doi")
