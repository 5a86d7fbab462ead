"""Na⁺ Channel Activation: steps from where no sodium channel is inactivated, and the conductance that each opens."""

from patch_sim.protocols import Protocol, Step

NA_ACTIVATION = Protocol(
    name="na_activation",
    label="Na⁺ Channel Activation",
    mode="vc",
    epochs=(Step(-70, 2), Step(-120, 30), Step(-80, 10, level_delta=5), Step(-70, 5)),
    holding=-70.0,
    n_sweeps=31,
    rate=100.0,
    scale="holding",
    needs=("nav|nav_r",),
    analysis="g_v",
    see="Divided by its driving force the peak sodium current becomes a conductance that rises from none to all.",
    why="A channel opens when its charges move in the field: the open share follows a Boltzmann curve.",
    try_="Change sodium outside: currents and reversal change, but the G-V curve stays where it was.",
)
