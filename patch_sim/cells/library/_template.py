"""A cell: copy this file to a name without the underscore, and it is everywhere."""

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS, Ion

TEMPLATE = Cell(
    name="template",
    label="Template",
    sections=(Section("soma", diameter=20.0, length=20.0, channels=(CHANNELS["kv_hh"], CHANNELS["leak"])),),
    ions=(Ion("k", 1, out=3.5, in_=140.0),),
    source="the paper's doi",
)
