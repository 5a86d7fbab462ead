"""A seal that comes loose: a leak to the bath beside the membrane's own."""

from patch_sim.rigs import Change, Trouble

LEAKY_SEAL = Trouble(
    "leaky_seal",
    "Leaky seal",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): seals of less than 1 GΩ; 0.1 GΩ taken for a bad one",
    changes=(Change("r_seal_gohm", "to", 0.1),),
    see="Rm falls, Hold grows inward, Ra stays; of a bad leak even Cm reads too large. I-V curves tilt about 0 mV.",
    why="The patch tears off its glass or the pipette drifts. Move it back, or take another cell.",
)
