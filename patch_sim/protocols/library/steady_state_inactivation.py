"""Steady-State Inactivation: a long step to each level, then the same test step."""

from patch_sim.protocols import Protocol, Step

STEADY_STATE_INACTIVATION = Protocol(
    name="steady_state_inactivation",
    label="Steady-State Inactivation",
    mode="vc",
    epochs=(Step(-70, 5), Step(-130, 100, level_delta=5), Step(0, 10), Step(-70, 5)),
    holding=-70.0,
    n_sweeps=22,
    rate=50.0,
    scale="holding",
    needs=("nav|nav_r",),
    analysis="h_inf",
    see="The test step draws ever less sodium current as the step before it gets more positive.",
    why="The conditioning step lasts until inactivation is steady; the test counts the channels that are left.",
    try_="Shorten epoch B to 2 ms: inactivation has no time to settle, and the curve gets shallow and moves.",
)
