"""Action Potential: one short pulse, one spike."""

from patch_sim.protocols import Protocol, Step

ACTION_POTENTIAL = Protocol(
    name="action_potential",
    label="Action Potential",
    mode="cc",
    epochs=(Step(0, 5), Step(1.6, 3), Step(0, 30)),
    rate=100.0,
    scale="pulse_threshold",
    needs=("pulse_threshold",),
    analysis="spikes",
    see="One spike: a fast rise, a fall below rest, and a slow return; a bursting cell adds a few.",
    why="Sodium channels open in a flood and inactivate; potassium channels open late and close slowly.",
    try_="Lower the sodium conductance until the spike fails, then raise the pulse to bring it back.",
)
