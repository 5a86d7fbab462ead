"""Access that reseals: the membrane grows back over the pipette's mouth."""

from patch_sim.rigs import Change, Trouble

RISING_ACCESS = Trouble(
    "rising_access",
    "Rising access",
    source="doi:10.1007/978-1-4419-1229-9 (Sakmann & Neher 1995): access rises to several times the pipette's",
    changes=(Change("r_s_mohm", "times", 3.0),),
    see="Ra rises, the transient gets smaller and slower, Cm and Rm stay. Fast currents lose height and shift.",
    why="Membrane reseals over the tip. A little suction opens it; without it the recording ends at a limit of Ra.",
)
