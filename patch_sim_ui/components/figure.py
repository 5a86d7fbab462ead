"""A small figure of a result: points by sweep, fits and truth as lines."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


class Figure(rx.Component):
    """Draws `spec` and selects the sweep of the point that is clicked.

    spec = {title, n_sweeps, x: {label, unit}, y: {label, unit}, traces}, as in patch_sim.figure, with traces = [{mark,
    label, hue, dash, x, y, sweeps, hollow}]: `mark` is "points" or "line", `sweeps` the sweep of each point, from 0
    (none: drawn in `hue`, or ink, and not selectable). Without traces: faint axes and the sentence `empty`.
    """

    library = source("figure.jsx")
    tag = "Figure"

    spec: rx.Var[Any]
    empty: rx.Var[str]
    height: rx.Var[int]


figure = Figure.create
