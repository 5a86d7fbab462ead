"""Hyperpolarization Steps: pull the membrane down, let it go, see what sags and what comes back."""

from patch_sim.protocols import Protocol, Step

HYPERPOLARIZATION_STEPS = Protocol(
    name="hyperpolarization_steps",
    label="Hyperpolarization Steps",
    mode="cc",
    epochs=(Step(0, 20), Step(-16, 300, level_delta=2), Step(0, 150)),
    n_sweeps=8,
    rate=20.0,
    scale="r_in",
    needs=("r_in",),
    analysis="sag_rebound",
    see="The voltage falls, may come back a little during the step, and may overshoot its rest after it.",
    why="Hyperpolarization opens h channels, and frees sodium and T-type calcium channels that were inactivated.",
    try_="Add the channel ih to the cell: each step then sags, and leaves with a rebound.",
)
