"""A clogged pipette: debris or cytoplasm in the tip."""

from patch_sim.rigs import Change, Trouble

CLOGGED_PIPETTE = Trouble(
    "clogged_pipette",
    "Clogged pipette",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): 2–6 MΩ pipettes; one clogged: ten times that",
    changes=(Change("r_s_mohm", "times", 10.0), Change("offset", "plus", 5.0)),
    see="The pipette reads ten times its resistance already in the bath. In the cell Ra is far beyond any limit.",
    why="Something sits in the tip: no pressure was on it in the bath. Only another pipette helps.",
)
