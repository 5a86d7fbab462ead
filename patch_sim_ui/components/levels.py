"""The level strip: a swatch for every sweep, and a stepper that says which one is selected."""

import reflex as rx

from patch_sim_ui.components.source import source


class Levels(rx.Component):
    """Legend, overview and selector of the sweeps in one; over 40 sweeps a slider on the ramp.

    `levels` has one number a sweep (what distinguishes it), `unit` is theirs; `recorded` says how many sweeps exist so
    far (−1: all), the others are outlines.
    """

    library = source("levels.jsx")
    tag = "Levels"

    levels: rx.Var[list[float]]
    unit: rx.Var[str]
    recorded: rx.Var[int]


levels = Levels.create
