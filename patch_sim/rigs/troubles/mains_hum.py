"""Mains hum: the room's wiring in the record."""

from patch_sim.rigs import Change, Trouble

MAINS_HUM = Trouble(
    "mains_hum",
    "Hum",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): line-frequency pickup of unshielded rigs",
    changes=(Change("hum", "plus", 30.0), Change("hum_v", "plus", 2.0)),
    see="A sine of 50 or 60 Hz under everything. Hold and Rm scatter from pulse to pulse; a mean of many is calm.",
    why="A ground loop, a lamp or an open Faraday cage. Ground everything at one point.",
)
