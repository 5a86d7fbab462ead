"""Strength-Duration: pulses of four durations in each sweep, all stronger from sweep to sweep."""

from patch_sim.protocols import Protocol, Step

STRENGTH_DURATION = Protocol(
    name="strength_duration",
    label="Strength-Duration",
    mode="cc",
    epochs=(
        Step(0, 10),
        Step(0.5, 0.5, level_delta=0.06),
        Step(0, 60),
        Step(0.5, 2, level_delta=0.06),
        Step(0, 60),
        Step(0.5, 10, level_delta=0.06),
        Step(0, 60),
        Step(0.5, 50, level_delta=0.06),
        Step(0, 15),
    ),
    n_sweeps=22,
    rate=20.0,
    scale="pulse_threshold",
    needs=("pulse_threshold", "second_spikes"),
    analysis="strength_duration",
    see="The shorter the pulse, the stronger it must be to make a spike.",
    why="The membrane must be charged to threshold; a pulse as short as the chronaxie needs twice the rheobase.",
    try_="Double the membrane's capacitance: thresholds rise, those of the briefest pulses the most.",
)
