"""Repetitive Firing: a long step that keeps the cell firing to its end."""

from patch_sim.protocols import Protocol, Step

REPETITIVE_FIRING = Protocol(
    name="repetitive_firing",
    label="Repetitive Firing",
    mode="cc",
    epochs=(Step(0, 20), Step(1.6, 200), Step(0, 30)),
    rate=20.0,
    scale="firing_onset",
    needs=("firing_onset",),
    analysis="spikes",
    see="Spikes at a steady rate for as long as the current flows; the first is the tallest.",
    why="After each spike potassium channels close, and the current charges the membrane back to threshold.",
    try_="Raise the temperature: spikes get narrower and smaller, and at some point the train stops.",
)
