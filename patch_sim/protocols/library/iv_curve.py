"""I-V Curve: a family of voltage steps, and the current that each draws."""

from patch_sim.protocols import Protocol, Step

IV_CURVE = Protocol(
    name="iv_curve",
    label="I-V Curve",
    mode="vc",
    epochs=(Step(-70, 5), Step(-100, 20, level_delta=10), Step(-70, 5)),
    holding=-70.0,
    n_sweeps=17,
    rate=100.0,
    scale="holding",
    needs=("nav|nav_r",),
    analysis="iv_curve",
    see="A fast inward current that reverses near +50 mV, then a slow outward one that grows with each step.",
    why="The peak follows sodium channels opening against a shrinking drive; the plateau is potassium.",
    try_="Switch sodium off to see potassium alone, or double sodium outside and watch the reversal move.",
)
