"""Drift: the electrode's own potential moves."""

from patch_sim.rigs import Change, Trouble

BASELINE_DRIFT = Trouble(
    "baseline_drift",
    "Drift",
    source="The Axon Guide, 5th edition (Molecular Devices 2020): Ag/AgCl electrodes whose chloride is worn off drift",
    changes=(Change("offset", "plus", 20.0), Change("drift", "plus", 200.0), Change("drift_v", "plus", 5.0)),
    see="Hold wanders while Ra and Cm stay; the base line slopes, which Rm is misread by; every voltage is off.",
    why="The wire's chloride is worn off or the bath's level changes. Chloride the wire, null the offset again.",
)
