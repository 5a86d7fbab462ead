"""A channel: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.channels import Channel, Gate, Sigmoid

TEMPLATE = Channel(
    name="template",
    label="Template",
    family="kv",
    ion="k",
    g_max=1.0,
    gates=(Gate("x", alpha=Sigmoid(0.5, -20, 10), beta=Sigmoid(0.5, -20, -10)),),
    source="the paper's doi",
)
