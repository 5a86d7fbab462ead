"""A dying cell: its membrane leaks to everything."""

from patch_sim.rigs import Change, Trouble

DYING_CELL = Trouble(
    "dying_cell",
    "Dying cell",
    source="doi:10.1007/978-1-4419-1229-9 (Sakmann & Neher 1995): the leak of an injury is to 0 mV; 20 nS",
    changes=(Change("r_shunt_gohm", "to", 0.05),),
    see="Rm collapses and Hold runs inward, Ra and Cm stay. In current clamp the cell depolarizes and stops firing.",
    why="The cell swells or was injured on approach. There is no way back: take another.",
)
